/** Reads the text of a batch (see batch-writer.ts) back into observations. The text comes from a page's process: nothing in it is trusted. */
import { decodeBase64 } from '../../core/bytes/base64.ts';
import { fromWindows1252 } from '../../core/bytes/windows-1252.ts';
import type { BytesCame, BytesLost } from '../../core/model/bytes-observation.ts';
import type { Header, LossReason, PageObservation, ReadingBegun, ReadingEnd, ReadingFormat } from '../../core/model/observation.ts';
import type { Frame } from './relay-messages.ts';
import type { EpochMs, SessionId } from '../../core/units.ts';

/** The sender of a batch, as the browser itself names it. */
export interface BatchOrigin {
  session: SessionId;
  frame: Frame;
}

/** A batch that breaks the format. Observations before the break have been given already. */
export class BrokenBatch extends Error {
  override readonly name = 'BrokenBatch';
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(`batch broken at offset ${offset}: ${reason}`);
    this.offset = offset;
  }
}

const LOSS_REASONS: ReadonlySet<string> = new Set<LossReason>(['backlog-full', 'overflow', 'broken-batch', 'limit']);
const isLossReason = (text: string): text is LossReason => LOSS_REASONS.has(text);

/** What a batch tells. */
export type BatchObservation = PageObservation | BytesCame | BytesLost;

/** Numbers of a batch stand for these, in this order. */
export const READING_APIS: readonly ReadingBegun['api'][] = ['fetch', 'xhr'];
export const READING_FORMATS: readonly ReadingFormat[] = ['event-stream', 'ndjson', 'json-seq'];
export const READING_ENDS: readonly ReadingEnd[] = ['server', 'abort', 'cancel', 'error', 'timeout'];

/** Flags of a record of bytes. */
const WHOLE = 1;
const DECODED = 2;
const BASE64 = 4;
/** [spec] URL: so begins each that is absolute, as browsers write it. */
const SCHEME = /^[a-z][a-z\d+.-]*:/;
/** The most integers that a record has. */
const INTS = 16;

/**
 * Gives each observation of `text` to `sink`, in order.
 * @throws {BrokenBatch} at the first record that breaks the format.
 */
