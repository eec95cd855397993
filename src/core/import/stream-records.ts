/** The records of an event stream that is read as text: its connection, an attempt for each answer, their rows and raw text. */
import type { AttemptRecord, ConnectionRecord } from '../capture-file/format.ts';
import { OWN_COMMENT } from '../export/stream-text.ts';
import type { Outcome } from '../model/connection.ts';
import { headerValue } from '../model/header-value.ts';
import { isEventStream } from '../model/outcome.ts';
import { describeOddity, type Oddity } from '../parse/report.ts';
import { createRecordReader } from '../parse/record-reader.ts';
import { createStreamParser, type StreamParser } from '../parse/stream-parser.ts';
import { utf8Size } from '../bytes/utf8.ts';
import type { Bytes, CodeUnits, ConnectionId, EpochMs } from '../units.ts';
import type { DumpEnd, DumpExchange } from './dump-exchange.ts';
import { apiOf } from './har-api.ts';
import type { ImportSink } from './import-reader.ts';
import { rawRecords } from './raw-records.ts';

export interface StreamFacts {
  /** Missing: an event stream. */
  format?: 'ndjson';
  /** What the stream is called: the name of its file. */
  name: string;
  /** When the file was last changed. */
  at: EpochMs;
  /** Told of each oddity, with its line. */
  note(text: string): void;
  /** Whether there is room for so many more bytes of raw text. */
  takeRaw(length: Bytes): boolean;
}

export interface StreamRecords {
  readonly isBegun: boolean;
  /** An attempt begins. `exchange`: what is known of its request and answer; `line`: of the file, where its body begins. */
  begin(at: EpochMs, exchange: DumpExchange | undefined, line: number): void;
  /** The next text of its body. */
  text(text: string): void;
  /** A line of its body with its end, which is line `line` of the file. */
  line(text: string, at: EpochMs, line: number, end: '' | '\n' | '\r'): void;
  /** It ended. Without `error` cleanly. `byProgram`: whoever wrote it down did not go on. */
  end(at: EpochMs, how?: DumpEnd): void;
}

interface Current {
  record: AttemptRecord;
  parser: Pick<StreamParser, 'push' | 'end' | 'lineEnds'>;
  /** The body is a stream, and was read. */
  isRead: boolean;
  /** Text that is not handed on yet, and where it begins. */
  text: string;
  offset: Bytes;
  dropped: Bytes;
  /** Of the file, where its body begins; undefined: it has no head. */
  headEnd: number | undefined;
  /** Where lines of the body stand in the file, as far as they are not one after the other. */
  places: { from: number; shift: number }[];
}

/** Raw text is handed on in pieces of this size. */
const PIECE: CodeUnits = 64 * 1024;

