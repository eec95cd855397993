/**
 * An event stream as text: the body alone, or as it is pasted and logged, with heads of HTTP and with a time before each line. Nobody read it but the
 * program that wrote it down.
 */
import { FORMAT, VERSION } from '../capture-file/format.ts';
import { isoTime } from '../export/iso-time.ts';
import type { CodeUnits, EpochMs } from '../units.ts';
import { createCurlTrace, isCurlTrace } from './curl-trace.ts';
import { isHttpDump } from './dump-sign.ts';
import { createHttpDump } from './http-dump.ts';
import { ImportError } from './import-error.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { findPrefix, isOfJournal } from './line-prefix.ts';
import type { LinePrefix, PrefixedLine } from './prefixed-line.ts';
import { createStreamRecords, type StreamFacts, type StreamRecords } from './stream-records.ts';
import { isStream } from './stream-sign.ts';

export interface TextFacts extends StreamFacts {
  /** Lines of logs and dumps are held up to this length. */
  maxLine: CodeUnits;
  /** Its lines have times. */
  timed(): void;
}

/** The lines of one source of a log, or all lines. */
interface Lane {
  stream: StreamRecords;
  /** Undefined: the lines are those of a body. */
  dump: { line(text: string): void; finish(): void } | undefined;
  /** What a log has split of one line. */
  parts: string;
}

/** Sources of one log whose lines are told apart. */
const MAX_SOURCES = 100;
const PARTS = {
  local: 'The times before the lines name no time zone; they are taken for times of this computer.',
  clock: 'The times before the lines name no day; that on which the file was last changed is taken.',
  elapsed: 'The times before the lines count from a begin that they do not name; that at which the file was last changed is taken.',
} as const;

const isOne = (text: string): boolean => isStream(text) || isHttpDump(text);

/** Whether a text that begins so can be read here. */
export function isStreamText(head: string, isWhole: boolean): boolean {
  return isOne(head) || findPrefix(head, isWhole, 0, isOne) !== undefined;
}

