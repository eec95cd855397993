/**
 * The parser beside `eventsource-parser`: the same texts in the same chunks, in turn, in one run, with the same things listened to.
 * And whether a line ten times as long takes ten times as long.
 */
import { createParser } from 'eventsource-parser';
import { createStreamParser } from '../../src/core/parse/stream-parser.ts';
import { median, type Row } from './row.ts';

/**
 * Code units of each stream: with less, the garbage of several rounds is collected in one of them, and always that of the same parser.
 */
const STREAM = 8 * 1024 * 1024;
const WARM_UP = 8;
const ROUNDS = 25;
const LINE_ROUNDS = 5;
const MEBI = 1024 * 1024;
const CHUNKS = [
  { name: '64 B', size: 64 },
  { name: '64 KB', size: 64 * 1024 },
];

/** What is listened to. Both parsers look it up and call it in the same way. */
interface Sink {
  message(type: string | undefined, data: string): void;
  other(): void;
}

/** Parses a whole stream. Both tell messages, comments, retry values and what is wrong. */
type Parse = (chunks: readonly string[], sink: Sink) => void;

const ours: Parse = (chunks, sink) => {
  const parser = createStreamParser({
    message: ({ type, data }) => sink.message(type, data),
    comment: () => sink.other(),
    retry: () => sink.other(),
    oddity: () => sink.other(),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
};

const theirs: Parse = (chunks, sink) => {
  const parser = createParser({
    onEvent: ({ event, data }) => sink.message(event, data),
    onComment: () => sink.other(),
    onRetry: () => sink.other(),
    onError: () => sink.other(),
  });
  for (const chunk of chunks) parser.feed(chunk);
};

/** Ours when each line is told with its place and its end too, which the other cannot do. */
const oursWithLines: Parse = (chunks, sink) => {
  const parser = createStreamParser({ message: ({ type, data }) => sink.message(type, data), line: () => sink.other() });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
};

const STREAMS: readonly { name: string; block: (n: number) => string }[] = [
  { name: '10-byte messages', block: (n) => `data: ${String(n).padStart(10, '0')}\n\n` },
  { name: '1 KB messages', block: (n) => `data: ${String(n).padStart(1024, 'abcdefgh ')}\n\n` },
  {
    name: 'deltas, a type and data',
    block: (n) => `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" ${word(n)}"}}\n\n`,
  },
  {
    name: 'deltas, data alone',
    block: (n) =>
      `data: {"id":"chatcmpl-8f3a","object":"chat.completion.chunk","created":1700000000,"model":"m-1","choices":[{"index":0,"delta":{"content":" ${word(n)}"},"finish_reason":null}]}\n\n`,
  },
];

export async function run(): Promise<Row[]> {
  const streams = STREAMS.flatMap(({ name, block }) => {
    const text = streamOf(block);
    return CHUNKS.map((chunk) => ({ name: `${name} in chunks of ${chunk.name}`, chunks: chunked(text, chunk.size) }));
  });
  const rows = [...streams.flatMap(({ name, chunks }) => compare(name, chunks)), ...linearity()];
  // At the end: what has been heard of lines once makes the engine expect them from then on.
  for (const { name, chunks } of streams) rows.push({ name: `${name}, each line told`, value: speed(oursWithLines, chunks), unit: 'MB/s' });
  return rows;
}

/** The middle of both in many rounds, and the middle of the ratios within a round: what slows the machine slows both. */
function compare(name: string, chunks: readonly string[]): Row[] {
  const told = tell(ours, chunks);
  if (told.length === 0 || JSON.stringify(told) !== JSON.stringify(tell(theirs, chunks))) throw new Error(`${name}: the parsers differ`);
  const speeds: number[] = [];
  const ratios: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // Who comes second may pay for the garbage of the first: each is second every other time.
    const theirsFirst = round % 2 === 0 ? cost(theirs, chunks) : 0;
    const mine = cost(ours, chunks);
    const other = theirsFirst === 0 ? cost(theirs, chunks) : theirsFirst;
    if (round < 0) continue;
    speeds.push(STREAM / mine / 1000);
    ratios.push(other / mine);
  }
  return [
    { name, value: median(speeds), unit: 'MB/s' },
    { name: '  … beside eventsource-parser', value: median(ratios), unit: 'times', note: 'at least 1' },
  ];
}

function speed(parse: Parse, chunks: readonly string[]): number {
  const rounds = Array.from({ length: WARM_UP + LINE_ROUNDS }, () => STREAM / cost(parse, chunks) / 1000);
  return median(rounds.slice(WARM_UP));
}

/**
 * Milliseconds of the processor for the whole stream, with what is done beside it: garbage, and making code quick. On a machine that does
 * other things too, it says more than the clock.
 * @note The garbage is not collected by force in between: with it goes the quick code that was made for closures that are gone, so what
 * would be measured is how long it takes to make it again.
 */
function cost(parse: Parse, chunks: readonly string[]): number {
  let length = 0;
  const sink: Sink = { message: (_, data) => (length += data.length), other: () => (length += 1) };
  const begun = process.cpuUsage();
  parse(chunks, sink);
  const { user, system } = process.cpuUsage(begun);
  if (length === 0) throw new Error('nothing was parsed');
  return (user + system) / 1000;
}

function tell(parse: Parse, chunks: readonly string[]): [type: string, data: string][] {
  const told: [string, string][] = [];
  parse(chunks, {
    message: (type = 'message', data) => told.push([type, data]),
    other: () => {
      throw new Error('the stream is not plain');
    },
  });
  return told;
}

function linearity(): Row[] {
  const line = (size: number): number => {
    const chunks = chunked(`data: ${'x'.repeat(size)}\n\n`, 1024);
    return median(Array.from({ length: LINE_ROUNDS }, () => cost(ours, chunks)));
  };
  line(MEBI); // warm up
  const small = line(5 * MEBI);
  const large = line(50 * MEBI);
  return [
    { name: 'a line of 50 MB in chunks of 1 KB', value: large, unit: 'ms' },
    { name: '  … over a line of 5 MB', value: large / small, unit: 'times', note: 'linear: 10' },
  ];
}

function streamOf(block: (n: number) => string): string {
  let text = '';
  for (let n = 0; text.length < STREAM; n += 1) text += block(n);
  return text;
}

/** In strings of their own, flat, as a decoder makes them. A slice of the text would be a view of it. */
function chunked(text: string, size: number): string[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.toString('utf8', n * size, (n + 1) * size));
}

/** Of 1 to 9 letters, the same in each run. */
function word(n: number): string {
  return 'abcdefghi'.slice(0, 1 + ((n * 7) % 9));
}
