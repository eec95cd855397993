/** What holds for every decoder, tried on every sample: recognised as itself alone, cut anywhere, entered in the middle, disturbed. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { DECODERS } from '../../../../src/core/decoders/decoders.ts';
import { createDecoding } from '../../../../src/core/decoders/decode.ts';
import type { ProtocolId, StreamMessage } from '../../../../src/core/decoders/decoder.ts';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { streamMessage } from '../../../../src/core/decoders/stream-message.ts';
import { formatOf, head, messagesOf, sample, SAMPLES, sampleText, type HeadOptions } from './sample.ts';
import { HEADS, PROTOCOL_OF } from './sample-heads.ts';

/** Samples whose protocol has a decoder. */
const known = SAMPLES.filter((name) => DECODERS.some(({ id }) => id === PROTOCOL_OF[name]));
const optionsOf = (name: string): HeadOptions => ({ ...HEADS[name], format: formatOf(name) });

test('each sample is assigned to a protocol', () => {
  expect(SAMPLES.filter((name) => PROTOCOL_OF[name] === undefined)).toEqual([]);
});

describe.each(known)('%s', (name) => {
  const protocol = PROTOCOL_OF[name] as ProtocolId;
  const messages = sample(name);
  const streamHead = head(optionsOf(name));
  const found = recognise(streamHead, messages)!;

  it('is certainly what it is, and no other decoder claims it for certain', () => {
    expect(found).toMatchObject({ certainty: 'certain', decoder: { id: protocol } });
    const claims = DECODERS.filter((decoder) => [undefined, ...messages].some((message) => decoder.recognise(streamHead, message) === 'certain'));
    expect(claims.map(({ id }) => id)).toEqual([protocol]);
  });

  it('gives the same result again when it is asked twice, and after each message', () => {
    const once = createDecoding(found, streamHead, 0);
    const often = createDecoding(found, streamHead, 0);
    for (const message of messages) {
      once.take(message, undefined);
      often.take(message, undefined);
      often.result(undefined);
    }
    expect(JSON.stringify(often.result('server'))).toBe(JSON.stringify(once.result('server')));
    expect(often.result('server')).toEqual(often.result('server'));
  });

  it('is read wherever it is cut, and never says more than it got', () => {
    const text = sampleText(name);
    let before = '';
    for (let length = 0; length <= text.length; length += 1) {
      const part = messagesOf(text.slice(0, length), formatOf(name));
      // The same messages as of one unit less: nothing is new to a decoder.
      const now = `${part.length} ${part.at(-1)?.data}`;
      if (now === before) continue;
      before = now;
      const decoding = createDecoding(found, streamHead, undefined);
      for (const message of part) decoding.take(message, undefined);
      const { parts } = decoding.result('error');
      for (const piece of parts) if ('pieces' in piece) expect(piece.pieces.every(({ message }) => message < part.length)).toBe(true);
    }
  });

  it('is read from any message on, with doubled messages, empty ones, and unknown ones between', () => {
    const strange = [
      streamMessage(0, 'message', '', ''),
      streamMessage(0, 'message', '[]', ''),
      streamMessage(0, 'message', 'null', ''),
      streamMessage(0, 'message', '{"type":7}', ''),
      streamMessage(0, 'strange', '{"choices":[null]}', ''),
    ];
    for (let from = 0; from < messages.length; from += 1) {
      const decoding = createDecoding(found, streamHead, undefined);
      for (const message of messages.slice(from)) {
        decoding.take(message, undefined);
        decoding.take(message, undefined);
        for (const odd of strange) decoding.take(odd, undefined);
      }
      decoding.result('server');
    }
  });

  it('has pieces that make up their text', () => {
    const decoding = createDecoding(found, streamHead, undefined);
    for (const message of messages) decoding.take(message, undefined);
    for (const part of decoding.result('server').parts) {
      const grown = part.kind === 'call' ? part.argumentsText : 'pieces' in part ? part : undefined;
      if (grown === undefined || grown.text === '') continue;
      expect(grown.pieces[0]?.at).toBe(0);
      expect(grown.pieces.map((piece) => piece.at)).toEqual(grown.pieces.map((piece) => piece.at).toSorted((a, b) => a - b));
      expect(grown.pieces.at(-1)!.at).toBeLessThan(grown.text.length);
    }
  });
});

/** The streams of a recorded capture: the messages of each attempt. */
function streamsOf(name: string): StreamMessage[][] {
  const bytes = readFileSync(new URL(`../../../files/captures/${name}`, import.meta.url));
  const text = (name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes).toString();
  const streams = new Map<string, StreamMessage[]>();
  for (const line of text.split('\n')) {
    const record = line === '' ? {} : (JSON.parse(line) as Record<string, unknown>);
    if (record['kind'] !== 'message') continue;
    const attempt = JSON.stringify([record['connection'], record['attempt']]);
    const messages = streams.get(attempt) ?? [];
    messages.push(streamMessage(messages.length, String(record['type']), String(record['data']), ''));
    streams.set(attempt, messages);
  }
  return [...streams.values()];
}

test.each([
  'clean/chromium.ndjson.br',
  'clean/firefox.ndjson.br',
  ...['webpack', 'esbuild', 'hono', 'hono-ends', 'better-sse'].map((name) => `corpus/${name}.chromium.ndjson`),
])('no ordinary stream is recognised: %s', (name) => {
  const streams = streamsOf(name);
  expect(streams.length).toBeGreaterThan(0);
  expect(streams.flatMap((messages) => recognise(head(), messages)?.decoder.id ?? [])).toEqual([]);
});
