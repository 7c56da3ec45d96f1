/**
 * The labels of PP-DocLayoutV3 and how each is drawn.
 *
 * Labels of one kind share a hue, and the kinds differ in more than hue: titles have a heavy line,
 * formulas a dotted one, the page's margin a dashed one. Every colour carries white text at 4.5:1.
 */

/** @typedef {{colour: string, width: number, dash: string, kind: string}} Style */

const KINDS = [
  {
    name: 'Titles',
    width: 2.25,
    dash: '',
    labels: { doc_title: '#97300d', paragraph_title: '#c24a17' },
  },
  {
    name: 'Text',
    width: 1.5,
    dash: '',
    labels: {
      text: '#1566ad',
      abstract: '#0b4a82',
      content: '#2a68c8',
      vertical_text: '#22748f',
      reference: '#3f4fa3',
      reference_content: '#5866bd',
    },
  },
  {
    name: 'Figures',
    width: 1.5,
    dash: '',
    labels: { image: '#0b7a5b', chart: '#2b7f3a', seal: '#587511', figure_title: '#0c666b' },
  },
  {
    name: 'Tables',
    width: 1.5,
    dash: '',
    labels: { table: '#8e3a86', vision_footnote: '#a34f8b' },
  },
  {
    name: 'Formulas',
    width: 1.75,
    dash: '1.5 3',
    labels: {
      display_formula: '#8a6200',
      inline_formula: '#94660e',
      formula_number: '#6e4e00',
      algorithm: '#7a5a3a',
    },
  },
  {
    name: 'Margins',
    width: 1.5,
    dash: '5 3.5',
    labels: {
      header: '#4f5964',
      footer: '#626c77',
      number: '#3b4550',
      footnote: '#5a5f73',
      header_image: '#566a60',
      footer_image: '#6b6470',
      aside_text: '#54606e',
    },
  },
];

const OTHER = { colour: '#8c3f4d', width: 1.5, dash: '8 2 2 2', kind: 'Other' };

/** @type {Map<string, Style>} */
const STYLES = new Map(
  KINDS.flatMap(({ name, width, dash, labels }) =>
    Object.entries(labels).map(([label, colour]) => [label, { colour, width, dash, kind: name }]),
  ),
);

const RANKS = new Map([...STYLES.keys()].map((label, rank) => [label, rank]));

/**
 * How to draw a label; one that is not known here is drawn too, among the others.
 *
 * @param {string} label
 * @returns {Style}
 */
export function styleOf(label) {
  return STYLES.get(label) ?? OTHER;
}

/**
 * A label in words.
 *
 * @param {string} label
 * @returns {string}
 */
export function wordsOf(label) {
  return label.replaceAll('_', ' ');
}

/**
 * The given labels by kind, both in a fixed order.
 *
 * @param {Iterable<string>} labels
 * @returns {{kind: string, labels: string[]}[]}
 */
export function byKind(labels) {
  const rank = (label) => RANKS.get(label) ?? RANKS.size;
  const groups = new Map();
  for (const label of [...new Set(labels)].sort(
    (a, b) => rank(a) - rank(b) || a.localeCompare(b),
  )) {
    const { kind } = styleOf(label);
    groups.set(kind, [...(groups.get(kind) ?? []), label]);
  }
  return [...groups].map(([kind, members]) => ({ kind, labels: members }));
}
