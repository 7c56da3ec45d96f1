"""What scanners, copiers and cameras do to a page's picture (BGR)."""

import cv2
import numpy as np


def blur(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(image, (5, 5), 1.0)


def noise(image: np.ndarray) -> np.ndarray:
    """Adds grey and noise; equal sizes get equal noise."""
    grain = np.random.default_rng(7).normal(0, 12, image.shape[:2])
    return np.clip(image.astype(np.float64) * 0.88 + 22 + grain[:, :, None], 0, 255).astype(np.uint8)


def skew(image: np.ndarray, degrees: float = 1.0) -> np.ndarray:
    """Turns the picture about its middle, as a sheet lies that was laid in askew."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def jpeg(image: np.ndarray) -> np.ndarray:
    """Leaves the picture as it is: it is saved at quality 60."""
    return image


def everything(image: np.ndarray) -> np.ndarray:
    return noise(blur(skew(image, -1.0)))


DAMAGES = {"blur": blur, "noise": noise, "skew": skew, "jpeg": jpeg, "all": everything}
