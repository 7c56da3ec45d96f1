/**
 * Why something has no answer, put in words in its place on the page.
 */

/**
 * Shows a problem, or that there is none.
 *
 * @param {HTMLElement} box with places for the title, the detail and the status, and with buttons
 *     to try again and to enter a key, of which it offers the one that helps
 * @param {?import('./api.js').Problem|Error} problem
 */
export function drawProblem(box, problem) {
  box.hidden = problem === null;
  if (problem === null) {
    return;
  }
  const tell = (part, text) => {
    box.querySelector(`[data-part="${part}"]`).textContent = text;
  };
  const hints = [
    problem.status ? `Status ${problem.status}` : '',
    problem.retryAfter ? `try again in ${problem.retryAfter} s` : '',
  ];
  tell('title', problem.title ?? 'Something went wrong on this page');
  tell('detail', problem.detail ?? problem.message);
  tell('status', hints.filter(Boolean).join(', '));
  const { wantsKey = false } = problem;
  box.querySelector('[data-part="key"]').hidden = !wantsKey;
  box.querySelector('[data-part="retry"]').hidden = wantsKey;
}
