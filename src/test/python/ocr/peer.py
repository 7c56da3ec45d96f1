"""An OCR service on RapidOCR, to measure another one against.

    python peer.py [--version v4|v6] [--processes 2] [--threads 1] [--batch 6] [--port 8090]

POST /v1/ocr takes an image as its body and answers {"lines": [{"quad", "text", "score"}]}. Requests wait in one queue
for the processes, each of which has an engine of its own and reads one page at a time with --threads threads
(0: ONNX Runtime's own choice). v4 needs rapidocr-onnxruntime 1.4.4, v6 rapidocr 3.10.0.
"""

import argparse
import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, HTTPException, Request

engine: Callable[[bytes], list[dict]]


def open_engine(version: str, threads: int, batch: int) -> None:
    """Opens the engine of a process of the pool."""
    global engine
    engine = (open_v4 if version == "v4" else open_v6)(threads or -1, batch)


def open_v4(threads: int, batch: int) -> Callable[[bytes], list[dict]]:
    from rapidocr_onnxruntime import RapidOCR
    ocr = RapidOCR(intra_op_num_threads=threads, inter_op_num_threads=1, rec_batch_num=batch)

    def read(image: bytes) -> list[dict]:
        result, _ = ocr(image)
        return [{"quad": quad, "text": text, "score": score} for quad, text, score in result or []]

    return read


def open_v6(threads: int, batch: int) -> Callable[[bytes], list[dict]]:
    from rapidocr import RapidOCR
    ocr = RapidOCR(params={"Global.log_level": "error", "Rec.rec_batch_num": batch,
                           "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                           "EngineConfig.onnxruntime.inter_op_num_threads": 1})

    def read(image: bytes) -> list[dict]:
        result = ocr(image)
        if result.boxes is None:
            return []
        lines = zip(result.boxes.tolist(), result.txts, result.scores)
        return [{"quad": quad, "text": text, "score": score} for quad, text, score in lines]

    return read


def read_image(image: bytes) -> list[dict]:
    return engine(image)


def service(pool: ProcessPoolExecutor) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        pool.shutdown(cancel_futures=True)  # Uvicorn ends the process with its signal and leaves the pool's running

    app = FastAPI(lifespan=lifespan)

    @app.post("/v1/ocr")
    async def ocr(request: Request) -> dict:
        image = await request.body()
        try:
            return {"lines": await asyncio.get_running_loop().run_in_executor(pool, read_image, image)}
        except OSError as problem:
            raise HTTPException(400, str(problem)) from problem

    @app.get("/health")
    async def health() -> dict:
        return {"status": "up"}

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", choices=["v4", "v6"], default="v4")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=6, help="lines in one run of the recogniser")
    parser.add_argument("--port", type=int, default=8090)
    args = parser.parse_args()
    pool = ProcessPoolExecutor(args.processes, multiprocessing.get_context("spawn"), open_engine,
                               (args.version, args.threads, args.batch))
    uvicorn.run(service(pool), host="127.0.0.1", port=args.port, log_level="warning")


if __name__ == "__main__":
    main()
