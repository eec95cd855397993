/**
 * What a fold costs: 100,000 deltas by each decoder, beside a plain `JSON.parse` of the same data, in turn, in one run. A sample of its protocol is the stream; its first
 * message with generated output (of a protocol without: the one in the middle) is what is repeated, with the numbers that the protocol counts.
 * As in the product, a message is made when it is folded, and is not kept. Of data that is no JSON (markup, lines) nothing is parsed beside it: what its decoder parses is its fold.
 */
import { createDecoding } from '../../src/core/decoders/decode.ts';
import type { StreamMessage } from '../../src/core/decoders/decoder.ts';
import { DECODERS } from '../../src/core/decoders/decoders.ts';
import { isObject, parseJson } from '../../src/core/decoders/json-shape.ts';
import { recognise, type Recognised } from '../../src/core/decoders/recognise.ts';
import { streamMessage } from '../../src/core/decoders/stream-message.ts';
import { formatOf, head, sample, SAMPLES } from '../unit/core/decoders/sample.ts';
import { HEADS, PROTOCOL_OF } from '../unit/core/decoders/sample-heads.ts';
import { median, type Row } from './row.ts';

/** What a capture holds of a message. */
type Held = Pick<StreamMessage, 'type' | 'data' | 'lastEventId'>;

const DELTAS = 100_000;
const ROUNDS = 5;
const GOAL = 150;

export async function run(): Promise<Row[]> {
  return DECODERS.flatMap(({ id, name }) => {
    const of = SAMPLES.find((each) => PROTOCOL_OF[each] === id);
    if (of === undefined) return [];
    const streamHead = head({ ...HEADS[of], format: formatOf(of) });
    const messages = sample(of);
    const found = recognise(streamHead, messages);
    if (found === undefined) throw new Error(`${of} is not recognised`);
    const delta = placeOfDelta(found, messages);
    const isJson = messages[delta]!.json !== undefined;
    const stream = repeated(messages, delta);
    const folds: number[] = [];
    const parses: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      parses.push(isJson ? timeOf(() => stream.forEach(({ data }) => parseJson(data))) : 0);
      folds.push(timeOf(() => fold(found, stream)));
    }
    const [whole, plain] = [median(folds), median(parses)];
    const note = isJson ? `goal ${GOAL} ms beside JSON.parse, which alone takes ${plain.toFixed(0)} ms` : `goal ${GOAL} ms; no JSON as a whole`;
    return [
      { name: `${name}: ${DELTAS.toLocaleString('en')} deltas, ${isJson ? 'JSON.parse and ' : ''}fold`, value: whole, unit: 'ms' },
      { name: `${name}: the fold of it`, value: Math.max(0, whole - plain), unit: 'ms', note },
    ];
  });

  function fold(found: Recognised, stream: readonly Held[]): void {
    const decoding = createDecoding(found, head(), 0);
    for (const [index, { type, data, lastEventId }] of stream.entries()) decoding.take(streamMessage(index, type, data, lastEventId), index);
    decoding.result('server');
  }
}

function timeOf(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function placeOfDelta(found: Recognised, messages: readonly StreamMessage[]): number {
  const decoding = createDecoding(found, head(), 0);
  const place = messages.findIndex((message) => decoding.take(message, 0)?.output !== undefined);
  return place === -1 ? messages.length >> 1 : place;
}

/** The stream with one of its messages many times over; numbers that count messages go on. */
function repeated(messages: readonly StreamMessage[], place: number): Held[] {
  const many = messages.flatMap((message, index) => (index === place ? Array.from({ length: DELTAS }, () => message) : [message]));
  return many.map(({ type, data, lastEventId }, index) => ({ type, data: numbered(data, index), lastEventId }));
}

function numbered(data: string, number: number): string {
  if (!data.includes('"sequence_number"') && !data.includes('"seq"')) return data;
  const json = parseJson(data);
  if (!isObject(json)) return data;
  const member = 'seq' in json ? 'seq' : 'sequence_number';
  return JSON.stringify({ ...json, [member]: number });
}
