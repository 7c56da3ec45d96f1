/**
 * Asking again what the service cannot answer yet.
 */

/** Of a model that will answer, but is still being opened. */
const NOT_OPEN = 'urn:quire:problem:not-open';

/** How often to ask again, and for how long to wait each time at most, in milliseconds. */
const AGAIN = 40;
const LONGEST = 10_000;

/**
 * Asks until there is an answer, for as long as the service's models are being opened.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {AbortSignal} signal ends the wait
 * @param {(problem: import('./api.js').Problem) => void} onWait called each time before it waits
 * @returns {Promise<T>}
 * @throws what the last question has thrown; an abort error when the signal ends the wait
 */
export async function patiently(ask, signal, onWait) {
  for (let left = AGAIN; ; left--) {
    try {
      return await ask();
    } catch (problem) {
      if (left === 0 || signal.aborted || !isForNow(problem)) {
        throw problem;
      }
      onWait(problem);
      await pause(Math.min(1000 * Number(problem.retryAfter), LONGEST), signal);
    }
  }
}

function isForNow({ type, retryAfter }) {
  return type === NOT_OPEN && /^\d+$/.test(retryAfter);
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
