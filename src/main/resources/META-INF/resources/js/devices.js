/**
 * The models behind the service with their devices, at the foot of the page: a line that tells how
 * they are, and a drawer with what each device has of memory and is running, and what waits for a
 * model's devices.
 */

import { byId, create, createSvg, pair } from './dom.js';
import { Feed } from './feed.js';
import { bytesInWords, counted, duration } from './figures.js';

const URL_OF_NEWS = 'v1/devices';

/** Each state has a shape of its own besides its colour, in a square of 12. */
const MARKS = {
  ready: 'M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1Z',
  starting: 'M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1ZM6 3A3 3 0 1 0 6 9A3 3 0 1 0 6 3Z',
  pressured: 'M6 0.8L11.6 11H0.4Z',
  quarantined: 'M6 0L12 6L6 12L0 6Z',
  draining: 'M1 1H11V4H1ZM2.5 5.5H9.5L6 11Z',
  lost: 'M1 3L3 1L6 4L9 1L11 3L8 6L11 9L9 11L6 8L3 11L1 9L4 6Z',
};

/** What waits for a device and what it runs, by the model's task. */
const UNITS = { layout: 'page', similarity: 'row' };

/** The bucket of rows of up to so many tokens. */
const LENGTH = /^L(\d+)$/;

/**
 * @typedef {{model: string, task: string, resolution?: string, devices: object[], queue: ?object}}
 *     Served a model, its devices, and what waits for them
 */

/**
 * Builds the drawer and keeps it in step with the service.
 *
 * @param {import('./key.js').Key} key
 */
export function createDevices(key) {
  const foot = byId('devices');
  const opener = byId('devices-toggle');
  const drawer = byId('devices-drawer');
  let heard = null;
  let told = '';

  const open = (wanted) => {
    drawer.hidden = !wanted;
    opener.setAttribute('aria-expanded', wanted);
  };
  opener.addEventListener('click', () => open(drawer.hidden));
  foot.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !drawer.hidden) {
      event.stopPropagation();
      open(false);
      opener.focus();
    }
  });

  const show = (live, words, news) => {
    foot.dataset.live = live;
    byId('devices-live').textContent = words;
    // Screen readers are told of what changes, not of every second's figures.
    if (news !== told) {
      byId('devices-news').textContent = told === '' ? '' : news;
      told = news;
    }
  };

  new Feed(key, new URL(URL_OF_NEWS, document.baseURI).href, {
    onNews: (news) => {
      heard = { served: servedBy(news), at: Date.now() };
      byId('devices-line').replaceChildren(...heard.served.map(briefOf));
      byId('device-groups').replaceChildren(...heard.served.map(groupOf));
      show(true, 'Live', statesInWords(heard.served));
    },
    onCut: () => show(false, cutInWords(heard), 'The view of the devices is cut'),
    onRefused: () => {
      const words = key.kept ? 'The key was not accepted' : 'A key is needed';
      show(false, words, `The devices are not shown: ${words.toLowerCase()}`);
    },
  }).start();
}

function cutInWords(heard) {
  const since = heard
    ? `, last heard at ${new Date(heard.at).toLocaleTimeString([], { hour12: false })}`
    : '';
  return `Cut off${since}; trying again`;
}

/** @returns {Served[]} */
function servedBy({ models, queues }) {
  const queueOf = new Map(queues.map((queue) => [queue.model, queue]));
  return models.map((each) => ({ ...each, queue: queueOf.get(each.model) ?? null }));
}

function statesInWords(served) {
  return served
    .flatMap(({ model, devices }) =>
      devices.map(({ device, state }) => {
        const of = served.length > 1 ? ` of ${model}` : '';
        return `${device}${of} is ${state}`;
      }),
    )
    .join(', ');
}

function briefOf({ model, devices, queue }, _, all) {
  const whole = create('span', 'model-brief');
  whole.dataset.testid = 'model-brief';
  // Of a single model, everything is its own.
  if (all.length > 1) {
    whole.append(create('span', 'model-name', model));
  }
  whole.append(
    ...devices.map(({ device, state, memory }) => {
      const part = create('span', 'device-brief');
      part.dataset.state = state;
      part.append(
        mark(state),
        create('span', 'device-name', device),
        create('span', 'device-state', state),
        memoryBar(memory),
      );
      return part;
    }),
  );
  if (queue) {
    const calm = queue.depth === 0;
    const brief = create('span', 'queue-brief', calm ? 'none waiting' : `${queue.depth} waiting`);
    brief.classList.toggle('is-calm', calm);
    whole.append(brief);
  }
  return whole;
}

function groupOf({ model, task, resolution, devices, queue }) {
  const whole = create('section', 'device-group');
  whole.dataset.testid = 'device-group';
  whole.dataset.model = model;
  const head = create('h2', 'device-group-head');
  const at = resolution ? ` at ${crossed(resolution)}` : '';
  head.append(create('span', '', model), create('span', 'device-group-task', `${task}${at}`));
  const cards = create('div', 'device-cards');
  cards.append(...devices.map((device) => card(device, UNITS[task] ?? 'item')));
  if (queue) {
    cards.append(queueCard(queue));
  }
  whole.append(head, cards);
  return whole;
}

