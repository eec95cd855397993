/**
 * What programs write before each line of a log: a time (`ts`, `docker logs -t`, loggers), the name of its source (`docker compose logs`), its level, host,
 * process, or a whole record around it. Nobody lists what loggers write between the time and the text, so it is learnt: from the first line in which a
 * field of a stream is found. It is taken for a prefix only if all of the first lines have it, and an event stream is left.
 */
import type { EpochMs } from '../units.ts';
import { LOG_RECORDS } from './log-records.ts';
import { logTimes, type LogTime } from './log-times.ts';
import type { LinePrefix } from './prefixed-line.ts';

/** Lines at the begin that are looked at. */
const LOOKED_AT = 50;
/** What loggers write between time and text: more is text. */
const LONGEST = 200;
/** What may stand before the time: the source of `docker compose logs` and of `kubectl logs --prefix`, a level, the number of the line. */
const BEFORE = [
  '()',
  String.raw`([\w.-]+) +\| ?`,
  String.raw`\[((?:pod|container)/[^\]\s]+)\] ?`,
  String.raw`()\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR)\]?[ :]+`,
  String.raw`() *\d+[:\t] ?`,
];
/** A field of a stream, or a head of HTTP, that begins behind something that ends a word. */
const TEXT = /(?<=^|[\s|:>\])])(?:(?:data|event|id|retry):|(?:[<>] )?HTTP\/\d|(?:> )?[A-Z]{3,7} \S+ HTTP\/\d)/g;

/**
 * The prefix that the lines of a text have, or undefined.
 * @param head the begin of the text, whose last line may be cut
 * @param isStream whether a text is an event stream, or a dump of one
 */
export function findPrefix(head: string, isWhole: boolean, at: EpochMs, isStream: (text: string) => boolean): LinePrefix | undefined {
  const all = head.replace(/^\ufeff/, '').split(/\r\n|\r|\n/, LOOKED_AT + 1);
  const lines = (isWhole || all.length > LOOKED_AT ? all : all.slice(0, -1)).slice(0, LOOKED_AT).filter((line) => line.trim() !== '' && !isOfJournal(line));
  if (lines.length === 0 || isStream(lines[0]!)) return undefined;
  const fits = ({ read }: LinePrefix): boolean => {
    const texts: string[] = [];
    for (const line of lines) {
      const found = read(line);
      if (found === undefined) return false;
      if (found.isOther !== true) texts.push(found.text);
    }
    return isStream(texts.join('\n'));
  };
  const found = LOG_RECORDS.find(fits);
  if (found !== undefined) return found;
  const among = (start: RegExp, make: (label: string) => LinePrefix): LinePrefix | undefined =>
    lines.every((line) => start.test(line)) ? labels(lines, start).map(make).find(fits) : undefined;
  const times = logTimes(at);
  for (const before of BEFORE) {
    for (const time of times) {
      const start = new RegExp(String.raw`^${before}[[(]?${time.pattern}[\])]?`);
      const prefix = among(start, (label) => timed(start, label, time));
      if (prefix !== undefined) return prefix;
    }
  }
  for (const before of BEFORE) {
    const start = new RegExp(`^${before}`);
    // Without a time there has to be something, in each line; white space alone may be the server's own.
    const prefix = among(start, (label) => named(start, label, before !== '()'));
    if (prefix !== undefined) return prefix;
  }
  return undefined;
}

/** What journald writes of itself. */
export function isOfJournal(line: string): boolean {
  return /^-- (?:Journal|Logs|Boot|Reboot|No entries)\b.*/.test(line);
}

/** What may stand between `start` and the text: found in the first line that has a field. */
function labels(lines: readonly string[], start: RegExp): string[] {
  for (const line of lines) {
    const rest = line.slice(start.exec(line)?.[0].length ?? 0, LONGEST);
    const found = Array.from(rest.matchAll(TEXT), ({ index }) => rest.slice(0, index));
    if (found.length > 0) return found;
  }
  return [];
}

/** Numbers in it (of processes, threads, lines) and spaces differ from line to line. */
function labelPattern(label: string): string {
  const escaped = (text: string): string =>
    text
      .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
      .replaceAll(/\d+/g, String.raw`\d+`)
      .replaceAll(/ +(?=.)/g, ' +');
  return `(?:${escaped(label)}|${escaped(label.trimEnd())}$)`;
}

function timed(start: RegExp, label: string, { kind, read }: LogTime): LinePrefix {
  // No `?`: an optional group that matches nothing counts as one that did not match.
  const expression = new RegExp(`${start.source}(?:(${labelPattern(label)})|)`);
  return {
    time: kind,
    read(line) {
      const match = expression.exec(line);
      if (match === null) return undefined;
      const [whole, source, ...groups] = match;
      const isOther = label !== '' && groups.at(-1) === undefined;
      return { at: read(groups), text: line.slice(whole.length), ...(source === '' ? {} : { source }), ...(isOther ? { isOther } : {}) };
    },
  };
}

function named(start: RegExp, label: string, isNamed: boolean): LinePrefix {
  const expression = new RegExp(`${start.source}${labelPattern(label)}`);
  return {
    time: 'none',
    read(line) {
      const match = isNamed || label.trim() !== '' ? expression.exec(line) : null;
      return match === null ? undefined : { at: undefined, text: line.slice(match[0].length), ...(match[1] === '' ? {} : { source: match[1]! }) };
    },
  };
}
