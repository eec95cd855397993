/**
 * Writes page observations as the text of a batch.
 *
 * A batch is one string, since strings cross from the page's world to ours without a copy and JSON would cost more than the
 * message itself (bench: hook). It begins with its base time; then records follow, each a kind letter, integers, `;` and the
 * bare strings whose lengths the integers gave:
 *
 * ```
 * b 1795224860123456 ;                                       base: microseconds since the epoch
 * d delta,title,url ; title url                              document
 * c source,delta,credentials,url,stack ; url stack           created
 * l source,delta,type ; type                                 listening
 * u source,delta,type ; type                                 not listening any more
 * o source,delta ;                                           opened
 * e source,delta,readyState ;                                failed
 * m source,delta,type,id,data ; type id data                 message; type -1: `message`; id -1: as the one before of this source in this batch
 * x source,delta,stack ; stack                               closed by the page
 * h delta,persisted ;   s delta ;                            pagehide, pageshow
 * g source,delta,count,why ; why                             lost; source 0: not told apart
 * r source,delta,started,api,format,status,credentials,      reading: api 0 fetch, 1 XHR; format as in READING_FORMATS, 3: none; body text -1: none;
 *   body,bodyText,method,url,responseUrl,statusText,           `started` as a delta; headers as lines, a name and a value each
 *   headers,responseHeaders,stack ; those from bodyText on
 * y source,delta,offset,flags,length ; bytes                 bytes of a reading, as text (see below); flags 1: whole, 2: decoded, 4: base64
 * z source,delta,offset,length ;                             bytes lost
 * n source,delta,by,message ; message                        reading ended; by as in READING_ENDS; message -1: none
 * ```
 * (spaces only here). `delta` is microseconds since the base, and may be negative.
 *
 * Bytes are written in base64, which the browser's own `toBase64` makes at more than 10 GB/s, whatever they are. A browser without it (Chromium
 * before 140, Firefox before 133) decodes them as windows-1252, [spec: encoding.spec.whatwg.org] which gives every byte a code unit of its own:
 * at 4 GB/s text of ASCII, other text at less than 1.
 *
 * @note Runs in the inspected page: only operators, and built-ins taken at load, so that a page that patches built-ins
 * neither sees nor breaks it.
 */
import type { Bytes, CodeUnits, EpochMs, SourceNumber } from '../../core/units.ts';

const { round } = Math;

/** Microseconds since the epoch: the base of a batch. Exact: 2^53 µs last until the year 2255. */
export const toMicros = (at: EpochMs): number => round(at * 1000);

export const writeBase = (baseMicros: number): string => 'b' + baseMicros + ';';

export const writeDocument = (delta: number, url: string, title: string): string => 'd' + delta + ',' + title.length + ',' + url.length + ';' + title + url;

export const writeCreated = (source: SourceNumber, delta: number, withCredentials: boolean, url: string, stack: string): string =>
  'c' + source + ',' + delta + ',' + (withCredentials ? 1 : 0) + ',' + url.length + ',' + stack.length + ';' + url + stack;

export const writeListening = (source: SourceNumber, delta: number, type: string, listens: boolean): string =>
  (listens ? 'l' : 'u') + source + ',' + delta + ',' + type.length + ';' + type;

export const writeOpened = (source: SourceNumber, delta: number): string => 'o' + source + ',' + delta + ';';

export const writeFailed = (source: SourceNumber, delta: number, readyState: number): string => 'e' + source + ',' + delta + ',' + readyState + ';';

/** `lastEventId` undefined: the same as that of the message before of this source in this batch. */
export const writeMessage = (source: SourceNumber, delta: number, type: string, lastEventId: string | undefined, data: string): string => {
  const head = 'm' + source + ',' + delta + (type === 'message' ? ',-1,' : ',' + type.length + ',');
  const name = type === 'message' ? '' : type;
  return lastEventId === undefined
    ? head + '-1,' + data.length + ';' + name + data
    : head + lastEventId.length + ',' + data.length + ';' + name + lastEventId + data;
};

export const writeClosed = (source: SourceNumber, delta: number, stack: string): string => 'x' + source + ',' + delta + ',' + stack.length + ';' + stack;

export const writeHidden = (delta: number, persisted: boolean): string => 'h' + delta + ',' + (persisted ? 1 : 0) + ';';

export const writeShown = (delta: number): string => 's' + delta + ';';

export const writeLost = (source: SourceNumber | 0, delta: number, messages: number, why: string): string =>
  'g' + source + ',' + delta + ',' + messages + ',' + why.length + ';' + why;

/** What `writeReading` needs, with the times as deltas and the numbers as in `READING_FORMATS` and `READING_APIS` of batch-reader.ts. */
export interface ReadingHead {
  api: 0 | 1;
  format: 0 | 1 | 2 | 3;
  status: number;
  withCredentials: boolean;
  bodyLength: CodeUnits;
  body: string | undefined;
  method: string;
  url: string;
  responseUrl: string;
  statusText: string;
  /** `name\nvalue\n` for each. */
  requestHeaders: string;
  responseHeaders: string;
  stack: string;
}

export const writeReading = (source: SourceNumber, delta: number, started: number, head: ReadingHead): string => {
  const { body, method, url, responseUrl, statusText, requestHeaders, responseHeaders, stack } = head;
  const texts = [method, url, responseUrl, statusText, requestHeaders, responseHeaders, stack];
  let ints = 'r' + source + ',' + delta + ',' + started + ',' + head.api + ',' + head.format + ',' + head.status + ',';
  ints += (head.withCredentials ? 1 : 0) + ',' + head.bodyLength + ',' + (body === undefined ? -1 : body.length);
  let strings = body ?? '';
  for (let i = 0; i < texts.length; i++) {
    ints += ',' + (texts[i] as string).length;
    strings += texts[i] as string;
  }
  return ints + ';' + strings;
};

/** `text`: the bytes in base64 with flag 4, else decoded as windows-1252. */
export const writeBytes = (source: SourceNumber, delta: number, offset: Bytes, flags: number, text: string): string =>
  'y' + source + ',' + delta + ',' + offset + ',' + flags + ',' + text.length + ';' + text;

/** `length` 0: nobody knows how many. */
export const writeBytesLost = (source: SourceNumber, delta: number, offset: Bytes, length: Bytes): string =>
  'z' + source + ',' + delta + ',' + offset + ',' + length + ';';

export const writeReadingEnded = (source: SourceNumber, delta: number, by: number, message: string | undefined): string =>
  'n' + source + ',' + delta + ',' + by + ',' + (message === undefined ? '-1;' : message.length + ';' + message);
