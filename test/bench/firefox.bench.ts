/**
 * What the extension costs a page in Firefox, with the real toolbox. "Without" is the same page with the same toolbox, the hook at work and
 * the tap switched off: Firefox's own network monitor is told of every message too, and costs the same in both.
 */
import type { Place, TabNumber } from '../../cli/firefox/chrome-scope.ts';
import { type Firefox, launchFirefox } from '../../cli/firefox/firefox.ts';
import { askThrough, type Question } from '../../cli/recorder.ts';
import { until } from '../../cli/until.ts';
import { BROWSER_PATHS, EXTENSIONS } from '../browsers.ts';
import { startFloodServer } from './flood-server.ts';
import { median, type Row } from './row.ts';

const PATIENCE = 60_000;
/** By turns; the middle one counts. */
const ROUNDS = 5;
/** As one reads a clock for it. */
const PREFERENCES = { 'privacy.reduceTimerPrecision': false };

/** Reads a stream in the page until its message of type `end`: when each message came, and how long after it was written if it says so. */
const READ = `async (query) => {
  const times = [], delays = [];
  const source = new EventSource(query);
  const { timeOrigin } = performance;
  let begun = 0;
  source.onmessage = ({ data }) => {
    const at = performance.now();
    times.push(at);
    const sent = Number(data);
    if (sent > 0) delays.push(timeOrigin + at - sent);
  };
  await new Promise((done) => source.addEventListener('end', done));
  source.close();
  // The first tenth fills the pipes; what stalls there stalls without us too.
  const from = Math.floor(times.length / 10);
  let gap = 0;
  for (let i = from + 1; i < times.length; i++) gap = Math.max(gap, times[i] - times[i - 1]);
  delays.sort((a, b) => a - b);
  // The middle one of twenty slices: on loopback a reader that falls behind stalls once for a second or two, with no extension around too.
  const each = Math.floor((times.length - from) / 20);
  const rates = Array.from({ length: 20 }, (_, i) => (each / (times[from + (i + 1) * each - 1] - times[from + i * each])) * 1000).sort((a, b) => a - b);
  return { rate: rates[10], gap, delay: delays[delays.length >> 1] ?? 0, count: times.length };
}`;
/**
 * Begins to look, in a document of the extension, how long its thread is busy at a time: background, DevTools page and panel share one, and a stream that is
 * tapped waits for it. Whoever looks next ends this.
 */
const WATCH = `(turn) => {
  const { dataset } = document.documentElement;
  dataset.turn = turn;
  dataset.busy = 0;
  let last = performance.now();
  const look = setInterval(() => {
    if (dataset.turn !== String(turn)) return clearInterval(look);
    const at = performance.now();
    dataset.busy = Math.max(dataset.busy, at - last);
    last = at;
  }, 4);
}`;
const BUSY = '() => Number(document.documentElement.dataset.busy)';

interface Reading {
  rate: number;
  gap: number;
  delay: number;
  count: number;
}

export async function run(): Promise<Row[]> {
  const server = await startFloodServer();
  const firefox = await launchFirefox({ browserPath: BROWSER_PATHS.firefox, headless: true, extension: EXTENSIONS.firefox, preferences: PREFERENCES });
  try {
    return await measure(firefox, server.url);
  } finally {
    await firefox.close();
    await server.close();
  }
}

