/** Messages that are computed when they are asked for, so that two million of them cost nothing. */
import type { QuestionArgs } from '../../../src/recorder/questions/questions.ts';
import type { MessageDetail, MessageFilter, MessageRow, MessageWindow } from '../../../src/wire/protocol/questions.ts';
import { PREVIEW_LENGTH } from '../../../src/wire/protocol/questions.ts';

export const T0 = Date.UTC(2026, 10, 21, 9, 30);
export const CONNECTIONS = 4;
const TYPES = ['price', 'order.created', 'message', 'presence', 'debug'] as const;
/** A text filter passes one message of so many, or none. */
const FILTERED = 7;

const NAMES = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Frances'];
const CITIES = ['Zürich', '東京', 'Montréal', 'Lagos', 'Bogotá'];

function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
}

function dataOf(index: number): string {
  switch (index % TYPES.length) {
    case 0:
      return `{"symbol":"ACME","price":${(100 + ((index * 37) % 900) / 100).toFixed(2)},"volume":${9007199254740993n + BigInt(index)},"bid":${99 + (index % 3)},"venue":"XSWX","at":"2026-11-21T09:30:${String(index % 60).padStart(2, '0')}Z"}`;
    case 1:
      return JSON.stringify({
        order: { id: `o-${index}`, customer: { name: pick(NAMES, index), city: pick(CITIES, index), vip: index % 3 === 0 } },
        lines: Array.from({ length: 2 + (index % 3) }, (_, i) => ({ sku: `A-${i}${index % 10}`, quantity: i + 1, price: 9.5 * (i + 1) })),
        note: index % 2 ? null : 'Ring twice.\nThe bell is broken.',
        payload: JSON.stringify({ retries: index % 4, ok: true }),
      });
    case 2:
      return `tick ${index}`;
    case 3:
      return `line one of ${index}\nline two\twith a tab\nand a zero width \u200b space`;
    default:
      return `{"level":"debug","seen":${index},"tags":["a","b","c"]}`;
  }
}

export function createFakeMessages(count: number, big: ReadonlyMap<number, string> = new Map()) {
  let held = 0;
  /** How many of the newest messages a search that finds everything has looked at. */
  let looked = 0;
  const data = (index: number): string => big.get(index) ?? dataOf(index);
  const row = (index: number): MessageRow => {
    const text = data(index);
    return {
      index,
      kind: 'message',
      connection: (index % CONNECTIONS) + 1,
      attempt: 1,
      seq: Math.floor(index / CONNECTIONS),
      at: T0 + index * 37.5,
      type: pick(TYPES, index),
      lastEventId: index % 3 ? '' : `evt-${index}`,
      size: text.length < 100_000 ? new TextEncoder().encode(text).length : text.length,
      preview: text.slice(0, PREVIEW_LENGTH),
      previewCut: text.length > PREVIEW_LENGTH,
      heard: pick(TYPES, index) !== 'debug',
      from: 'hook',
    };
  };
  const isGrowing = ({ text }: MessageFilter): boolean => text?.startsWith('grow') === true;
  /** Index of the first, and distance between two, of the messages that pass. */
  const series = ({ connections, text }: MessageFilter): { start: number; step: number } => {
    if (text?.startsWith('no')) return { start: 0, step: 0 };
    if (text?.startsWith('grow')) return { start: 0, step: 1 };
    if (text !== undefined) return { start: 0, step: FILTERED };
    const one = connections?.[0];
    return one === undefined ? { start: 0, step: 1 } : { start: one - 1, step: CONNECTIONS };
  };
  /** How many of the series are dropped, and how many there are with them. */
  const span = (filter: MessageFilter): { dropped: number; end: number; start: number; step: number } => {
    const { start, step } = series(filter);
    if (step === 0) return { dropped: 0, end: 0, start, step };
    const until = (index: number): number => Math.max(0, Math.ceil((index - start) / step));
    if (isGrowing(filter)) return { dropped: Math.max(held, count - looked), end: count, start, step };
    return { dropped: until(held), end: until(Math.min(count, filter.before ?? count)), start, step };
  };

  const position = (filter: MessageFilter, index: number): number => {
    const { dropped, end, start, step } = span(filter);
    const at = step === 0 ? -1 : (index - start) / step;
    return Number.isInteger(at) && at >= dropped && at < end ? at - dropped : -1;
  };

  return {
    get count() {
      return count;
    },
    append(more: number): void {
      count += more;
    },
    /** The oldest are dropped: positions count from the oldest that is held, as the recorder's do. */
    drop(upTo: number): void {
      held = upTo;
    },
    clear(): void {
      count = 0;
      held = 0;
    },
    /** A search for `grow…`, which finds everything, the newest first, has looked at so many. */
    look(many: number): void {
      looked = many;
    },
    messages({ filter, from, to, end: last, hold }: QuestionArgs<'messages'>): MessageWindow {
      const { dropped, end, start, step } = span(filter);
      const total = end - dropped;
      const place = hold === undefined ? -1 : position(filter, hold.index);
      const moved = place < 0 ? undefined : hold!.position - place;
      const isAtEnd = last !== undefined && (total > to || total - last < from);
      const begin = Math.min(isAtEnd ? Math.max(0, total - last) : Math.max(0, from - (moved ?? 0)), total);
      const rows: MessageRow[] = [];
      for (let at = begin; at < Math.min(isAtEnd ? total : to - (moved ?? 0), total); at++) rows.push(row(start + (dropped + at) * step));
      return { total, complete: !isGrowing(filter) || looked >= count, from: begin, rows, moved };
    },
    position: ({ filter, index }: QuestionArgs<'position'>): number => position(filter, index),
    message({ index }: { index: number }): MessageDetail | null {
      if (index < held || index >= count) return null;
      // The same type on the same connection: every 20th.
      const before = index - TYPES.length * CONNECTIONS;
      return { ...row(index), data: data(index), previous: before >= held ? { index: before, at: T0 + before * 37.5, data: data(before) } : undefined };
    },
  };
}
