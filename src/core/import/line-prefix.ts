/**
 * What programs write before each line of a log: a time (`ts`, `docker logs -t`, `kubectl logs --timestamps`, loggers), the name of its source
 * (`docker compose logs`), or a whole record around it (files of Docker and of Kubernetes). Taken for one only if all of the first lines have it, and
 * an event stream is left.
 */
import { isObject } from '../capture-file/check-record.ts';
import type { EpochMs, Milliseconds } from '../units.ts';

export interface PrefixedLine {
  /** When it was written; undefined: this line does not say. */
  at: EpochMs | undefined;
  /** What is left, without its line end. */
  text: string;
  /** It goes on in the next line. */
  isPart?: true;
}

export interface LinePrefix {
  /** What kind of time it is: of a `clock` the day is not known, and of `local` the time zone. */
  readonly time: 'exact' | 'local' | 'clock' | 'none';
  /** Undefined: the line has no such prefix. */
  read(line: string): PrefixedLine | undefined;
}

/** Reads the time of a match; undefined where it is none. */
type Clock = (match: RegExpExecArray) => EpochMs | undefined;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY: Milliseconds = 24 * 60 * 60 * 1000;
/** Lines at the begin that are looked at. */
const LOOKED_AT = 50;
/** Between a time and its line; a line without text may end before it. */
const SEPARATORS = [' ', '\t', ' | ', ': ', ' - ', '  '];
/** The source of a line, before its time: of `docker compose logs`, and of `kubectl logs --prefix`. */
const SOURCES = ['', String.raw`[\w.-]+ +\| ?`, String.raw`\[(?:pod|container)\/[^\]\s]+\] ?`];

const known = (at: number): EpochMs | undefined => (Number.isNaN(at) ? undefined : at);

/** `at`: a moment of the day, or of the year, that times without one are of. */
function stamps(at: EpochMs): { pattern: string; time: LinePrefix['time']; clock: Clock }[] {
  const day = new Date(at);
  return [
    {
      pattern: String.raw`\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(Z|UTC|[+-]\d\d:?\d\d)\]?`,
      time: 'exact',
      clock: ([, date, time, part = '0', zone]) => known(Date.parse(`${date}T${time}.${part.slice(0, 3)}${zoneOf(zone!)}`)),
    },
    {
      pattern: String.raw`\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\]?`,
      time: 'local',
      clock: ([, date, time, part = '0']) => known(Date.parse(`${date}T${time}.${part.slice(0, 3)}`)),
    },
    {
      pattern: String.raw`\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\]`,
      time: 'exact',
      clock: ([, date, month, year, time, zone]) => known(Date.parse(`${year}-${monthOf(month!)}-${date}T${time}${zoneOf(zone!)}`)),
    },
    {
      pattern: String.raw`([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?`,
      time: 'local',
      clock: ([, month, date, time, part = '0']) => {
        const of = (year: number): number => Date.parse(`${year}-${monthOf(month!)}-${date!.padStart(2, '0')}T${time}.${part.slice(0, 3)}`);
        // No year is written: the newest one that is not to come.
        const thisYear = of(day.getFullYear());
        return known(thisYear > at + DAY ? of(day.getFullYear() - 1) : thisYear);
      },
    },
    { pattern: String.raw`\[?(\d{10})(?:\.(\d{1,9}))?\]?`, time: 'exact', clock: ([, seconds, part = '0']) => Number(`${seconds}.${part}`) * 1000 },
    { pattern: String.raw`\[?(\d{13})\]?`, time: 'exact', clock: ([, milliseconds]) => Number(milliseconds) },
    {
      pattern: String.raw`\[?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\]?`,
      time: 'clock',
      clock: ([, hours, minutes, seconds, part = '0']) =>
        new Date(day.getFullYear(), day.getMonth(), day.getDate(), Number(hours), Number(minutes), Number(seconds), Number(`0.${part}`) * 1000).getTime(),
    },
  ];
}

function zoneOf(zone: string): string {
  if (zone === 'Z' || zone === 'UTC') return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function monthOf(name: string): string {
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return String(month).padStart(2, '0');
}

/** `{"log":"data: 1\n","stream":"stdout","time":"…"}`: how Docker keeps what a container writes. */
const dockerFile: LinePrefix = {
  time: 'exact',
  read(line) {
    if (!line.startsWith('{')) return undefined;
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch {
      return undefined;
    }
    if (!isObject(record) || typeof record.log !== 'string') return undefined;
    const isWhole = record.log.endsWith('\n');
    const at = known(Date.parse(typeof record.time === 'string' ? record.time : ''));
    return { at, text: isWhole ? record.log.slice(0, -1) : record.log, ...(isWhole ? {} : { isPart: true }) };
  },
};

/** `2026-03-01T10:00:00.1Z stdout F data: 1`: how Kubernetes keeps what a container writes. */
const containerFile: LinePrefix = {
  time: 'exact',
  read(line) {
    const [, time, part, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) ([FP])(?: (.*))?$/s.exec(line) ?? [];
    if (time === undefined) return undefined;
    return { at: known(Date.parse(time)), text: text ?? '', ...(part === 'P' ? { isPart: true } : {}) };
  },
};

function stamped(source: string, { pattern, time, clock }: ReturnType<typeof stamps>[number], separator: string): LinePrefix {
  const end = separator.trimEnd();
  const escaped = (text: string): string => text.replace(/[|]/g, '\\$&');
  const expression = new RegExp(`^${source}${pattern}(?:${escaped(separator)}|${escaped(end)}$)`);
  return {
    time,
    read(line) {
      const match = expression.exec(line);
      return match === null ? undefined : { at: clock(match), text: line.slice(match[0].length) };
    },
  };
}

function named(source: string): LinePrefix {
  const expression = new RegExp(`^${source}`);
  return {
    time: 'none',
    read(line) {
      const match = expression.exec(line);
      return match === null ? undefined : { at: undefined, text: line.slice(match[0].length) };
    },
  };
}

/**
 * The prefix that the lines of a text have, or undefined.
 * @param head the begin of the text, whose last line may be cut
 * @param isStream whether a text is an event stream, or a dump of one
 */
export function findPrefix(head: string, isWhole: boolean, at: EpochMs, isStream: (text: string) => boolean): LinePrefix | undefined {
  const all = head.replace(/^\ufeff/, '').split(/\r?\n/, LOOKED_AT + 1);
  const lines = (isWhole || all.length > LOOKED_AT ? all : all.slice(0, -1)).slice(0, LOOKED_AT).filter((line) => line.trim() !== '');
  if (lines.length === 0 || isStream(lines[0]!)) return undefined;
  const fits = ({ read }: LinePrefix): boolean => {
    const texts: string[] = [];
    for (const line of lines) {
      const found = read(line);
      if (found === undefined) return false;
      texts.push(found.text);
    }
    return isStream(texts.join('\n'));
  };
  for (const prefix of [dockerFile, containerFile]) if (fits(prefix)) return prefix;
  const times = stamps(at);
  for (const source of SOURCES) {
    for (const stamp of times) {
      if (!new RegExp(`^${source}${stamp.pattern}`).test(lines[0]!)) continue;
      const found = SEPARATORS.map((separator) => stamped(source, stamp, separator)).find(fits);
      if (found !== undefined) return found;
    }
    if (source !== '' && fits(named(source))) return named(source);
  }
  return undefined;
}