async function measure(firefox: Firefox, url: string): Promise<Row[]> {
  const { scope, extensionId: extension } = firefox;
  const tab = await scope.call<TabNumber>('firstTab');
  const devtools: Place = { kind: 'devtools', tab, extension };
  await scope.call('load', tab, url, PATIENCE);
  await firefox.openToolbox(tab);
  const ask = askThrough((question) => firefox.evaluate<unknown, Question>(devtools, '({ name, args }) => globalThis.sseScope.ask(name, args)', question));
  const tapped = async (): Promise<string | undefined> => (await ask('overview')).witnesses.find(({ name }) => name === 'wire-tap')?.state;
  await until('the tap', tapped, PATIENCE);
  const read = (query: string): Promise<Reading> => firefox.evaluate({ kind: 'tab', tab }, READ, query as never);
  const turn = async (on: boolean): Promise<void> => {
    await ask('setWitness', { name: 'wire-tap', on });
    await until(
      'the tap',
      async () => (await ask('overview')).witnesses.some(({ name, state }) => name === 'wire-tap' && (state === 'at-work') === on),
      PATIENCE,
    );
  };
  /** Rounds with and without, by turns: what the machine does meanwhile hits both. */
  const compare = async (query: string): Promise<{ off: Reading[]; on: Reading[] }> => {
    const found = { off: [] as Reading[], on: [] as Reading[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const on of [false, true]) {
        await turn(on);
        found[on ? 'on' : 'off'].push(await read(query));
        await ask('clear');
      }
    }
    return found;
  };
  const middle = (readings: readonly Reading[], of: 'rate' | 'gap' | 'delay'): number => median(readings.map((reading) => reading[of]));

  const slow = await compare('/stamped?rate=100&for=3000');
  const flood = await compare('/flood?size=1000&count=60000');
  const small = await compare('/flood?size=2&count=300000');
  await turn(true);
  const gaps = { hidden: [] as Reading[], front: [] as Reading[] };
  /** The longest that the extension's thread was busy in each round. */
  const busy = { hidden: [] as number[], front: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const which of ['hidden', 'front'] as const) {
      await (which === 'hidden' ? scope.call('showTool', tab, 'webconsole') : firefox.showPanel(tab));
      await firefox.evaluate<void, string>(devtools, WATCH, `${which}-${round}`);
      gaps[which].push(await read('/paced?size=100&rate=10000&for=4000'));
      busy[which].push(await firefox.evaluate<number>(devtools, BUSY));
      await ask('clear');
    }
  }
  await scope.call('showTool', tab, 'webconsole');
  /** A flood to the recorder: what arrives each second, until all has arrived or is counted as lost. */
  const carry = async (on: boolean): Promise<{ rate: number; lost: number; count: number }> => {
    await turn(on);
    await ask('clear');
    const before = await ask('overview');
    const begun = performance.now();
    const { count } = await read('/paced?size=1000&rate=33000&for=6000&steady=1');
    const told = async (): Promise<{ messages: number; lost: number }> => {
      const { messages, lost } = await ask('overview');
      return { messages: messages - before.messages, lost: lost - before.lost };
    };
    await until('the recorder', async () => (({ messages, lost }) => messages + lost >= count)(await told()), PATIENCE).catch(() => undefined);
    const { messages, lost } = await told();
    return { rate: (messages / (performance.now() - begun)) * 1000, lost, count };
  };
  const [tappedFlood, hookedFlood] = [await carry(true), await carry(false)];

  return [
    { name: 'delay added by the tap at 100 messages/s, p50', value: middle(slow.on, 'delay') - middle(slow.off, 'delay'), unit: 'ms', note: 'less than 1' },
    {
      name: 'page throughput with the tap, of that without: 1 KB',
      value: middle(flood.on, 'rate') / middle(flood.off, 'rate'),
      unit: '',
      note: 'at least 0.9',
    },
    { name: '  without', value: middle(flood.off, 'rate'), unit: 'messages/s' },
    {
      name: 'page throughput with the tap, of that without: 2 bytes',
      value: middle(small.on, 'rate') / middle(small.off, 'rate'),
      unit: '',
      note: 'at least 0.9',
    },
    { name: '  without', value: middle(small.off, 'rate'), unit: 'messages/s' },
    {
      name: 'longest gap of the page at 10,000 messages/s, added by the panel in front, p50',
      value: middle(gaps.front, 'gap') - middle(gaps.hidden, 'gap'),
      unit: 'ms',
      note: 'less than 50',
    },
    { name: '  with it, p50 of rounds', value: middle(gaps.front, 'gap'), unit: 'ms' },
    { name: '  the longest of all rounds', value: Math.max(...gaps.front.map(({ gap }) => gap)), unit: 'ms' },
    { name: '  with another panel in front, p50 of rounds', value: middle(gaps.hidden, 'gap'), unit: 'ms' },
    { name: '  the longest of all rounds', value: Math.max(...gaps.hidden.map(({ gap }) => gap)), unit: 'ms' },
    { name: "longest task of the extension's thread meanwhile, p50 of rounds", value: median(busy.front), unit: 'ms', note: 'less than 50' },
    { name: '  the longest of all rounds', value: Math.max(...busy.front), unit: 'ms' },
    { name: '  with another panel in front, p50 of rounds', value: median(busy.hidden), unit: 'ms' },
    { name: 'page to recorder, 1 KB at 33,000 messages/s for 6 s: recorded', value: tappedFlood.rate, unit: 'messages/s' },
    { name: '  lost', value: tappedFlood.lost, unit: 'messages', note: `of ${tappedFlood.count}; none` },
    { name: '  without the tap: recorded', value: hookedFlood.rate, unit: 'messages/s' },
    { name: '  lost', value: hookedFlood.lost, unit: 'messages', note: `of ${hookedFlood.count}` },
  ];
}