/** @param ids the newest connection of the file; other streams may stand in it */
export function createStreamRecords(sink: ImportSink, { name, at: fileAt, note, takeRaw, format }: StreamFacts, ids: { newest: ConnectionId }): StreamRecords {
  let connection = 0;
  let n = 0;
  let url = '';
  let seq = 0;
  let current: Current | undefined;
  let now = fileAt;

  const connect = (exchange: DumpExchange | undefined, createdAt: EpochMs): void => {
    const asked = urlOf(exchange) ?? (url === '' ? name : url);
    if (connection > 0 && asked === url) return;
    url = asked;
    connection = ids.newest += 1;
    n = 0;
    seq = 0;
    const { method = 'GET', headers = [], isCommand = false } = exchange?.request ?? {};
    const api = isCommand || format !== undefined ? 'fetch' : apiOf({ resource: '', method, hasBody: false, headers });
    const facts = { context: 'page', withCredentials: false, createdAt, frameUrl: '', unwatched: true } as const;
    sink.record({ kind: 'connection', id: connection, api, url, ...facts, heardTypes: [] } satisfies ConnectionRecord, 0);
  };

  const remark = (oddity: Oddity, places: Current['places']): void => {
    const { shift } = places.findLast(({ from }) => from <= oddity.line) ?? { shift: 0 };
    note(`Line ${oddity.line + shift}: ${describeOddity(oddity)}`);
  };

  const begin: StreamRecords['begin'] = (at, exchange, line) => {
    end(at);
    now = at;
    connect(exchange, at);
    n += 1;
    const of = { connection, attempt: n, from: 'wire' } as const;
    const record: AttemptRecord = { ...attemptRecord(connection, n, at, exchange), format };
    const isRead = record.outcome === 'ended' || (record.method !== undefined && record.method !== 'GET' && isStreamHead(exchange));
    const places: Current['places'] = [{ from: 1, shift: line - 1 }];
    const parser =
      format === 'ndjson'
        ? createLineParser((data, to) => sink.record({ kind: 'message', ...of, at: now, seq: seq++, type: 'message', lastEventId: '', data, heard: true }, to))
        : createStreamParser(
            {
              message: ({ type, data, lastEventId, line: to }) =>
                sink.record({ kind: 'message', ...of, at: now, seq: seq++, type, lastEventId, data, heard: true }, to),
              comment: (text, { line: to }) => text.startsWith(OWN_COMMENT) || sink.record({ kind: 'comment', ...of, at: now, seq: seq++, text }, to),
              retry(ms, { line: to }) {
                if (Number.isFinite(ms)) record.retryWritten = ms;
                sink.record({ kind: 'retry', ...of, at: now, seq: seq++, ms }, to);
              },
              oddity: (oddity) => remark(oddity, places),
            },
            { lastEventId: record.lastEventIdSent },
          );
    current = { record, parser, isRead, text: '', offset: 0, dropped: 0, headEnd: exchange?.response && line, places };
    sink.record(record, 0);
  };

  const handOn = (of: Current, isLast: boolean): void => {
    // Half of a character waits for the other half.
    const unit = of.text.charCodeAt(of.text.length - 1);
    const to = !isLast && unit >= 0xd800 && unit < 0xdc00 ? of.text.length - 1 : of.text.length;
    const text = of.text.slice(0, to);
    of.text = of.text.slice(to);
    if (text === '') return;
    const size = utf8Size(text);
    // What comes after a hole is not read: the rest goes as well.
    if (of.dropped > 0 || !takeRaw(size)) of.dropped += size;
    else for (const record of rawRecords(text, { connection, attempt: n, at: now, whole: true }, of.offset)) sink.record(record, 0);
    of.offset += size;
  };

  const push = (of: Current, text: string): void => {
    if (!of.isRead) return;
    of.parser.push(text);
    of.text += text;
    if (of.text.length >= PIECE) handOn(of, false);
  };

  const end: StreamRecords['end'] = (at, how) => {
    if (current === undefined) return;
    const of = current;
    current = undefined;
    now = Math.max(now, at);
    of.parser.end();
    handOn(of, true);
    const { record } = of;
    const isAbsent = of.isRead && of.offset === 0 && of.headEnd !== undefined;
    if (isAbsent) note(`Line ${of.headEnd}: the text has the head of this answer and nothing of its body, so its messages are not known.`);
    const isCut = how?.error !== undefined && how.byProgram !== true;
    if (how?.error !== undefined && how.byProgram === true) note(`The program that wrote this down ended it itself: ${how.error}`);
    if (isCut && record.outcome === 'ended') Object.assign(record, { outcome: 'cut', error: how.error });
    record.endedAt = now;
    // Where nobody says that it ended, what is there may be a part.
    const complete = how !== undefined && how.error === undefined && of.dropped === 0;
    if (of.isRead && !isAbsent) record.raw = { length: of.offset, from: 'wire', complete, dropped: of.dropped };
    sink.record(record, 0);
    sink.record({ kind: 'state', connection, at: now, readyState: 2, by: 'page' }, 0);
  };

  return {
    get isBegun() {
      return connection > 0;
    },
    begin,
    text(text) {
      if (current !== undefined) push(current, text);
    },
    line(text, at, line, lineEnd) {
      if (current === undefined) return;
      now = at;
      const { lf, cr, crlf } = current.parser.lineEnds;
      const from = lf + cr + crlf + 1;
      const last = current.places.at(-1)!;
      if (line - from !== last.shift) {
        if (last.from === from) last.shift = line - from;
        else current.places.push({ from, shift: line - from });
      }
      push(current, `${text}${lineEnd}`);
    },
    end,
  };
}

function attemptRecord(connection: number, n: number, at: EpochMs, exchange: DumpExchange | undefined): AttemptRecord {
  const { request, response, redirects = [] } = exchange ?? {};
  const outcome = outcomeOf(exchange);
  return {
    kind: 'attempt',
    connection,
    n,
    startedAt: at,
    openedAt: outcome === 'ended' ? at : undefined,
    endedAt: at,
    outcome,
    method: request?.method,
    status: response?.status,
    statusLine: response?.firstLine,
    httpVersion: response?.httpVersion,
    requestHeaders: request?.headers,
    responseHeaders: response?.headers,
    redirects: redirects.length === 0 ? undefined : redirects.map((redirect) => ({ ...redirect, at })),
    lastEventIdSent: request && headerValue(request.headers, 'last-event-id'),
    untimed: true,
  };
}

/** Of a body without a head nothing is known but that somebody got it. */
function outcomeOf(exchange: DumpExchange | undefined): Outcome {
  const status = exchange?.response?.status;
  if (status === undefined) return 'ended';
  if (status === 204) return 'no-content';
  if (status !== 200) return 'http-error';
  return isStreamHead(exchange) ? 'ended' : 'bad-type';
}

function isStreamHead(exchange: DumpExchange | undefined): boolean {
  const type = exchange?.response?.headers.findLast(({ name }) => name.toLowerCase() === 'content-type')?.value;
  return isEventStream(type);
}

/** Absolute, as far as the dump has it. */
function urlOf(exchange: DumpExchange | undefined): string | undefined {
  const { target = '', headers = [] } = exchange?.request ?? {};
  if (/^https?:\/\//.test(target)) return target;
  const host = headerValue(headers, 'host');
  return host === undefined || !target.startsWith('/') ? undefined : `${exchange?.isSecure ? 'https' : 'http'}://${host}${target}`;
}

/** Each line is a message. It has no line numbers of its own: an empty line is none. */
function createLineParser(message: (data: string, line: number) => void): Current['parser'] {
  return { ...createRecordReader('ndjson', (data) => message(data, 0)), lineEnds: { lf: 0, cr: 0, crlf: 0 } };
}
