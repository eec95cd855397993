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
 * o source,delta ;                                           opened
 * e source,delta,readyState ;                                failed
 * m source,delta,type,id,data ; type id data                 message; type -1: `message`; id -1: as the one before of this source in this batch
 * x source,delta,stack ; stack                               closed by the page
 * h delta,persisted ;   s delta ;                            pagehide, pageshow
 * g source,delta,count,why ; why                             lost; source 0: not told apart
 * ```
 * (spaces only here). `delta` is microseconds since the base, and may be negative.
 *
 * @note Runs in the inspected page: only operators, and built-ins taken at load, so that a page that patches built-ins
 * neither sees nor breaks it.
 */
import type { EpochMs, SourceNumber } from '../../core/units.ts';

const { round } = Math;

/** Microseconds since the epoch: the base of a batch. Exact: 2^53 µs last until the year 2255. */
export const toMicros = (at: EpochMs): number => round(at * 1000);

export const writeBase = (baseMicros: number): string => 'b' + baseMicros + ';';

export const writeDocument = (delta: number, url: string, title: string): string => 'd' + delta + ',' + title.length + ',' + url.length + ';' + title + url;

export const writeCreated = (source: SourceNumber, delta: number, withCredentials: boolean, url: string, stack: string): string =>
  'c' + source + ',' + delta + ',' + (withCredentials ? 1 : 0) + ',' + url.length + ',' + stack.length + ';' + url + stack;

export const writeListening = (source: SourceNumber, delta: number, type: string): string => 'l' + source + ',' + delta + ',' + type.length + ';' + type;

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
