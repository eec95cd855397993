/** A body that is played from its middle on: a client of it begins with a whole block, as one that had read all before would go on. */
import { createBlockFinder } from '../../src/core/parse/block-finder.ts';
import type { Bytes, Milliseconds } from '../../src/core/units.ts';
import type { Body, BodyStep } from './body-steps.ts';

/** An empty line and its end have four bytes at most. */
const TAIL: Bytes = 4;

/** Without what was written before `from`, and without the rest of the block that had begun then. Times count from `from`. */
export function bodyFrom(body: Body, from: Milliseconds): Body {
  const place = body.steps.findIndex(({ at }) => at >= from);
  const skipped = place < 0 ? body.steps : body.steps.slice(0, place);
  const rest = place < 0 ? [] : body.steps.slice(place);
  const before = skipped.reduce((sum, { bytes }) => sum + bytes.length, 0) + begunBlock(body, skipped, rest);
  return {
    ...body,
    steps: withoutBytes(body.steps, before).map(({ at, bytes }) => ({ at: at - from, bytes })),
    ids: body.ids.flatMap(({ id, end }) => (end > before ? [{ id, end: end - before }] : [])),
  };
}

/** What is written after the first `count` bytes. */
export function withoutBytes(steps: readonly BodyStep[], count: Bytes): BodyStep[] {
  let place = 0;
  let left = count;
  for (; place < steps.length && steps[place]!.bytes.length <= left; place += 1) left -= steps[place]!.bytes.length;
  const rest = steps.slice(place);
  const [first] = rest;
  if (left > 0 && first !== undefined) rest[0] = { at: first.at, bytes: first.bytes.subarray(left) };
  return rest;
}

/** How many bytes of `rest` belong to a block that begins in `skipped`. */
function begunBlock({ format }: Body, skipped: readonly BodyStep[], rest: readonly BodyStep[]): Bytes {
  const tail = Buffer.concat(skipped.slice(-TAIL).map(({ bytes }) => bytes)).subarray(-TAIL);
  const isEnded = format === 'event-stream' ? /(?:\r\n|\n|\r)(?:\r\n|\n|\r)$/ : /\n$/;
  if (tail.length === 0 || isEnded.test(tail.toString('latin1'))) return 0;
  const finder = createBlockFinder(format);
  finder.find(tail);
  let passed = 0;
  for (const { bytes } of rest) {
    const end = finder.find(bytes);
    if (end >= 0) return passed + end;
    passed += bytes.length;
  }
  return passed;
}
