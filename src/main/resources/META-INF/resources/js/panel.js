/**
 * The panel beside the page: how many regions, which labels, the regions in reading order, where
 * the time went, and what the document is that the page is of.
 */

import { drawCourse, sizeInWords } from './course.js';
import { drawDocument } from './document-facts.js';
import { byId, create, createSvg, scrollWithin } from './dom.js';
import { counted } from './figures.js';
import { byKind, styleOf, wordsOf } from './labels.js';
import { indexOf, step } from './roving.js';
import { regionsAbove, regionsOf, shownRegions } from './state.js';
import { drawWarnings } from './warnings.js';

/**
 * Builds the panel and keeps it in step with the store.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {{reveal: (index: number) => void}} page called when a region was chosen in the list
 */
export function createPanel(store, { reveal }) {
  const list = byId('region-list');
  const slider = byId('threshold');

  slider.addEventListener('input', () => store.set({ threshold: Number(slider.value) }));
  byId('labels-all').addEventListener('click', () => store.set({ hidden: new Set() }));
  byId('labels-none').addEventListener('click', () => {
    store.set({ hidden: new Set(regionsOf(store.get().answer).map(({ label }) => label)) });
  });
  byId('legend').addEventListener('change', ({ target }) => {
    switchLabels(store, [target.dataset.label], target.checked);
  });
  byId('legend').addEventListener('click', ({ target }) => {
    if (target.closest('.kind-name')) {
      const chips = [...target.closest('.kind').querySelectorAll('.chip')];
      const labels = chips.map((whole) => whole.dataset.label);
      const { hidden } = store.get();
      switchLabels(
        store,
        labels,
        labels.some((label) => hidden.has(label)),
      );
    }
  });

  list.addEventListener('pointermove', ({ target }) => {
    const hovered = indexOf(target);
    if (hovered !== store.get().hovered) {
      store.set({ hovered });
    }
  });
  list.addEventListener('pointerleave', () => store.set({ hovered: null }));
  list.addEventListener('click', ({ target }) => {
    const index = indexOf(target);
    if (index !== null) {
      const selected = index === store.get().selected ? null : index;
      store.set({ selected, hovered: null });
      if (selected !== null) {
        reveal(selected);
      }
    }
  });
  list.addEventListener('keydown', (event) => {
    const to = moved(event.key, shownRegions(store.get()), store.get().selected);
    if (to !== undefined) {
      event.preventDefault();
      store.set({ selected: to, hovered: null });
      if (to !== null) {
        reveal(to);
      }
    }
  });

  store.subscribe((state, before) => {
    if (state.document !== before.document || state.threshold !== before.threshold) {
      const { document, threshold } = state;
      drawDocument(byId, document, {
        Regions: (answer) => regionsAbove({ answer, threshold }).length,
      });
    }
    if (!state.answer) {
      return;
    }
    if (state.answer !== before.answer) {
      drawWarnings(byId, state.answer);
      drawLegend(state);
      drawRug(regionsOf(state.answer), slider);
      drawCourse(byId, state, factsOn(state.answer));
      list.scrollTop = 0;
    }
    const { answer, threshold, hidden } = state;
    const redrawn =
      answer !== before.answer || threshold !== before.threshold || hidden !== before.hidden;
    if (redrawn) {
      drawSummary(state);
      updateLegend(state);
      drawList(state);
    }
    if (redrawn || state.selected !== before.selected || state.hovered !== before.hovered) {
      markRows(state, before);
    }
  });
}

function switchLabels(store, labels, on) {
  const hidden = new Set(store.get().hidden);
  labels.forEach((label) => (on ? hidden.delete(label) : hidden.add(label)));
  store.set({ hidden });
}

function drawSummary(state) {
  const count = shownRegions(state).length;
  byId('count').textContent = counted(count, 'region');
  byId('threshold').value = state.threshold;
  byId('threshold-value').textContent = state.threshold.toFixed(2);
}

function drawRug(regions, { min, max }) {
  const at = (score) => (1000 * (score - min)) / (max - min);
  const rug = byId('rug');
  rug.setAttribute('viewBox', '0 0 1000 10');
  rug.setAttribute('preserveAspectRatio', 'none');
  rug.replaceChildren(
    ...regions.map(({ score }) =>
      createSvg('line', { x1: at(score), x2: at(score), y1: 0, y2: 10 }),
    ),
  );
}

function drawLegend({ answer }) {
  const groups = byKind(regionsOf(answer).map(({ label }) => label)).map(({ kind, labels }) => {
    const name = create('button', 'kind-name', kind);
    name.type = 'button';
    name.title = `Show or hide all ${kind.toLowerCase()}`;
    const group = create('div', 'kind');
    const chips = create('div', 'chips');
    chips.append(...labels.map(chip));
    group.append(name, chips);
    return group;
  });
  byId('legend').replaceChildren(...groups);
}