export function readBatch(text: string, origin: BatchOrigin, sink: (observation: BatchObservation) => void): void {
  const { session } = origin;
  const { url: documentUrl, ...frame } = origin.frame;
  const lastIds = new Map<number, string>();
  const ints = Array.from({ length: INTS }, () => 0);
  let baseMicros = 0;
  let at = 0;

  const broken = (reason: string): never => {
    throw new BrokenBatch(at, reason);
  };
  /** Reads `count` integers up to and with the `;`. */
  const readInts = (count: number): void => {
    for (let i = 0; i < count; i++) {
      let negative = false;
      let value = 0;
      let digits = 0;
      let code = text.charCodeAt(at);
      if (code === 45) {
        negative = true;
        code = text.charCodeAt(++at);
      }
      while (code >= 48 && code <= 57) {
        value = value * 10 + (code - 48);
        digits++;
        code = text.charCodeAt(++at);
      }
      if (digits === 0 || digits > 16) broken('expected an integer');
      if (code !== (i === count - 1 ? 59 : 44)) broken(`expected "${i === count - 1 ? ';' : ','}"`);
      at++;
      ints[i] = negative ? -value : value;
    }
  };
  const int = (i: number): number => ints[i] as number;
  const take = (length: number): string => {
    if (length < 0 || at + length > text.length) broken(`a string of ${length} code units does not fit`);
    return text.slice(at, (at += length));
  };
  const time = (delta: number): EpochMs => (baseMicros + delta) / 1000;

  while (at < text.length) {
    const kind = text.charCodeAt(at++);
    switch (kind) {
      case 109 /* m */: {
        readInts(5);
        const source = int(0);
        const when = time(int(1));
        const idLength = int(3);
        const dataLength = int(4);
        const type = int(2) === -1 ? 'message' : take(int(2));
        let lastEventId: string;
        if (idLength === -1) lastEventId = lastIds.get(source) ?? broken('no id before in this batch');
        else lastIds.set(source, (lastEventId = take(idLength)));
        sink({ kind: 'message', session, source, at: when, type, lastEventId, data: take(dataLength) });
        break;
      }
      case 98 /* b */:
        readInts(1);
        baseMicros = int(0);
        break;
      case 100 /* d */: {
        readInts(3);
        const urlLength = int(2);
        const when = time(int(0));
        const title = take(int(1));
        // What the browser says of it counts: a page may speak for its content script.
        const url = take(urlLength);
        sink({ kind: 'document', session, at: when, url: documentUrl ?? url, title, frame });
        break;
      }
      case 99 /* c */: {
        readInts(5);
        const [source, delta, credentials, urlLength, stackLength] = [int(0), int(1), int(2), int(3), int(4)];
        const url = take(urlLength);
        // That of an `EventSource` always is; the page may have made this up for who would take it for something else.
        if (!SCHEME.test(url)) broken('no absolute URL');
        sink({ kind: 'created', session, source, at: time(delta), url, withCredentials: credentials === 1, stack: take(stackLength) });
        break;
      }
      case 108 /* l */:
      case 117 /* u */:
        readInts(3);
        sink({ kind: kind === 108 ? 'listening' : 'unlistening', session, source: int(0), at: time(int(1)), type: take(int(2)) });
        break;
      case 111 /* o */:
        readInts(2);
        sink({ kind: 'opened', session, source: int(0), at: time(int(1)) });
        break;
      case 101 /* e */: {
        readInts(3);
        const readyState = int(2);
        if (readyState !== 0 && readyState !== 1 && readyState !== 2) return broken('readyState is 0, 1 or 2');
        sink({ kind: 'failed', session, source: int(0), at: time(int(1)), readyState });
        break;
      }
      case 120 /* x */:
        readInts(3);
        sink({ kind: 'closed', session, source: int(0), at: time(int(1)), stack: take(int(2)) });
        break;
      case 104 /* h */:
        readInts(2);
        sink({ kind: 'document-hidden', session, at: time(int(0)), persisted: int(1) === 1 });
        break;
      case 115 /* s */:
        readInts(1);
        sink({ kind: 'document-shown', session, at: time(int(0)) });
        break;
      case 103 /* g */: {
        readInts(4);
        const [source, delta, messages] = [int(0), int(1), int(2)];
        const why = take(int(3));
        if (!isLossReason(why)) return broken('unknown reason of a loss');
        sink({ kind: 'lost', session, ...(source === 0 ? {} : { source }), at: time(delta), messages, why });
        break;
      }
      case 121 /* y */: {
        readInts(5);
        const [source, when, offset, flags] = [int(0), time(int(1)), int(2), int(3)];
        if (flags < 0 || flags > 7) return broken('flags of bytes');
        const written = take(int(4));
        // The hook writes its padding.
        const isCut = (flags & BASE64) !== 0 && written.length % 4 !== 0;
        const bytes = (isCut ? undefined : (flags & BASE64 ? decodeBase64 : fromWindows1252)(written)) ?? broken('a code unit that is no byte');
        if (offset < 0) return broken('offset of bytes');
        sink({
          kind: 'bytes',
          of: { session, source },
          at: when,
          offset,
          bytes,
          ...(flags & WHOLE ? { whole: true as const } : {}),
          ...(flags & DECODED ? { decoded: true as const } : {}),
        });
        break;
      }
      case 114 /* r */: {
        readInts(INTS);
        const api = READING_APIS[int(3)] ?? broken('unknown api of a reading');
        const refused = int(4) === READING_FORMATS.length;
        const format = refused ? 'event-stream' : (READING_FORMATS[int(4)] ?? broken('unknown format of a reading'));
        const [source, when, startedAt, status, credentials, bodyLength] = [int(0), time(int(1)), time(int(2)), int(5), int(6), int(7)];
        const lengths = ints.slice(8);
        const body = lengths[0] === -1 ? undefined : take(int(8));
        const [method, url, responseUrl, statusText, asked, answered, stack] = lengths.slice(1).map(take) as [
          string,
          string,
          string,
          string,
          string,
          string,
          string,
        ];
        sink({
          kind: 'reading',
          session,
          source,
          at: when,
          startedAt,
          api,
          format,
          ...(refused ? { refused } : {}),
          method,
          url,
          responseUrl,
          status,
          statusText,
          requestHeaders: readHeaderLines(asked) ?? broken('request headers'),
          responseHeaders: readHeaderLines(answered) ?? broken('response headers'),
          ...(body === undefined ? {} : { body }),
          bodyLength,
          withCredentials: credentials === 1,
          stack,
        });
        break;
      }
      case 110 /* n */: {
        readInts(4);
        const by = READING_ENDS[int(2)] ?? broken('unknown end of a reading');
        const [source, when] = [int(0), time(int(1))];
        const message = int(3) === -1 ? undefined : take(int(3));
        sink({ kind: 'reading-ended', session, source, at: when, by, ...(message === undefined ? {} : { message }) });
        break;
      }
      case 122 /* z */:
        readInts(4);
        if (int(2) < 0 || int(3) < 0) return broken('offset or length of a loss');
        sink({ kind: 'bytes-lost', of: { session, source: int(0) }, at: time(int(1)), offset: int(2), length: int(3) });
        break;
      default:
        at--;
        broken('unknown kind of record');
    }
  }
}

/** Undefined: no whole pairs of lines. */
function readHeaderLines(text: string): Header[] | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length % 2 !== 0) return undefined;
  const headers: Header[] = [];
  for (let i = 0; i < lines.length; i += 2) headers.push({ name: lines[i] ?? '', value: lines[i + 1] ?? '' });
  return headers;
}
