/**
 * The devices behind the service, at the foot of the page: a line that tells how they are, and a
 * drawer with what each has of memory and is running, and what waits for them.
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

/** Builds the drawer and keeps it in step with the service. */
export function createDevices() {
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

  const show = (live) => {
    foot.dataset.live = live;
    byId('devices-live').textContent = lifeInWords(live, heard);
    // Screen readers are told of what changes, not of every second's figures.
    const news = live ? statesInWords(heard.devices.devices) : 'The view of the devices is cut';
    if (news !== told) {
      byId('devices-news').textContent = told === '' ? '' : news;
      told = news;
    }
  };

  new Feed(
    new URL(URL_OF_NEWS, document.baseURI).href,
    ({ devices, queue }) => {
      heard = { devices, queue, at: Date.now() };
      drawLine(heard);
      byId('device-cards').replaceChildren(...devices.devices.map(card), queueCard(queue));
      show(true);
    },
    () => show(false),
  ).start();
}

function lifeInWords(live, heard) {
  if (live) {
    return 'Live';
  }
  const since = heard
    ? `, last heard at ${new Date(heard.at).toLocaleTimeString([], { hour12: false })}`
    : '';
  return `Cut off${since}; trying again`;
}

function statesInWords(devices) {
  return devices.map(({ device, state }) => `${device} is ${state}`).join(', ');
}

function drawLine({ devices: { devices }, queue }) {
  const parts = devices.map(({ device, state, memory }) => {
    const part = create('span', 'device-brief');
    part.append(
      mark(state),
      create('span', 'device-name', device),
      create('span', 'device-state', state),
      memoryBar(memory),
    );
    return part;
  });
  byId('devices-line').replaceChildren(
    ...parts,
    create('span', 'queue-brief', queue.depth === 0 ? 'none waiting' : `${queue.depth} waiting`),
  );
}

function card(device) {
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
      ['Runs', runInWords(device), 'device-run'],
      ['Full batch', batchesInWords(device.batch_size)],
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

function runInWords({ state, running, running_millis: ms }) {
  if (running === 0) {
    return 'nothing';
  }
  return state === 'starting' ? 'a probe' : `${counted(running, 'page')}, ${duration(ms)}`;
}

function batchesInWords(sizes) {
  return Object.entries(sizes ?? {})
    .map(([bucket, size]) => `${counted(size, 'page')} at ${bucket.replace('x', ' × ')}`)
    .join(', ');
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
