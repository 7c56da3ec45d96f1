/**
 * How alike texts are, beside them: the score of a pair, or the candidates from the best down, and
 * where the time went.
 */

import { unreadOf } from './comparison.js';
import { byId, create, fact } from './dom.js';
import { counted, milliseconds } from './figures.js';
import { drawAxis, drawScale, measureInWords, scoreInFigures } from './scores.js';
import { drawTiming } from './timing.js';

/**
 * Draws an answer.
 *
 * @param {import('./comparison.js').Reply} reply
 * @returns {string} the same in a few words, for those who do not see it
 */
export function drawVerdict(reply) {
  const ranked = reply.answer.ranked !== undefined;
  byId('pair').hidden = ranked;
  byId('ranking').hidden = !ranked;
  drawCourse(reply);
  return ranked ? drawRanking(reply) : drawPair(reply);
}

/**
 * What of a text the model has not read.
 *
 * @param {number[]} unread tokens at the text's end, which may differ by what it was compared with;
 *     not all are 0
 * @returns {string}
 */
export function unreadInWords(unread) {
  const most = Math.max(...unread);
  const upTo = unread.every((each) => each === most) ? '' : 'up to ';
  return `The end was not read: ${upTo}${counted(most, 'token')}`;
}

function drawPair({ answer: { measure, scores } }) {
  const [score] = scores;
  const figures = scoreInFigures(measure, score);
  byId('pair-score').textContent = figures;
  byId('pair-measure').textContent = measureInWords(measure);
  drawScale(byId('pair-scale'), measure, score);
  drawAxis(byId('pair-axis'), measure);
  return `${measureInWords(measure)}: ${figures}`;
}

function drawRanking(reply) {
  const { measure, ranked } = reply.answer;
  const { candidates } = reply.question;
  const unread = unreadOf(reply).b;
  const summary = counted(ranked.length, 'candidate');
  byId('ranking-name').textContent = `${summary}, best first`;
  byId('ranking-measure').textContent = measureInWords(measure);
  drawAxis(byId('ranking-axis'), measure);
  byId('ranking-list').replaceChildren(
    ...ranked.map(({ index, score }) =>
      candidateRow(index, candidates[index], unread[index], measure, score),
    ),
  );
  const [best] = ranked;
  const figures = scoreInFigures(measure, best.score);
  return `${summary} ranked, the best with ${figures}: ${candidates[best.index]}`;
}

function candidateRow(index, text, unread, measure, score) {
  const row = create('li', 'candidate');
  row.dataset.testid = 'candidate';
  row.dataset.index = index;
  const words = create('span', 'candidate-text', text);
  words.dir = 'auto';
  words.dataset.testid = 'candidate-text';
  const figures = create('span', 'candidate-score', scoreInFigures(measure, score));
  figures.dataset.testid = 'candidate-score';
  const scale = create('span');
  scale.setAttribute('aria-hidden', true);
  drawScale(scale, measure, score);
  row.append(words, figures, scale);
  if (unread > 0) {
    const cut = create('span', 'is-cut', unreadInWords([unread]));
    cut.dataset.testid = 'candidate-cut';
    row.append(cut);
  }
  return row;
}

function drawCourse({ answer, roundTripMs }) {
  drawTiming(
    { total: byId('scores-total'), bar: byId('scores-bar'), steps: byId('scores-steps') },
    answer.timing,
  );
  const facts = [
    ['Model', answer.model],
    ['Mode', answer.mode],
    ['Devices', answer.devices.join(', ')],
    ['Precision', answer.precision],
    ['Rows', answer.rows],
    ['Tokens', answer.tokens],
    ['Round trip', `${milliseconds(roundTripMs)} ms`],
  ];
  byId('scores-facts').replaceChildren(...facts.map(([name, value]) => fact(name, value)));
}
