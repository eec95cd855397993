/** Streams made at random, from a seed: every attempt begins with a message that names it, so that it is found again in a capture. */
import type { Block } from '../../demo/block.ts';
import type { RequestRecord } from '../../demo/log.ts';
import type { Script, Step } from '../../demo/script.ts';

export interface TrueRow {
  kind: 'message' | 'comment' | 'retry';
  type: string;
  lastEventId: string;
  data: string;
}

/** Its data is the number of the attempt at that URL. */
export const BEGIN = 'begin';

/** mulberry32: small, seeded, and good enough to mix. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DATA = ['same', 'same', '', 'ü€😀', 'two\nlines', '{"a":1}', ' leading', 'x'.repeat(60), '\n'];
/** `tick` is the one that the page listens to, beside `message`. */
const TYPES = [undefined, undefined, undefined, '', 'tick', 'tick', 'updte', 'Tick', 'tick ', 'unheard', 'error', 'open'];

/** `attempts` attempts, each a random mix with a clean end or a cut; and then 204, which ends the stream. */
export function randomScript(seed: number, attempts: number): Script {
  const random = randomFrom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;

  const block = (): Block => {
    const kind = random();
    if (kind < 0.15) return { comment: one(['beat', '', 'ü', 'two words']) };
    if (kind < 0.25) return { retry: 10 + below(30) };
    if (kind < 0.3) return { id: `only-${below(9)}` };
    const type = one(TYPES);
    return { ...(type === undefined ? {} : { type }), ...(random() < 0.3 ? { id: one(['', 'a', 'ü', `${below(99)}`]) } : {}), data: one(DATA) };
  };
  const attempt = (): Step[] => [
    { send: { type: BEGIN, retry: 10, data: '{attempt}' } },
    ...Array.from({ length: below(12) }, (): Step => (random() < 0.1 ? { wait: below(20) } : { send: block() })),
    random() < 0.7 ? { end: true } : { cut: true },
  ];
  return { attempts: [...Array.from({ length: attempts }, attempt), [{ head: { status: 204 } }, { end: true }]] };
}

/** What a request must have become: messages always, comments and retries where all of its text could be had. */
export const trueRows = (request: RequestRecord): TrueRow[] => rowsOf(request, request.end?.by === 'server');

/**
 * The same where the text is had while it comes.
 * @note Firefox takes an id only from a block that has data, other than the standard: the next message has the one before.
 */
export const liveRowsInFirefox = (request: RequestRecord): TrueRow[] => rowsOf(request, true, true);

function rowsOf(request: RequestRecord, isWhole: boolean, idNeedsData = false): TrueRow[] {
  const rows: TrueRow[] = [];
  let lastEventId = request.lastEventId ?? '';
  for (const block of request.blocks) {
    if (isWhole && block.comment !== undefined) rows.push({ kind: 'comment', type: '', lastEventId: '', data: ` ${block.comment}` });
    if (block.id !== undefined && (block.data !== undefined || !idNeedsData)) lastEventId = block.id;
    if (isWhole && block.retry !== undefined) rows.push({ kind: 'retry', type: '', lastEventId: '', data: block.retry });
    if (block.data !== undefined) rows.push({ kind: 'message', type: block.type || 'message', lastEventId, data: block.data });
  }
  return rows;
}
