/** Whatever a server sends, no decoder throws, and none reaches a prototype: samples with values of other shapes in them. */
import { expect, it } from 'vitest';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { createDecoding } from '../../../../src/core/decoders/decode.ts';
import { DECODERS } from '../../../../src/core/decoders/decoders.ts';
import type { StreamMessage } from '../../../../src/core/decoders/decoder.ts';
import { streamMessage } from '../../../../src/core/decoders/stream-message.ts';
import { formatOf, head, sample, SAMPLES } from './sample.ts';
import { PROTOCOL_OF } from './sample-heads.ts';

/** Of the JSON of a message, as text: values that somebody would rather not get. */
const ODD = [
  'null',
  '7',
  '-1',
  '1e400',
  '""',
  '"x"',
  '[]',
  '{}',
  '[null]',
  '{"length":3}',
  '"__proto__"',
  '{"__proto__":{"polluted":1}}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
];
/** A JSON value without another in it, which is no name of a member. */
const VALUE = /"(?:[^"\\]|\\.)*"(?!:)|-?\d+|true|false|null|\{\}|\[\]/g;

/** Some of the values of `data` are replaced; `draws` says which, and by what. */
function disturbed(message: StreamMessage, draws: readonly number[], place: number): StreamMessage {
  let at = place;
  const data = message.data.replaceAll(VALUE, (value) => {
    at += 1;
    const draw = draws[at % draws.length]!;
    return draw % 9 === 0 ? ODD[draw % ODD.length]! : value;
  });
  return streamMessage(message.index, message.type, data, message.lastEventId);
}

it.each(SAMPLES.filter((name) => DECODERS.some(({ id }) => id === PROTOCOL_OF[name])))('%s, with values of other shapes', (name) => {
  const streamHead = head({ format: formatOf(name), body: { messages: [null], state: 7 } });
  const messages = sample(name);
  fc.assert(
    fc.property(fc.array(fc.nat(999), { minLength: 5, maxLength: 40 }), (draws) => {
      const odd = messages.map((message, place) => disturbed(message, draws, place));
      for (const decoder of DECODERS) {
        for (const message of odd) decoder.recognise(streamHead, message);
        if (decoder.id !== PROTOCOL_OF[name]) continue;
        const decoding = createDecoding({ decoder, certainty: 'certain' }, streamHead, 0);
        for (const message of odd) decoding.take(message, 0);
        decoding.result('server');
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }),
    { numRuns: sized(500, 15) },
  );
});
