/** What it costs to record: time and memory for each message, and whether twice the messages cost twice the time. */
import { createCapture } from '../../src/core/model/capture.ts';
import type { MessageDispatched } from '../../src/core/model/observation.ts';
import { median, type Row } from './row.ts';
import { record } from '../../src/core/model/record.ts';
import type { Capture } from '../../src/core/model/types.ts';

const SIZE = 100;
const RUNS = 5;
/** A string of V8 in Node has this much before its characters. Counted as overhead of ours: we keep it. */
const MESSAGES = 1_000_000;

export async function run(): Promise<Row[]> {
  record100(50_000, 1); // warm up
  // In turn: what slows the machine slows all three.
  const rounds = Array.from({ length: RUNS }, () => ({
    half: record100(MESSAGES / 2, 3).ms,
    one: record100(MESSAGES, 3).ms,
    ids: record100(MESSAGES, 3, { ids: true }).ms,
  }));
  const middle = (name: 'half' | 'one' | 'ids'): number => median(rounds.map((round) => round[name]));
  const one = middle('one');
  return [
    { name: 'record 1,000,000 messages of 100 B', value: one, unit: 'ms', note: 'at most 1500; 3 connections, 4 types, no ids' },
    { name: 'record 1,000,000 messages of 100 B, each with an id of its own', value: middle('ids'), unit: 'ms' },
    { name: 'time for 1,000,000 over time for 500,000', value: one / middle('half'), unit: 'times', note: 'at most 2.2' },
    {
      name: 'memory beyond data, no ids',
      value: await overhead({}),
      unit: 'B/message',
      note: 'at most 64; heap and buffers, with the header of each data string',
    },
    { name: 'memory beyond data, ids of their own', value: await overhead({ ids: true }), unit: 'B/message', note: 'at most 64; the ids included' },
    { name: 'memory beyond data, twenty at a time at the same moment', value: await overhead({ together: 20 }), unit: 'B/message', note: 'at most 64' },
  ];
}

interface Kind {
  /** Each message has an id of its own. */
  ids?: boolean;
  /** So many come at the same moment, and 0.1 ms times as many lie between. */
  together?: number;
}

function record100(count: number, connections: number, kind: Kind = {}): { ms: number; capture: Capture } {
  const capture = createCapture({ limits: { messages: 2 * MESSAGES, dataLength: 2 ** 40 } });
  record(capture, { kind: 'document', session: 's', at: 0, url: 'https://page.test/', title: '', frame: { frameId: 0 } });
  for (let source = 1; source <= connections; source += 1) {
    record(capture, { kind: 'created', session: 's', source, at: 0, url: `https://s.test/${source}`, withCredentials: false, stack: '' });
    record(capture, { kind: 'opened', session: 's', source, at: 1 });
  }
  let ms = 0;
  // In batches, as they come: making them is not what is measured.
  for (let done = 0; done < count; done += 1000) {
    const batch = Array.from({ length: 1000 }, (_, i) => message(done + i, 1 + ((done + i) % connections), kind));
    const start = performance.now();
    for (const observation of batch) record(capture, observation);
    ms += performance.now() - start;
  }
  return { ms, capture };
}

const TYPES = ['message', 'tick', 'price', 'news'];

function message(i: number, source: number, { ids = false, together = 1 }: Kind): MessageDispatched {
  // Text of its own for each, flat, as a parser makes it.
  const data = JSON.parse(`"${String(i).padStart(SIZE, 'x')}"`) as string;
  return { kind: 'message', session: 's', source, at: 2 + (i - (i % together)) / 10, type: TYPES[i % 4]!, lastEventId: ids ? String(1_000_000 + i) : '', data };
}

async function overhead(kind: Kind): Promise<number> {
  const before = await used();
  const { capture } = record100(MESSAGES, 3, kind);
  const after = await used();
  if (capture.log.next !== MESSAGES) throw new Error('messages are missing');
  return (after - before) / MESSAGES - SIZE;
}

/** Buffers of what was collected are given back some turns later; without waiting, those of the run before would count as used. */
async function used(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