function chip(label) {
  const whole = create('label', 'chip');
  whole.dataset.testid = 'legend-item';
  whole.dataset.label = label;
  const box = create('input', 'visually-hidden');
  box.type = 'checkbox';
  box.dataset.label = label;
  box.dataset.testid = `toggle-${label}`;
  const count = create('span', 'chip-count');
  count.dataset.testid = 'legend-count';
  whole.append(box, swatch(label), create('span', 'chip-name', wordsOf(label)), count);
  return whole;
}

function updateLegend(state) {
  const counts = new Map();
  for (const { region } of regionsAbove(state)) {
    counts.set(region.label, (counts.get(region.label) ?? 0) + 1);
  }
  for (const whole of byId('legend').querySelectorAll('.chip')) {
    const { label } = whole.dataset;
    const count = counts.get(label) ?? 0;
    whole.querySelector('input').checked = !state.hidden.has(label);
    whole.querySelector('.chip-count').textContent = count;
    whole.classList.toggle('is-empty', count === 0);
  }
}

function drawList(state) {
  const list = byId('region-list');
  const shown = shownRegions(state);
  list.replaceChildren(...shown.map(row));
  list.tabIndex = shown.length > 0 ? 0 : -1;
  list.hidden = shown.length === 0;
  const none = byId('region-none');
  none.hidden = shown.length > 0;
  none.textContent = whyNone(state);
}

function whyNone({ answer, threshold, hidden }) {
  if (answer.error) {
    return 'This page has no layout.';
  }
  if (answer.regions.length === 0) {
    return 'The model found nothing on this page.';
  }
  const best = Math.max(...answer.regions.map(({ score }) => score));
  if (best < threshold) {
    return `No region scores ${threshold.toFixed(2)}; the best has ${best.toFixed(2)}.`;
  }
  return hidden.size > 0 ? 'Every label found here is switched off.' : '';
}

function row({ index, region, order }) {
  const item = create('div', 'row');
  item.id = `region-${index}`;
  item.setAttribute('role', 'option');
  item.dataset.index = index;
  item.dataset.testid = 'region-row';
  item.dataset.label = region.label;
  item.append(
    create('span', 'row-order', order ?? '–'),
    swatch(region.label),
    create('span', 'row-label', wordsOf(region.label)),
    create('span', 'row-score', region.score.toFixed(2)),
    create('span', 'row-box', placeInWords(region)),
  );
  return item;
}

function placeInWords({ box, polygon }) {
  const [x1, y1, x2, y2] = box.map(Math.round);
  const outline = polygon ? `, outline of ${counted(polygon.length, 'point')}` : '';
  return `${x1}, ${y1} to ${x2}, ${y2} (${x2 - x1} × ${y2 - y1})${outline}`;
}

function markRows({ hovered, selected }, before) {
  const list = byId('region-list');
  for (const item of list.children) {
    const index = Number(item.dataset.index);
    item.classList.toggle('is-hovered', index === hovered);
    item.setAttribute('aria-selected', index === selected);
  }
  const active = byId(`region-${selected}`);
  if (active) {
    list.setAttribute('aria-activedescendant', active.id);
  } else {
    list.removeAttribute('aria-activedescendant');
  }
  // Follow the page, but leave the list alone while the pointer is in it.
  const followed = selected !== before.selected ? selected : hovered;
  if (!list.matches(':hover')) {
    scrollWithin(list, byId(`region-${followed}`));
  }
}

/** Where a key leads from the selected region: an index, null for none, undefined for no move. */
function moved(key, shown, selected) {
  const at = shown.findIndex(({ index }) => index === selected);
  return key === 'Escape' ? null : shown[step(key, at, shown.length)]?.index;
}

function factsOn({ model, device, batch_size: batch, precision, resolution }) {
  return [
    ['Model', model],
    ['Device', device],
    ['Batch', counted(batch ?? '–', 'page')],
    ['Precision', precision],
    ['Resolution', sizeInWords(resolution)],
  ];
}

/** A scrap of paper with an outline as it is drawn on the page. */
function swatch(label) {
  const { colour, width, dash } = styleOf(label);
  const scrap = createSvg('svg', { class: 'swatch', viewBox: '0 0 18 14', 'aria-hidden': 'true' });
  scrap.append(
    createSvg('rect', { class: 'paper', width: 18, height: 14, rx: 2.5 }),
    createSvg('rect', {
      x: 2.5,
      y: 2.5,
      width: 13,
      height: 9,
      rx: 1,
      fill: colour,
      'fill-opacity': 0.16,
      stroke: colour,
      'stroke-width': width,
      'stroke-dasharray': dash,
    }),
  );
  return scrap;
}
