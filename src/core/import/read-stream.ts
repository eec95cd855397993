/**
 * An event stream as text: the body alone, or as it is pasted and logged, with heads of HTTP and with a time before each line. Nobody read it but the
 * program that wrote it down.
 */
import { FORMAT, VERSION } from '../capture-file/format.ts';
import { isoTime } from '../export/iso-time.ts';
import type { CodeUnits, EpochMs } from '../units.ts';
import { createHttpDump, isHttpDump, type HttpDump } from './http-dump.ts';
import { ImportError } from './import-error.ts';
import type { ImportReader, ImportSink } from './import-reader.ts';
import { findPrefix, type LinePrefix } from './line-prefix.ts';
import { createStreamRecords, type StreamFacts } from './stream-records.ts';
import { isStream } from './stream-sign.ts';

export interface TextFacts extends StreamFacts {
  /** Lines of logs and dumps are held up to this length. */
  maxLine: CodeUnits;
  /** Its lines have times. */
  timed(): void;
}

/** Whether a text that begins so can be read here. */
export function isStreamText(head: string, isWhole: boolean): boolean {
  const isOne = (text: string): boolean => isStream(text) || isHttpDump(text);
  return isOne(head) || findPrefix(head, isWhole, 0, isOne) !== undefined;
}

/** The first text that is pushed must have the first lines: what they look like decides. */
export function readStream(sink: ImportSink, facts: TextFacts): ImportReader {
  const { name, at, maxLine, note } = facts;
  const stream = createStreamRecords(sink, facts);
  let prefix: LinePrefix | undefined;
  let dump: HttpDump | undefined;
  let begun = false;
  /** A line whose end is to come, and what a log has split of one. */
  let held = '';
  let parts = '';
  /** Of the file. */
  let line = 0;
  let isCut = false;
  let now: EpochMs | undefined;
  let unprefixed = 0;
  let wentBack = 0;

  const begin = (head: string): void => {
    begun = true;
    const isOne = (text: string): boolean => isStream(text) || isHttpDump(text);
    prefix = findPrefix(head, false, at, isOne) ?? findPrefix(head, true, at, isOne);
    if (isHttpDump(prefix === undefined ? head : withoutPrefix(prefix, head))) {
      dump = createHttpDump({
        begin: (exchange) => stream.begin(now ?? at, exchange, line),
        body: (text) => stream.line(text, now ?? at, line, isCut),
        end: (how) => stream.end(now ?? at, how),
      });
    }
    sink.header({ format: FORMAT, version: VERSION, createdAt: isoTime(at), generator: '', browser: '', page: { url: '', title: name } });
    if (prefix !== undefined && prefix.time !== 'none') facts.timed();
    if (prefix?.time === 'local') note('The times before the lines name no time zone; they are taken for times of this computer.');
    if (prefix?.time === 'clock') note('The times before the lines name no day; that on which the file was last changed is taken.');
    if (dump === undefined && prefix === undefined) stream.begin(at, undefined, 1);
  };

  /** What is left of a line; undefined: it goes on in the next one. */
  const strip = ({ read, time }: LinePrefix, text: string): string | undefined => {
    const found = read(text.endsWith('\r') ? text.slice(0, -1) : text);
    if (found === undefined) unprefixed += 1;
    else if (found.at !== undefined && time !== 'none') {
      if (now === undefined || found.at >= now) now = found.at;
      else wentBack += 1;
    }
    const whole = `${parts}${found?.text ?? text}`;
    parts = found?.isPart ? whole : '';
    if (parts.length > maxLine) throw new ImportError(line, `a line is longer than ${maxLine} characters`);
    return found?.isPart ? undefined : whole;
  };

  const readLine = (whole: string): void => {
    line += 1;
    const text = line === 1 ? whole.replace(/^\ufeff/, '') : whole;
    const rest = prefix === undefined ? text : strip(prefix, text);
    if (rest === undefined) return;
    if (dump !== undefined) return dump.line(rest);
    if (!stream.isBegun) stream.begin(now ?? at, undefined, line);
    stream.line(rest, now ?? at, line, isCut);
  };

  return {
    push(text) {
      if (!begun) begin(text);
      if (dump === undefined && prefix === undefined) return stream.text(text);
      const lines = `${held}${text}`.split('\n');
      held = lines.pop()!;
      for (const whole of lines) readLine(whole);
      if (held.length > maxLine) throw new ImportError(line + 1, `a line is longer than ${maxLine} characters`);
    },
    end() {
      if (!begun) begin('');
      isCut = true;
      // A log has the ends of lines itself: what it has of a line is all of it.
      if (prefix !== undefined) isCut = false;
      if (held !== '') readLine(held);
      dump?.finish();
      if (!stream.isBegun) note('There is no answer of a server in this text.');
      stream.end(now ?? at);
      if (unprefixed > 0) note(`${unprefixed} lines have nothing before them that the others have; they were read as they stand.`);
      if (wentBack > 0) note(`${wentBack} lines have an earlier time than a line before them; they have the time of that.`);
    },
  };
}

function withoutPrefix({ read }: LinePrefix, head: string): string {
  const lines = head.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.map((line) => read(line)?.text ?? line).join('\n');
}
