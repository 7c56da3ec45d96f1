/**
 * Scores as they are drawn: in figures, and as bars that begin at zero.
 */

import { create } from './dom.js';

const MEASURES = {
  cosine: {
    words: 'Cosine of two embeddings',
    least: -1,
    marks: [-1, 0, 1],
    mark: signed,
    figure: (score) => signed(score.toFixed(3)),
  },
  probability: {
    words: 'Probability that they are similar',
    least: 0,
    marks: [0, 0.5, 1],
    mark: percent,
    figure: (score) => percent(score, 1),
  },
};

/**
 * What a score means.
 *
 * @param {'cosine'|'probability'} measure
 * @returns {string}
 */
export function measureInWords(measure) {
  return MEASURES[measure].words;
}

/**
 * A score in figures.
 *
 * @param {'cosine'|'probability'} measure
 * @param {number} score
 * @returns {string} such as −0.031 or 87.4 %
 */
export function scoreInFigures(measure, score) {
  return MEASURES[measure].figure(score);
}

/**
 * Draws a score as a bar from zero, to the left where it is below.
 *
 * @param {HTMLElement} scale is kept where it has been drawn before, so that the bar moves
 * @param {'cosine'|'probability'} measure
 * @param {number} score
 */
export function drawScale(scale, measure, score) {
  const { least } = MEASURES[measure];
  const zero = placeOf(0, least);
  const end = placeOf(Math.min(Math.max(score, least), 1), least);
  if (scale.childElementCount === 0) {
    scale.classList.add('scale');
    scale.append(create('span', 'scale-bar'), create('span', 'scale-zero'));
  }
  const [bar, origin] = scale.children;
  bar.style.left = `${Math.min(zero, end)}%`;
  bar.style.width = `${Math.abs(end - zero)}%`;
  origin.style.left = `${zero}%`;
  scale.dataset.sign = score < 0 ? 'below' : 'above';
}

/**
 * Draws the figures that bars are read by.
 *
 * @param {HTMLElement} axis
 * @param {'cosine'|'probability'} measure
 */
export function drawAxis(axis, measure) {
  const { least, marks, mark } = MEASURES[measure];
  axis.className = 'axis';
  axis.replaceChildren(
    ...marks.map((value) => {
      const figure = create('span', '', mark(value));
      figure.style.left = `${placeOf(value, least)}%`;
      return figure;
    }),
  );
}

function placeOf(value, least) {
  return (100 * (value - least)) / (1 - least);
}

/** With a minus sign that is as wide as a figure; zero has none. */
function signed(figures) {
  const number = Number(figures);
  return number === 0 ? String(figures).replace('-', '') : String(figures).replace('-', '−');
}

function percent(share, decimals = 0) {
  return `${(100 * share).toFixed(decimals)}\u00a0%`;
}
