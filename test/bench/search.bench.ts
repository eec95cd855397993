/**
 * Searching 1,000,000 messages of 200 B: by core alone, in the slices that the recorder gives it, and in the real viewer in Chromium, from the key that
 * was pressed to what is seen.
 */
import { createCapture } from '../../src/core/model/capture.ts';
import { record } from '../../src/core/model/record.ts';
import type { Capture } from '../../src/core/model/types.ts';
import type { Filter } from '../../src/core/select/filter.ts';
import { createFilteredIndex } from '../../src/core/select/filtered-index.ts';
import { SEARCH_SLICE } from '../../src/recorder/recorder.ts';
import { median, type Row } from './row.ts';
import { searchInViewer } from './search-in-viewer.ts';

const MESSAGES = 1_000_000;
const RUNS = 5;

const SEARCHES: readonly [name: string, filter: Filter][] = [
  ['text that is nowhere', { text: 'zebra crossing' }],
  ['text in one of 1,000', { text: 'order":777' }],
  ['text in every message', { text: 'lorem' }],
  ['/order":\\d*77,/', { pattern: { source: 'order":\\d*77,', flags: '' } }],
  ['/(o+r?)+z/, which backtracking never ends', { pattern: { source: '(o+r?)+z', flags: '' } }],
  ['type:order.* conn:2 -lorem', { query: 'type:order.* conn:2 -"lorem"' }],
  ['size:>150 data.price:>96', { query: 'size:>150 data.price:>96' }],
];

export async function run(): Promise<Row[]> {
  const capture = capture200();
  const rows: Row[] = [];
  for (const [name, filter] of SEARCHES) {
    search(capture, filter); // warm up
    const rounds = Array.from({ length: RUNS }, () => search(capture, filter));
    const of = (key: 'ms' | 'longest'): number => median(rounds.map((round) => round[key]));
    rows.push({ name: `core: ${name}`, value: of('ms'), unit: 'ms', note: `${rounds[0]!.hits.toLocaleString('en')} found; goal 800` });
    rows.push({ name: `core: ${name}, longest slice`, value: of('longest'), unit: 'ms', note: 'goal 50' });
  }
  return [...rows, ...(await searchInViewer(lines()))];
}

function search(capture: Capture, filter: Filter): { ms: number; longest: number; hits: number } {
  const start = performance.now();
  const found = createFilteredIndex(capture, filter);
  let longest = 0;
  do {
    const begun = performance.now();
    const end = begun + SEARCH_SLICE;
    found.step(() => performance.now() >= end);
    longest = Math.max(longest, performance.now() - begun);
  } while (!found.complete);
  return { ms: performance.now() - start, longest, hits: found.length };
}

const TYPES = ['message', 'order.created', 'order.paid', 'ping'];

/** 200 bytes of JSON. */
function dataOf(n: number): string {
  const begin = `{"order":${n},"price":${n % 97},"customer":"Jane Doe","note":"lorem ipsum dolor sit amet`;
  return `${begin}${' consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua'.repeat(2).slice(0, 198 - begin.length)}"}`;
}

function capture200(): Capture {
  const capture = createCapture({ limits: { messages: 2 * MESSAGES, dataLength: 2 ** 40 } });
  record(capture, { kind: 'document', session: 's', at: 0, url: 'https://page.test/', title: '', frame: { frameId: 0 } });
  for (let source = 1; source <= 3; source += 1) {
    record(capture, { kind: 'created', session: 's', source, at: 0, url: `https://s.test/${source}`, withCredentials: false, stack: '' });
    record(capture, { kind: 'opened', session: 's', source, at: 1 });
  }
  for (let n = 0; n < MESSAGES; n += 1) {
    // Flat text of its own for each, as a parser makes it.
    const data = JSON.parse(JSON.stringify(dataOf(n))) as string;
    record(capture, { kind: 'message', session: 's', source: 1 + (n % 3), at: 2 + n / 10, type: TYPES[n % 4]!, lastEventId: '', data });
  }
  return capture;
}

/** The same as a capture file. */
function* lines(): Generator<string> {
  yield `${JSON.stringify({ format: 'ssescope', version: 1, createdAt: '2026-11-21T09:00:00.000Z', generator: 'bench', browser: 'none', page: { url: 'https://page.test/', title: 'bench' } })}\n`;
  const at = Date.UTC(2026, 10, 21, 9);
  for (let id = 1; id <= 3; id += 1)
    yield `${JSON.stringify({ kind: 'connection', id, api: 'eventsource', context: 'page', url: `https://s.test/${id}`, withCredentials: false, createdAt: at, frameUrl: 'https://page.test/', stack: '', heardTypes: TYPES })}\n${JSON.stringify({ kind: 'attempt', connection: id, n: 1, startedAt: at, openedAt: at + 1, outcome: 'open' })}\n`;
  for (let n = 0; n < MESSAGES; n += 1000) {
    let text = '';
    for (let i = n; i < n + 1000; i += 1)
      text += `${JSON.stringify({ kind: 'message', connection: 1 + (i % 3), attempt: 1, seq: Math.floor(i / 3), at: at + 2 + i / 10, type: TYPES[i % 4], lastEventId: '', data: dataOf(i), heard: true, from: 'hook' })}\n`;
    yield text;
  }
}
