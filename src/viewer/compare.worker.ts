/** Entry of the worker that compares: reads both sides, joins them in slices, and answers for the rows. */
import { chooseJoin } from '../core/compare/choose-join.ts';
import { compareSides, type CompareKind, type Comparison } from '../core/compare/compare.ts';
import type { JoinBy } from '../core/compare/number-keys.ts';
import { sideOf, type CompareSide } from '../core/compare/side.ts';
import { comparisonMarkdown, comparisonNdjson } from '../core/compare/write-comparison.ts';
import { IMPORT_LIMITS } from '../core/import/limits.ts';
import type { Capture } from '../core/model/types.ts';
import type { ConnectionId, Milliseconds } from '../core/units.ts';
import { findRecording, readRecording } from '../recordings/read-recording.ts';
import {
  isCompareMessage,
  SHOWN_LENGTH,
  type CompareChoice,
  type CompareInput,
  type CompareNews,
  type CompareSource,
  type ShownMessage,
  type SideFacts,
} from './compare-messages.ts';
import { readCapture } from '../file-input/read-capture.ts';

/** As much of a worker's global as is needed here; the library of workers cannot stand beside that of pages. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: CompareNews): void;
}
declare const self: WorkerScope;

/** How long a slice may work before news is told, and another wish heard. */
const SLICE: Milliseconds = 30;

interface Loaded {
  capture: Capture;
  facts: SideFacts;
}

interface Compared {
  comparison: Comparison;
  by: JoinBy;
  left: CompareSide;
  right: CompareSide;
  /** The rows of the kinds that were asked for last. */
  rows?: { key: string; list: ReturnType<Comparison['rows']> };
}

const post = (message: CompareNews): void => self.postMessage(message);
let loaded: { left: Loaded; right: Loaded } | undefined;
let compared: Compared | undefined;
/** Grows with each wish to compare: an older one gives up. */
let run = 0;

self.onmessage = ({ data }) => {
  if (!isCompareMessage(data)) return;
  // The page is built from the same source.
  obey(data as CompareInput).catch((error: unknown) => post({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }));
};

async function obey(input: CompareInput): Promise<void> {
  if (input.kind === 'load') await load(input.left, input.right);
  else if (input.kind === 'compare') await compare(input.choice);
  else if (compared !== undefined && input.kind === 'rows') tellRows(compared, input);
  else if (compared !== undefined && input.kind === 'write') post({ kind: 'written', id: input.id, content: await write(compared, input.kinds, input.as) });
}

async function load(left: CompareSource, right: CompareSource | null): Promise<void> {
  const first = await read(left);
  loaded = { left: first, right: right === null ? first : await read(right) };
  post({ kind: 'loaded', left: loaded.left.facts, right: loaded.right.facts });
}

async function read(source: CompareSource): Promise<Loaded> {
  const { name } = source;
  const { label, bytes } = source.kind === 'file' ? { label: source.file, bytes: source.file.stream() } : await openRecording(source.id, name);
  let told = -Infinity;
  const { imported, broken } = await readCapture(label, bytes, {
    onProgress(done) {
      if (performance.now() - told < SLICE) return;
      told = performance.now();
      post({ kind: 'reading', name, part: Math.min(1, done / Math.max(1, label.size)) });
    },
  });
  const connections = [...imported.capture.connections.values()].map(({ connection: { id, url, messageCount } }) => ({ id, url, messages: messageCount }));
  return { capture: imported.capture, facts: { name, connections, error: broken ?? imported.error?.message ?? null } };
}

async function openRecording(id: number, name: string) {
  const recording = await findRecording(id);
  if (recording === undefined) throw new Error(`${name} is not there any more`);
  return {
    label: { name, size: recording.length, lastModified: recording.endedAt },
    bytes: readRecording(recording, { redact: false, most: IMPORT_LIMITS.messages }),
  };
}

async function compare(choice: CompareChoice): Promise<void> {
  if (loaded === undefined) return;
  const mine = (run += 1);
  compared = undefined;
  const side = ({ capture }: Loaded, id: ConnectionId | null): CompareSide => sideOf(capture, id === null ? undefined : new Set([id]));
  const left = side(loaded.left, choice.left);
  const right = side(loaded.right, choice.right);
  const by = choice.by ?? chooseJoin(left, right);
  const steps = compareSides(left, right, by);
  for (let until = performance.now() + SLICE; ;) {
    const step = steps.next();
    if (step.done === true) {
      compared = { comparison: step.value, by, left, right };
      post({ kind: 'compared', by, sums: step.value.sums });
      return;
    }
    if (performance.now() < until) continue;
    post({ kind: 'comparing', part: step.value });
    await new Promise((resolve) => void setTimeout(resolve));
    if (mine !== run) return;
    until = performance.now() + SLICE;
  }
}

function tellRows(of: Compared, { id, kinds, from, to }: Extract<CompareInput, { kind: 'rows' }>): void {
  const key = kinds.join(' ');
  if (of.rows?.key !== key) of.rows = { key, list: of.comparison.rows(new Set(kinds)) };
  const { list } = of.rows;
  const rows = Array.from({ length: Math.max(0, Math.min(to, list.length) - from) }, (_, n) => {
    const { left, right, ...row } = list.row(from + n);
    return { ...row, n: from + n, left: shown(of.left, left), right: shown(of.right, right) };
  });
  post({ kind: 'rows', id, total: list.length, from, rows });
}

function shown(side: CompareSide, n: number): ShownMessage | undefined {
  if (n < 0) return undefined;
  const { at, type, id, data } = side.message(n);
  return { at, type: type.slice(0, SHOWN_LENGTH), id: id.slice(0, SHOWN_LENGTH), data: data.slice(0, SHOWN_LENGTH) };
}

async function write({ comparison, by, left, right }: Compared, kinds: CompareKind[], as: 'ndjson' | 'markdown'): Promise<Blob> {
  const { facts } = loaded!.left;
  const written = {
    comparison,
    by,
    kinds: new Set(kinds),
    left: { name: facts.name, side: left },
    right: { name: loaded!.right.facts.name, side: right },
  };
  if (as === 'markdown') return new Blob([comparisonMarkdown(written)], { type: 'text/markdown' });
  const parts: Blob[] = [];
  let until = performance.now() + SLICE;
  for (const text of comparisonNdjson(written)) {
    parts.push(new Blob([text]));
    if (performance.now() < until) continue;
    await new Promise((resolve) => void setTimeout(resolve));
    until = performance.now() + SLICE;
  }
  return new Blob(parts, { type: 'application/x-ndjson' });
}
