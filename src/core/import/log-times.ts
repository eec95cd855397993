/** How programs write a time before a line of a log, and what moment it is. */
import type { EpochMs, Milliseconds } from '../units.ts';

export interface LogTime {
  /** A regular expression with the groups that `read` takes. */
  pattern: string;
  /** What kind of time it is: of a `clock` the day is not known, of `local` the time zone, and of `elapsed` when it began. */
  kind: 'exact' | 'local' | 'clock' | 'elapsed';
  /** Undefined: there is no such moment. */
  read(groups: readonly (string | undefined)[]): EpochMs | undefined;
}

const DAY: Milliseconds = 24 * 60 * 60 * 1000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE = String.raw`(\d{4})[-/](\d\d)[-/](\d\d)`;
const CLOCK = String.raw`(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?`;
const ZONE = String.raw` ?(Z|UTC|GMT|[+-]\d\d:?\d\d)`;
const MONTH = '([A-Z][a-z]{2})';

const known = (at: number): EpochMs | undefined => (Number.isNaN(at) ? undefined : at);

/** @param zone '' for that of this computer */
function moment(year: string, month: string, day: string, clock: string, part = '0', zone = ''): EpochMs | undefined {
  const offset = zone === '' || zone.includes(':') ? zone : /^[A-Z]/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return known(Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}.${part.slice(0, 3)}${offset}`));
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1);
}

/**
 * The most telling first.
 * @param at a moment of the day, or of the year, that times without one are of; the begin of those that count from one
 */
export function logTimes(at: EpochMs): LogTime[] {
  const day = new Date(at);
  const ofYear = (month: string, date = '', clock = '', part?: string): EpochMs | undefined => {
    // No year is written: the newest one that is not to come.
    const thisYear = moment(String(day.getFullYear()), month, date, clock, part);
    return thisYear !== undefined && thisYear > at + DAY ? moment(String(day.getFullYear() - 1), month, date, clock, part) : thisYear;
  };
  return [
    {
      pattern: `${DATE}[T ]${CLOCK}${ZONE}`,
      kind: 'exact',
      read: ([year, month, date, clock, part, zone]) => moment(year!, month!, date!, clock!, part, zone),
    },
    { pattern: `${DATE}[T ]${CLOCK}`, kind: 'local', read: ([year, month, date, clock, part]) => moment(year!, month!, date!, clock!, part) },
    {
      pattern: String.raw`(\d\d)\.(\d\d)\.(\d{4}),? ${CLOCK}`,
      kind: 'local',
      read: ([date, month, year, clock, part]) => moment(year!, month!, date!, clock!, part),
    },
    {
      pattern: String.raw`(\d\d)/${MONTH}/(\d{4}):${CLOCK}${ZONE}`,
      kind: 'exact',
      read: ([date, month, year, clock, part, zone]) => moment(year!, monthOf(month), date!, clock!, part, zone),
    },
    {
      pattern: String.raw`[A-Z][a-z]{2},? (\d{1,2}) ${MONTH} (\d{4}) ${CLOCK}${ZONE}`,
      kind: 'exact',
      read: ([date, month, year, clock, part, zone]) => moment(year!, monthOf(month), date!, clock!, part, zone),
    },
    {
      pattern: String.raw`[A-Z][a-z]{2} ${MONTH} +(\d{1,2}) ${CLOCK} (UTC|GMT) (\d{4})`,
      kind: 'exact',
      read: ([month, date, clock, part, zone, year]) => moment(year!, monthOf(month), date!, clock!, part, zone),
    },
    {
      pattern: String.raw`[A-Z][a-z]{2} ${MONTH} +(\d{1,2}) ${CLOCK} (\d{4})`,
      kind: 'local',
      read: ([month, date, clock, part, year]) => moment(year!, monthOf(month), date!, clock!, part),
    },
    { pattern: String.raw`${MONTH} +(\d{1,2}) ${CLOCK}`, kind: 'local', read: ([month, date, clock, part]) => ofYear(monthOf(month), date, clock, part) },
    // As Kubernetes and Go's glog write it.
    { pattern: String.raw`[IWEF](\d\d)(\d\d) ${CLOCK}`, kind: 'local', read: ([month, date, clock, part]) => ofYear(month!, date, clock, part) },
    { pattern: String.raw`(\d{13})(?!\d)`, kind: 'exact', read: ([milliseconds]) => Number(milliseconds) },
    { pattern: String.raw`(\d{10})(?!\d)(?:\.(\d{1,9}))?`, kind: 'exact', read: ([seconds, part = '0']) => Number(`${seconds}.${part}`) * 1000 },
    {
      pattern: String.raw`${CLOCK}( ?[AP]M)?`,
      kind: 'clock',
      read: ([clock, part = '0', half]) => {
        const [hours, minutes, seconds] = clock!.split(':').map(Number) as [number, number, number];
        const hour = half === undefined ? hours : (hours % 12) + (half.endsWith('PM') ? 12 : 0);
        return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minutes, seconds, Number(`0.${part}`) * 1000).getTime();
      },
    },
    { pattern: String.raw` *\+?(\d{1,8})\.(\d{1,9}) ?s?`, kind: 'elapsed', read: ([seconds, part]) => at + Number(`${seconds}.${part}`) * 1000 },
  ];
}
