/**
 * The tab that compares texts: two slips to write on, and how alike what they say is. Where the
 * second has several lines, each is a candidate and all are ranked.
 */

import { similarityCurlLine } from './api.js';
import { Comparer, NOTHING_COMPARED, candidatesOf, questionOf, unreadOf } from './comparison.js';
import { byId, create } from './dom.js';
import { EXAMPLES } from './examples.js';
import { counted } from './figures.js';
import { drawProblem } from './problem.js';
import { createStore } from './state.js';
import { drawVerdict, unreadInWords } from './verdict.js';

/** Of a service that compares no texts. */
const NOT_FOUND = 404;

/**
 * Builds the tab.
 *
 * @param {import('./api.js').Service} service
 * @param {import('./key.js').Key} key
 * @param {(text: string, what: string) => void} copy
 */
export function createSimilarity(service, key, copy) {
  const store = createStore(NOTHING_COMPARED);
  const comparer = new Comparer(store, service);
  const a = byId('text-a');
  const b = byId('text-b');
  const question = () => questionOf(a.value, b.value);
  const ask = () => comparer.now(question());

  listenToSlips([a, b], ask, () => {
    comparer.soon(question());
    drawNotes(store.get().reply, b.value);
  });
  drawExamples((example) => {
    a.value = example.a;
    b.value = example.b;
    ask();
  });
  byId('scores-retry').addEventListener('click', ask);
  byId('copy-scores').addEventListener('click', () =>
    copy(JSON.stringify(store.get().reply.answer, null, 2), 'JSON'),
  );
  byId('copy-scores-curl').addEventListener('click', () =>
    copy(similarityCurlLine(store.get().reply.question, key.kept), 'curl line'),
  );

  store.subscribe((state, before) => {
    const { asking, reply, problem } = state;
    byId('scores').setAttribute('aria-busy', asking);
    byId('scores-welcome').hidden = reply !== null || problem !== null;
    byId('scores-answer').hidden = reply === null;
    if (problem !== before.problem) {
      const off = problem?.status === NOT_FOUND;
      byId('scores-off').hidden = !off;
      drawProblem(byId('scores-problem'), off ? null : problem);
    }
    if (reply !== before.reply) {
      drawNotes(reply, b.value);
      byId('scores-news').textContent = reply === null ? '' : drawVerdict(reply);
    }
  });

  key.onChange(() => {
    if (key.kept && store.get().problem?.wantsKey) {
      store.set({ problem: null });
      ask();
    }
  });

  // A browser that loads the page again may put back what was written.
  if (question() !== null) {
    ask();
  }
}

function listenToSlips(slips, ask, onWritten) {
  for (const slip of slips) {
    slip.addEventListener('input', (event) => {
      // What an input method shows meanwhile, such as Pinyin, is not the text yet.
      if (!event.isComposing) {
        onWritten();
      }
    });
    slip.addEventListener('compositionend', onWritten);
    slip.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        ask();
      }
    });
  }
}

function drawExamples(choose) {
  byId('examples').replaceChildren(
    ...EXAMPLES.map(({ language, examples }) => {
      const group = create('div', 'example-group');
      group.lang = language;
      group.append(
        ...examples.map((example) => {
          const button = create('button', 'button', example.name);
          button.type = 'button';
          button.dataset.testid = `example-${language}-${example.id}`;
          button.addEventListener('click', () => choose(example));
          return button;
        }),
      );
      return group;
    }),
  );
}

/** At the foot of each slip: how many candidates it holds, or what of it was not read. */
function drawNotes(reply, b) {
  const unread = reply === null ? { a: [], b: [] } : unreadOf(reply);
  const candidates = candidatesOf(b).length;
  drawNote(byId('note-a'), '', unread.a);
  drawNote(
    byId('note-b'),
    candidates > 1 ? counted(candidates, 'candidate') : '',
    // Of candidates, each has its own note.
    reply?.question.pairs ? unread.b : [],
  );
}

function drawNote(note, words, unread) {
  const cut = unread.some((tokens) => tokens > 0);
  note.textContent = cut ? unreadInWords(unread) : words;
  note.classList.toggle('is-cut', cut);
}
