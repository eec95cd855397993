/** What a person has chosen for good: how things are shown. Saved with the settings, and guarded when they come back. */
import { isRecord } from '../../wire/protocol/guard.ts';
import { WITNESS_NAMES, type WitnessName } from '../../wire/protocol/command.ts';
import { readSavedFilters, type SavedFilter } from './saved-filters.ts';
import { LIMIT_RANGES, MAX_RULES_OFF, type LimitWishes, type RuleOff } from '../../wire/protocol/questions.ts';

export interface Preferences {
  /** How the time of a message is written: time of day, since the first message, or since the message before it in the list. */
  times: 'clock' | 'relative' | 'delta';
  /** Where the newest message stands. */
  newest: 'bottom' | 'top';
  /** Whether what was recorded of a page is kept when the tab goes to another. */
  preserve: boolean;
  /** Columns that are not shown, by names that their views chose ('messages.id'). */
  hidden: readonly string[];
  /** By which column the connections are sorted; null: in the order in which they came. */
  sort: Sort | null;
  /** Whether comments, and retries, are rows of the message list. */
  comments: boolean;
  retries: boolean;
  /** Whether the overview strip stands above the panes. */
  strip: boolean;
  /** Whether raw text shows how its lines end. */
  lineEnds: boolean;
  /** Witnesses that were turned on or off by hand; never the debugger, which is for one tab and one time. */
  witnesses: Readonly<Partial<Record<WitnessName, boolean>>>;
  /** What a capture may hold; missing: as the recorder has it. */
  limits: LimitWishes;
  /** Rules of the diagnosis that are not to be heard of, for streams of one origin each. */
  rulesOff: readonly RuleOff[];
  savedFilters: readonly SavedFilter[];
}

export interface Sort {
  column: string;
  descending: boolean;
}

export const defaultPreferences: Preferences = {
  times: 'clock',
  newest: 'bottom',
  preserve: true,
  hidden: [],
  sort: null,
  comments: true,
  retries: true,
  strip: true,
  lineEnds: true,
  witnesses: {},
  limits: {},
  rulesOff: [],
  savedFilters: [],
};

/** More than all columns of the panel, and longer than all their names: beyond it, a value was not made by us. */
const MAX_HIDDEN = 64;
const MAX_NAME = 64;
const LIMITS = ['messages', 'dataLength', 'attempts', 'rawBytes'] as const satisfies readonly (keyof LimitWishes)[];
const TIMES: readonly Preferences['times'][] = ['clock', 'relative', 'delta'];

/** Whatever is not right is what it was at first; never throws. */
export function readPreferences(saved: unknown): Preferences {
  if (!isRecord(saved)) return defaultPreferences;
  const { hidden, sort } = saved;
  return {
    times: TIMES.find((known) => known === saved['times']) ?? defaultPreferences.times,
    newest: saved['newest'] === 'top' ? 'top' : 'bottom',
    preserve: saved['preserve'] !== false,
    comments: saved['comments'] !== false,
    retries: saved['retries'] !== false,
    strip: saved['strip'] !== false,
    lineEnds: saved['lineEnds'] !== false,
    witnesses: readWitnesses(saved['witnesses']),
    hidden: Array.isArray(hidden) ? hidden.filter(isName).slice(0, MAX_HIDDEN) : [],
    limits: readLimits(saved['limits']),
    rulesOff: readRulesOff(saved['rulesOff']),
    savedFilters: readSavedFilters(saved['savedFilters']),
    sort: isRecord(sort) && isName(sort['column']) ? { column: sort['column'], descending: sort['descending'] === true } : null,
  };
}

/** @note Whether a rule of that name exists the recorder knows, which leaves out those that do not. */
function readRulesOff(saved: unknown): RuleOff[] {
  if (!Array.isArray(saved)) return [];
  return saved.filter((off): off is RuleOff => isRecord(off) && isName(off['rule']) && typeof off['origin'] === 'string').slice(0, MAX_RULES_OFF);
}

function readWitnesses(saved: unknown): Preferences['witnesses'] {
  if (!isRecord(saved)) return {};
  const witnesses: Partial<Record<WitnessName, boolean>> = {};
  for (const name of WITNESS_NAMES) {
    const on = saved[name];
    if (typeof on === 'boolean' && name !== 'debugger') witnesses[name] = on;
  }
  return witnesses;
}

function readLimits(saved: unknown): LimitWishes {
  if (!isRecord(saved)) return {};
  const limits: LimitWishes = {};
  for (const name of LIMITS) {
    const wish = saved[name];
    if (typeof wish === 'number' && isWithinRange(name, wish)) limits[name] = wish;
  }
  return limits;
}

/** Whether the recorder takes `wish` as a limit. */
export function isWithinRange(name: keyof LimitWishes, wish: number): boolean {
  return Number.isSafeInteger(wish) && wish >= LIMIT_RANGES[name].least && wish <= LIMIT_RANGES[name].most;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}
