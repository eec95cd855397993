/** Reads the samples of protocols, and folds them. */
import { readdirSync, readFileSync } from 'node:fs';
import { createDecoding, type Decoded } from '../../../../src/core/decoders/decode.ts';
import type { Decoder, Meaning, StreamEnd, StreamHead, StreamMessage } from '../../../../src/core/decoders/decoder.ts';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { streamMessage } from '../../../../src/core/decoders/stream-message.ts';
import { parseStream } from '../../../../src/core/parse/stream-parser.ts';

const folder = new URL('../../../files/protocols/', import.meta.url);

/** Names of the files with streams. */
export const SAMPLES: readonly string[] = readdirSync(folder).filter((name) => /\.(sse|ndjson|txt)$/.test(name));

/** What the official client made of a sample. */
export function expected(name: string): { end: string; result: unknown; error?: unknown; [more: string]: unknown } {
  return JSON.parse(readFileSync(new URL(`${name.replace(/\.\w+$/, '')}.expected.json`, folder), 'utf8')) as ReturnType<typeof expected>;
}

/** The text of a sample. */
export function sampleText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** The messages of a stream; `format` as in `StreamHead`. The first has the index 0. */
export function messagesOf(text: string, format: StreamHead['format'] = 'sse'): StreamMessage[] {
  const messages: StreamMessage[] = [];
  if (format === 'sse')
    parseStream(text, { message: ({ type, data, lastEventId }) => void messages.push(streamMessage(messages.length, type, data, lastEventId)) }).end();
  else for (const line of text.split('\n')) if (line !== '') messages.push(streamMessage(messages.length, 'message', line, ''));
  return messages;
}

/** The messages of a sample. */
export function sample(name: string): StreamMessage[] {
  return messagesOf(sampleText(name), formatOf(name));
}

export function formatOf(name: string): StreamHead['format'] {
  return name.endsWith('.sse') ? 'sse' : name.endsWith('.ndjson') ? 'json-lines' : 'lines';
}

export interface HeadOptions {
  url?: string;
  method?: string;
  request?: Readonly<Record<string, string>>;
  response?: Readonly<Record<string, string>>;
  body?: unknown;
  status?: number;
  reader?: StreamHead['reader'];
  format?: StreamHead['format'];
  fromStart?: boolean;
}

/** A head of which only what is given is known. Names of headers in small letters. */
export function head({ url = '', method = '', request = {}, response = {}, body, status, reader, format = 'sse', fromStart }: HeadOptions = {}): StreamHead {
  return {
    url,
    method,
    requestHeader: (name) => request[name],
    responseHeader: (name) => response[name],
    requestBody: body,
    status,
    reader,
    format,
    ...(fromStart !== undefined && { fromStart }),
  };
}

/** Folds messages with the decoder that recognises them, or with `by`. Each takes 10 ms more; the first comes after 100. `end`: 'none' where the stream goes on. */
export function decode(
  messages: readonly StreamMessage[],
  { by, end = 'server', ...options }: HeadOptions & { by?: Decoder<unknown>; end?: StreamEnd | 'none' } = {},
): Decoded & { meanings: (Meaning | undefined)[] } {
  const streamHead = head(options);
  const found = by === undefined ? recognise(streamHead, messages) : { decoder: by, certainty: 'certain' as const };
  if (found === undefined) throw new Error('no decoder recognises this stream');
  const decoding = createDecoding(found, streamHead, 0);
  const meanings = messages.map((message, place) => decoding.take(message, 100 + 10 * place));
  // As a file has it: what is no JSON would be lost there.
  return { ...(JSON.parse(JSON.stringify(decoding.result(end === 'none' ? undefined : end))) as Decoded), meanings };
}