function card(device, unit) {
  const { state, memory, gpu } = device;
  const whole = create('article', 'device');
  whole.dataset.testid = 'device';
  whole.dataset.state = state;
  const head = create('h3', 'device-head');
  const inState = create('span', 'device-state', stateInWords(device));
  inState.dataset.testid = 'device-state';
  head.append(mark(state), create('span', 'device-name', device.device), inState);
  const amounts = create('p', 'device-memory');
  amounts.dataset.testid = 'device-memory';
  amounts.append(
    create('span', '', `${bytesInWords(memory.used)} of ${bytesInWords(memory.total)} used`),
    create('span', '', `${bytesInWords(memory.headroom)} free`),
  );
  const facts = create('dl', 'facts');
  facts.append(
    ...[
      ['Runs', runInWords(device, unit), 'device-run'],
      ['Full batch', batchesInWords(device.batch_size, unit)],
      ['Precision', precisionInWords(device.precision)],
      ['Memory', pressureInWords(device.pressure)],
      ['GPU', gpu && gpuInWords(gpu)],
      ['Restarts', device.restarts],
    ]
      .filter(([, value]) => value)
      .map(([name, value, testid]) => {
        const entry = pair(name, value);
        entry.dataset.testid = testid ?? `device-${name.toLowerCase().replaceAll(' ', '-')}`;
        return entry;
      }),
  );
  whole.append(head, memoryBar(memory), amounts, facts);
  if (device.last_error && state !== 'ready') {
    whole.append(create('p', 'device-error', device.last_error));
  }
  return whole;
}

function queueCard({ depth, capacity, preparing, running, clients, drain_millis: drainMs }) {
  const whole = create('article', 'device');
  whole.dataset.testid = 'queue';
  const amounts = create('p', 'device-memory');
  amounts.append(
    create('span', '', `${depth} of ${capacity} waiting`),
    create('span', '', depth > 0 ? `drained in ${duration(drainMs)}` : 'nothing to drain'),
  );
  const facts = create('dl', 'facts');
  facts.append(pair('Preparing', preparing), pair('Running', running), pair('Clients', clients));
  const waiting = depth - preparing;
  whole.append(
    create('h3', 'device-head', 'Queue'),
    bar([
      ['bar-own', waiting / capacity],
      ['bar-rest', preparing / capacity],
    ]),
    amounts,
    facts,
  );
  return whole;
}

function stateInWords({ state, running, running_millis: ms }) {
  // The first run of a device that starts is its probe.
  return state === 'starting' && running > 0 ? `starting, probing for ${duration(ms)}` : state;
}

function runInWords({ state, running, running_millis: ms }, unit) {
  if (running === 0) {
    return 'nothing';
  }
  return state === 'starting' ? 'a probe' : `${counted(running, unit)}, ${duration(ms)}`;
}

function batchesInWords(sizes, unit) {
  const batches = Object.entries(sizes ?? {});
  const lengths = batches
    .map(([bucket, size]) => ({ length: Number(LENGTH.exec(bucket)?.[1]), size }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length);
  if (lengths.length === 0) {
    return batches
      .map(([bucket, size]) => `${counted(size, unit)} at ${crossed(bucket)}`)
      .join(', ');
  }
  // Of a ladder of lengths, its ends tell enough.
  const [{ length, size }] = lengths;
  const last = lengths.at(-1);
  const upTo = lengths.length > 1 ? ` to ${last.size} of ${last.length}` : '';
  return `${counted(size, unit)} of ${length} tokens${upTo}`;
}

function crossed(resolution) {
  return resolution.replace('x', ' × ');
}

function precisionInWords(precision) {
  return precision && `${precision.used}${precision.fell_back ? ', fell back' : ''}`;
}

function pressureInWords({ state, level }) {
  return level > 0 ? `scarce: ${state}, level ${level}` : '';
}

function gpuInWords(gpu) {
  return [
    gpu.name,
    gpu.utilization_percent !== undefined && `${gpu.utilization_percent} % busy`,
    gpu.temperature_celsius !== undefined && `${gpu.temperature_celsius} °C`,
    gpu.power_watts !== undefined && `${gpu.power_watts.toFixed(0)} W`,
  ]
    .filter(Boolean)
    .join(', ');
}

function mark(state) {
  const drawn = createSvg('svg', {
    class: 'mark-state',
    viewBox: '0 0 12 12',
    'aria-hidden': true,
  });
  drawn.dataset.state = state;
  drawn.append(createSvg('path', { d: MARKS[state] ?? MARKS.starting, 'fill-rule': 'evenodd' }));
  return drawn;
}

/** What this service holds, what others hold, and the most that ever was in use. */
function memoryBar({ used, total, own, peak }) {
  const mine = Math.min(own ?? used, used);
  const drawn = bar([
    ['bar-own', mine / total],
    ['bar-rest', (used - mine) / total],
  ]);
  const highest = create('span', 'bar-peak');
  highest.style.left = `${(100 * peak) / total}%`;
  drawn.append(highest);
  return drawn;
}

function bar(parts) {
  const drawn = create('span', 'bar');
  drawn.setAttribute('aria-hidden', true);
  for (const [className, share] of parts) {
    const part = create('span', className);
    part.style.width = `${100 * Math.min(Math.max(share, 0), 1)}%`;
    drawn.append(part);
  }
  return drawn;
}
