/**
 * What a fold costs: 100,000 deltas by each decoder, beside a plain `JSON.parse` of the same data, in turn, in one run. A sample of its protocol is the stream; its first
 * message with generated output (of a protocol without: the one in the middle) is what is repeated, with the numbers that the protocol counts.
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
    const folds: number[] = [];
    const parses: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const stream = repeated(messages, placeOfDelta(found, messages));
      parses.push(timeOf(() => stream.forEach(({ data }) => parseJson(data))));
      folds.push(timeOf(() => fold(found, stream)));
    }
    const [whole, plain] = [median(folds), median(parses)];
    const note = `goal ${GOAL} ms beside JSON.parse, which alone takes ${plain.toFixed(0)} ms`;
    return [
      { name: `${name}: ${DELTAS.toLocaleString('en')} deltas, JSON.parse and fold`, value: whole, unit: 'ms' },
      { name: `${name}: the fold of it`, value: Math.max(0, whole - plain), unit: 'ms', note },
    ];
  });

  function fold(found: Recognised, stream: readonly StreamMessage[]): void {
    const decoding = createDecoding(found, head(), 0);
    for (const message of stream) decoding.take(message, message.index);
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
function repeated(messages: readonly StreamMessage[], place: number): StreamMessage[] {
  const many = messages.flatMap((message, index) => (index === place ? Array.from({ length: DELTAS }, () => message) : [message]));
  return many.map(({ type, data, lastEventId }, index) => streamMessage(index, type, numbered(data, index), lastEventId));
}

function numbered(data: string, number: number): string {
  if (!data.includes('"sequence_number"') && !data.includes('"seq"')) return data;
  const json = parseJson(data);
  if (!isObject(json)) return data;
  const member = 'seq' in json ? 'seq' : 'sequence_number';
  return JSON.stringify({ ...json, [member]: number });
}
