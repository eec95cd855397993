/** The parser against the standard: each case of the corpus, cut in every way that could matter. */
import { describe, expect, it } from 'vitest';
import { createByteDoor } from '../../../../src/core/parse/byte-door.ts';
import type { Oddity, ParsedLine, Span, StreamListener } from '../../../../src/core/parse/report.ts';
import { createStreamParser, type StreamParser } from '../../../../src/core/parse/stream-parser.ts';
import { CORPUS, expected, type Outcome } from './corpus.ts';

interface Told {
  outcome: Outcome;
  oddities: Oddity[];
  lines: ParsedLine[];
  comments: [string, Span][];
  ids: [string, Span][];
  retries: [number, Span][];
  places: Span[];
}

function listen(feed: (parser: StreamParser) => void): Told {
  const told: Told = { outcome: { messages: [], lastEventId: '', retry: undefined }, oddities: [], lines: [], comments: [], ids: [], retries: [], places: [] };
  const on: StreamListener = {
    message({ type, data, lastEventId, ...place }) {
      told.outcome.messages.push([type, data, lastEventId]);
      told.places.push(place);
    },
    comment: (text, place) => told.comments.push([text, place]),
    id: (id, place) => told.ids.push([id, place]),
    retry: (ms, place) => told.retries.push([ms, place]),
    oddity: (oddity) => told.oddities.push(oddity),
    line: (line) => told.lines.push(line),
  };
  const parser = createStreamParser(on);
  feed(parser);
  told.outcome.lastEventId = parser.lastEventId;
  told.outcome.retry = parser.retry;
  return told;
}

const ofTexts = (...texts: string[]): Told =>
  listen((parser) => {
    for (const text of texts) parser.push(text);
    parser.end();
  });

const ofBytes = (...chunks: Uint8Array[]): Told =>
  listen((parser) => {
    const door = createByteDoor(parser);
    for (const chunk of chunks) door.push(chunk);
    door.end();
  });

it('holds at least 60 cases with names of their own', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CORPUS.map(({ subject, name }) => `${subject}: ${name}`)).size).toBe(CORPUS.length);
});

describe.each(CORPUS)('$subject: $name', (example) => {
  const { bytes, text } = example;
  const whole = ofTexts(text);

  it('as a whole', () => {
    expect(whole.outcome).toEqual(expected(example));
    expect(ofBytes(bytes).outcome).toEqual(expected(example));
  });

  it('unit by unit and byte by byte', () => {
    expect(ofTexts(...text.split(''))).toEqual(whole);
    expect(ofBytes(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('cut in two at every place', () => {
    for (let at = 0; at <= text.length; at += 1) expect(ofTexts(text.slice(0, at), text.slice(at)), `text cut at ${at}`).toEqual(whole);
    for (let at = 0; at <= bytes.length; at += 1) expect(ofBytes(bytes.subarray(0, at), bytes.subarray(at)), `bytes cut at ${at}`).toEqual(whole);
  });

  it('tells lines that make up the stream', () => {
    const ends = { lf: '\n', cr: '\r', crlf: '\r\n', none: '' };
    const bom = text.startsWith('\ufeff') ? '\ufeff' : '';
    expect(bom + whole.lines.map(({ from, to, end }) => text.slice(from, to) + ends[end]).join('')).toBe(text);
    expect(whole.lines.map(({ line }) => line)).toEqual(whole.lines.map((_, place) => place + 1));
  });
});