/** The first text that is pushed must have the first lines: what they look like decides. */
export function readStream(sink: ImportSink, facts: TextFacts): ImportReader {
  const { name, at, maxLine, note } = facts;
  const lanes = new Map<string, Lane>();
  const ids = { newest: 0 };
  let prefix: LinePrefix | undefined;
  let style: 'body' | 'dump' | 'trace' = 'body';
  let lineEnd: '\n' | '\r' = '\n';
  let begun = false;
  /** A line whose end is to come. */
  let held = '';
  /** Of the file. */
  let line = 0;
  let isCut = false;
  let now: EpochMs | undefined;
  const counts = { unprefixed: 0, other: 0, wentBack: 0 };

  const begin = (head: string): void => {
    begun = true;
    prefix = findPrefix(head, false, at, isOne) ?? findPrefix(head, true, at, isOne);
    const text = prefix === undefined ? head : withoutPrefix(prefix, head);
    if (isHttpDump(text)) style = isCurlTrace(text.trimStart().split(/[\r\n]/, 1)[0]!) ? 'trace' : 'dump';
    // An old Mac's line ends, or a server's that a log has kept.
    if (!head.includes('\n') && head.includes('\r')) lineEnd = '\r';
    sink.header({ format: FORMAT, version: VERSION, createdAt: isoTime(at), generator: '', browser: '', page: { url: '', title: name } });
    if (prefix !== undefined && prefix.time !== 'none') facts.timed();
    if (prefix !== undefined && prefix.time in PARTS) note(PARTS[prefix.time as keyof typeof PARTS]);
    if (style === 'body' && prefix === undefined) laneOf('').stream.begin(at, undefined, 1);
  };

  const laneOf = (source: string): Lane => {
    const found = lanes.get(source);
    if (found !== undefined) return found;
    const stream = createStreamRecords(sink, source === '' ? facts : { ...facts, name: `${name} (${source})` }, ids);
    const lane: Lane = { stream, dump: undefined, parts: '' };
    lanes.set(source, lane);
    if (style === 'body') return lane;
    const dump = createHttpDump({
      begin: (exchange) => stream.begin(now ?? at, exchange, line),
      body: (text, end) => stream.line(text, now ?? at, line, isCut ? '' : (end ?? lineEnd)),
      end: (how) => stream.end(now ?? at, how),
    });
    const unreadable = (): void =>
      note(
        `Line ${line}: \`curl --trace-ascii\` writes a dot for each line feed and whatever is no ASCII, so the messages cannot be read; \`--trace\` has the bytes.`,
      );
    const trace = style === 'trace' ? createCurlTrace(dump, unreadable) : undefined;
    lane.dump = trace === undefined ? dump : { line: trace.line, finish: () => (trace.finish(), dump.finish()) };
    return lane;
  };

  /** Undefined: it is no line of a stream, or goes on in the next one. */
  const strip = ({ read, time }: LinePrefix, text: string): { lane: Lane; text: string } | undefined => {
    if (isOfJournal(text)) return undefined;
    const found: PrefixedLine | undefined = read(text);
    if (found === undefined) counts.unprefixed += 1;
    else if (found.at !== undefined && time !== 'none') {
      if (now === undefined || found.at >= now) now = found.at;
      else counts.wentBack += 1;
    }
    const { source = '', isOther = false, isPart = false } = found ?? {};
    // What a service logs before its first line of a stream is something else.
    const isBefore = source !== '' && !lanes.has(source) && (lanes.size >= MAX_SOURCES || !isOne(found!.text));
    if (isOther || isBefore) return void (counts.other += 1);
    const lane = laneOf(source);
    const whole = `${lane.parts}${found?.text ?? text}`;
    lane.parts = isPart ? whole : '';
    if (lane.parts.length > maxLine) throw new ImportError(line, `a line is longer than ${maxLine} characters`);
    return isPart ? undefined : { lane, text: whole };
  };

  const readLine = (whole: string): void => {
    line += 1;
    const text = line === 1 ? whole.replace(/^\ufeff/, '') : whole;
    const rest = prefix === undefined ? { lane: laneOf(''), text } : strip(prefix, text.endsWith('\r') ? text.slice(0, -1) : text);
    if (rest === undefined) return;
    const { stream, dump } = rest.lane;
    for (const one of prefix === undefined ? [rest.text] : rest.text.split(/\r?\n/)) {
      if (dump !== undefined) dump.line(one);
      else {
        if (!stream.isBegun) stream.begin(now ?? at, undefined, line);
        stream.line(one, now ?? at, line, isCut ? '' : lineEnd);
      }
    }
  };

  return {
    push(text) {
      if (!begun) begin(text);
      if (style === 'body' && prefix === undefined) return laneOf('').stream.text(text);
      // What is held is not looked through again.
      const [first, ...others] = text.split(lineEnd);
      held += first!;
      for (const next of others) {
        const whole = held;
        held = next;
        readLine(whole);
      }
      if (held.length > maxLine) throw new ImportError(line + 1, `a line is longer than ${maxLine} characters`);
    },
    end() {
      if (!begun) begin('');
      // A log has the ends of lines itself: what it has of a line is all of it.
      isCut = prefix === undefined;
      if (held !== '') readLine(held);
      for (const { dump } of lanes.values()) dump?.finish();
      if (ids.newest === 0) note('There is no answer of a server in this text.');
      for (const { stream } of lanes.values()) stream.end(now ?? at);
      if (counts.unprefixed > 0) note(`${counts.unprefixed} lines have nothing before them that the others have; they were read as they stand.`);
      if (counts.other > 0) note(`${counts.other} lines of the log are no lines of an event stream and were left out.`);
      if (counts.wentBack > 0) note(`${counts.wentBack} lines have an earlier time than a line before them; they have the time of that.`);
    },
  };
}

function withoutPrefix({ read }: LinePrefix, head: string): string {
  const lines = head.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const found = lines.filter((line) => !isOfJournal(line)).map((line) => read(line) ?? { text: line, isOther: false });
  return found.flatMap(({ text, isOther }) => (isOther === true ? [] : [text])).join('\n');
}
