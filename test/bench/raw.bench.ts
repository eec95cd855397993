/** Questions about the text of an attempt, 50 MB of it: how long each takes, and each slice of the reading behind them. */
import { createCapture } from '../../src/core/model/capture.ts';
import { appendRaw, createRawText } from '../../src/core/model/raw-text.ts';
import { record } from '../../src/core/model/record.ts';
import { recordRow } from '../../src/core/model/record-message.ts';
import { createRecorder } from '../../src/recorder/recorder.ts';
import { until } from '../../cli/until.ts';
import { parseStream } from '../../src/core/parse/stream-parser.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Row } from './row.ts';

const MEBI = 1024 * 1024;
const SIZE = 50 * MEBI;
const CHUNK = 16 * 1024;
/** Lines of a window, some more than a screen has. */
const WINDOW = 100;
const TEXTS = [
  { name: 'messages of 200 B', text: (n: number) => `id: ${n}\ndata: ${String(n).padStart(200, 'x')}\n\n` },
  { name: 'messages of 100 KB', text: (n: number) => `data: ${String(n).padStart(100 * 1024, 'x')}\n\n` },
  { name: 'lines of two bytes', text: () => ':\n'.repeat(CHUNK / 2) },
  { name: 'one line', text: () => `data: ${'x'.repeat(SIZE - 8)}\n\n` },
];

export async function run(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, text } of TEXTS) {
    const { whole, step, answer } = await read(text);
    rows.push({
      name: `${name}: the longest slice`,
      value: step,
      unit: 'ms',
      note: `at most 10 and what one look at the clock is late; ${whole.toFixed(0)} for the whole text`,
    });
    rows.push({ name: `${name}: the longest answer once it is read`, value: answer, unit: 'ms', note: `${WINDOW} lines at the begin, the middle and the end` });
  }
  return rows;
}

async function read(textOf: (n: number) => string): Promise<{ whole: Milliseconds; step: Milliseconds; answer: Milliseconds }> {
  const capture = createCapture({ limits: { rawBytes: 2 * SIZE } });
  record(capture, { kind: 'document', session: 's', at: 0, url: 'https://page.test/', title: '', frame: { frameId: 0 } });
  record(capture, { kind: 'created', session: 's', source: 1, at: 0, url: 'https://s.test/', withCredentials: false, stack: '' });
  record(capture, { kind: 'opened', session: 's', source: 1, at: 1 });
  const entry = capture.connections.get(1)!;
  const slot = entry.slots[0]!;
  const raw = (slot.raw = createRawText('wire'));
  for (let n = 0; raw.length < SIZE; n += 1) {
    const text = textOf(n);
    parseStream(text, {
      message: ({ data, lastEventId }) =>
        recordRow(capture, entry, slot, { kind: 'message', at: 2, type: 'message', lastEventId, data, heard: true, from: 'wire' }),
    });
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += CHUNK) appendRaw(raw, { at: 2, offset: raw.length, bytes: bytes.subarray(at, at + CHUNK) });
  }
  raw.complete = true;
  const steps: Milliseconds[] = [];
  const timed = <T>(work: () => T): T => {
    const begun = performance.now();
    const result = work();
    steps.push(performance.now() - begun);
    return result;
  };
  const recorder = createRecorder({ capture, now: () => performance.now(), schedule: (work, after) => void setTimeout(() => timed(work), after) });
  const ask = (from: number) => timed(() => recorder.ask('raw', { connection: 1, attempt: 1, from, to: from + WINDOW })!);
  const begun = performance.now();
  ask(0);
  await until('the whole text', () => ask(0).read, 60_000);
  const whole = performance.now() - begun;
  const step = Math.max(...steps.splice(0));
  const { lines } = ask(0);
  for (const from of [0, lines >> 1, Math.max(0, lines - WINDOW)]) ask(from);
  return { whole, step, answer: Math.max(...steps) };
}
