/** What it costs to record: time and memory for each message, and whether twice the messages cost twice the time. */
import { createCapture, type Capture } from '../../src/core/model/capture.ts';
import { median, type Row } from './row.ts';
import type { MessageDispatched } from '../../src/core/model/observation.ts';
import { record } from '../../src/core/model/record.ts';

const SIZE = 100;
const RUNS = 3;
/** A string of V8 in Node has this much before its characters. Counted as overhead of ours: we keep it. */
const MESSAGES = 1_000_000;

export async function run(): Promise<Row[]> {
  record100(50_000, 1); // warm up
  const half = median(Array.from({ length: RUNS }, () => record100(MESSAGES / 2, 3).ms));
  const one = median(Array.from({ length: RUNS }, () => record100(MESSAGES, 3).ms));
  const ids = median(Array.from({ length: RUNS }, () => record100(MESSAGES, 3, true).ms));
  return [
    { name: 'record 1,000,000 messages of 100 B', value: one, unit: 'ms', note: 'at most 1500; 3 connections, 4 types, no ids' },
    { name: 'record 1,000,000 messages of 100 B, each with an id of its own', value: ids, unit: 'ms' },
    { name: 'time for 1,000,000 over time for 500,000', value: one / half, unit: 'times', note: 'at most 2.2' },
    {
      name: 'memory beyond data, no ids',
      value: await overhead(false),
      unit: 'B/message',
      note: 'at most 64; heap and buffers, with the header of each data string',
    },
    { name: 'memory beyond data, ids of their own', value: await overhead(true), unit: 'B/message', note: 'the ids included' },
  ];
}

function record100(count: number, connections: number, ids = false): { ms: number; capture: Capture } {
  const capture = createCapture({ limits: { messages: 2 * MESSAGES, dataLength: 2 ** 40 } });
  record(capture, { kind: 'document', session: 's', at: 0, url: 'https://page.test/', title: '', frame: { frameId: 0 } });
  for (let source = 1; source <= connections; source += 1) {
    record(capture, { kind: 'created', session: 's', source, at: 0, url: `https://s.test/${source}`, withCredentials: false, stack: '' });
    record(capture, { kind: 'opened', session: 's', source, at: 1 });
  }
  let ms = 0;
  // In batches, as they come: making them is not what is measured.
  for (let done = 0; done < count; done += 1000) {
    const batch = Array.from({ length: 1000 }, (_, i) => message(done + i, 1 + ((done + i) % connections), ids));
    const start = performance.now();
    for (const observation of batch) record(capture, observation);
    ms += performance.now() - start;
  }
  return { ms, capture };
}

const TYPES = ['message', 'tick', 'price', 'news'];

function message(i: number, source: number, ids: boolean): MessageDispatched {
  // Text of its own for each, flat, as a parser makes it.
  const data = JSON.parse(`"${String(i).padStart(SIZE, 'x')}"`) as string;
  return { kind: 'message', session: 's', source, at: 2 + i / 10, type: TYPES[i % 4]!, lastEventId: ids ? String(1_000_000 + i) : '', data };
}

async function overhead(ids: boolean): Promise<number> {
  const before = await used();
  const { capture } = record100(MESSAGES, 3, ids);
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
