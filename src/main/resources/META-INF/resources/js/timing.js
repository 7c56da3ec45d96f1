/**
 * Where the time of an answer went, as a bar and in figures.
 */

import { create, pair } from './dom.js';
import { milliseconds } from './figures.js';

/** What goes on from a question to its answer, where one model answers it. */
const STEPS = [
  ['prepare_ms', 'Prepare'],
  ['queue_ms', 'Queue'],
  ['run_ms', 'Run'],
  ['finish_ms', 'Finish'],
];

/**
 * Draws the steps of an answer.
 *
 * @param {{total: HTMLElement, bar: HTMLElement, steps: HTMLElement}} places
 * @param {Object<string, number>} timing in milliseconds, as the service tells it
 * @param {string[][]} [names] the steps' keys in the timing, each with its name; those that go on
 *     side by side with the name of what they are parts of, too
 */
export function drawTiming(places, timing, names = STEPS) {
  const steps = names.map(([key, name, whole]) => ({ key, name, whole, ms: timing[key] ?? 0 }));
  const inTurn = steps.filter((each) => longestOf(each, steps) === each);
  const sum = inTurn.reduce((total, { ms }) => total + ms, 0);
  const total = Math.max(timing.total_ms ?? 0, sum);
  places.total.textContent = `${milliseconds(total)} ms`;
  places.bar.replaceChildren(
    ...[...inTurn, { key: 'rest', ms: total - sum }].map(({ key, ms }) => {
      const part = create('span', `step-${key}`);
      // Shares of a thousand: flex items whose shares sum to less than one leave room.
      part.style.flexGrow = total > 0 ? (1000 * ms) / total : 0;
      return part;
    }),
  );
  places.steps.replaceChildren(
    ...steps.map(({ key, name, ms }) => {
      const entry = pair(name, milliseconds(ms));
      entry.className = `step-${key}`;
      entry.dataset.testid = `timing-${name.toLowerCase()}`;
      return entry;
    }),
  );
}

/** Of the steps that go on beside one, itself among them, the one that takes the longest. */
function longestOf(one, steps) {
  return one.whole
    ? steps.filter(({ whole }) => whole === one.whole).reduce((a, b) => (b.ms > a.ms ? b : a))
    : one;
}
