/** What a person has chosen for good: one entry a setting. Saved by the panel, and guarded when it comes back. */
import { WITNESS_NAMES } from '../wire/protocol/command.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import { LIMIT_RANGES, MAX_RULES_OFF, type LimitWishes, type RuleOff } from '../wire/protocol/questions.ts';
import { SAVED_FILTERS } from './saved-filters.ts';
import { flag, listOf, oneOf, someOf, type Shape } from './shapes.ts';

/**
 * Who obeys a setting beside the views: `recorder` every recorder, `live-recorder` one that records. A file is shown as it is, whatever a capture may hold.
 */
type ObeyedBy = 'recorder' | 'live-recorder';

interface Extras {
  /** In English, for its control; other languages have `setting.<name>` where they translate it. Missing: it has no control of its own. */
  label?: string;
  obeyedBy?: ObeyedBy;
}

/** What every entry of the table has, whatever its value. */
interface Entry extends Extras {
  shape: Shape<unknown>;
  initial: unknown;
}

type ValueOf<S> = S extends Shape<infer Value> ? Value : never;

/** @param initial what it is until somebody chooses. */
const setting = <S extends Shape<unknown>, const E extends Extras = object>(shape: S, initial: NoInfer<ValueOf<S>>, extras?: E) => ({
  shape,
  initial,
  ...(extras as E),
});

export interface Sort {
  column: string;
  descending: boolean;
}

/** Streams of `origin` that are recognised as `found` are decoded as `as`: names of protocols; '' is not at all. */
export interface ProtocolChoice {
  origin: string;
  found: string;
  as: string;
}

/** One for each protocol of a few hundred origins. */
export const MAX_PROTOCOL_CHOICES = 1000;
/** More than all columns of the panel, and longer than all their names: beyond it, a value was not made by us. */
const MAX_HIDDEN = 64;
const MAX_NAME = 64;
const LIMITS = Object.keys(LIMIT_RANGES) as (keyof LimitWishes)[];
/** The debugger is turned on for one tab and one time, and never remembered. */
const SWITCHES = WITNESS_NAMES.filter((name) => name !== 'debugger');

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
const isSort = (value: unknown): value is Sort | null =>
  value === null || (isRecord(value) && isName(value['column']) && typeof value['descending'] === 'boolean');
/** @note Whether a rule of that name exists the recorder knows, which leaves out those that do not. */
const isRuleOff = (value: unknown): value is RuleOff => isRecord(value) && isName(value['rule']) && typeof value['origin'] === 'string';

/** Whether `limit` is one that a capture can have. */
export const isLimit = (limit: unknown, name: keyof LimitWishes): limit is number =>
  Number.isSafeInteger(limit) && Number(limit) >= LIMIT_RANGES[name].least && Number(limit) <= LIMIT_RANGES[name].most;

/** @note Whether a protocol of that name exists the recorder knows, which passes over those that do not. */
const isProtocol = (value: unknown): value is string => value === '' || isName(value);
const isProtocolChoice = (value: unknown): value is ProtocolChoice =>
  isRecord(value) && typeof value['origin'] === 'string' && isProtocol(value['found']) && isProtocol(value['as']);

export const SETTINGS = {
  /** How the time of a message is written: time of day, since the first message, or since the message before it in the list. */
  times: setting(oneOf({ clock: 'Time of day', relative: 'Since the first message', delta: 'Since the message before' }), 'clock', {
    label: 'Times of messages',
  }),
  /** Where the newest message stands. */
  newest: setting(oneOf({ bottom: 'At the bottom', top: 'At the top' }), 'bottom', { label: 'Newest message' }),
  /** Whether what was recorded of a page is kept when the tab goes to another. */
  preserve: setting(flag, true, { label: 'Preserve log', obeyedBy: 'recorder' }),
  /** Columns that are not shown, by names that their views chose ('messages.id'). */
  hidden: setting(listOf(isName, MAX_HIDDEN), []),
  /** By which column the connections are sorted; null: in the order in which they came. */
  sort: setting({ is: isSort }, null),
  /** Whether comments, and retries, are rows of the message list. */
  comments: setting(flag, true, { label: 'Comments' }),
  retries: setting(flag, true, { label: 'Retry values' }),
  /** Whether the overview strip stands above the panes. */
  strip: setting(flag, true, { label: 'Overview strip' }),
  /** Whether raw text shows how its lines end. */
  lineEnds: setting(flag, true, { label: 'Show line ends' }),
  /** Witnesses that were turned on or off by hand. */
  witnesses: setting(
    someOf(SWITCHES, (on): on is boolean => typeof on === 'boolean'),
    {},
    { obeyedBy: 'live-recorder' },
  ),
  /** What a capture may hold; missing: as the recorder has it. */
  limits: setting(someOf(LIMITS, isLimit), {}, { obeyedBy: 'live-recorder' }),
  /** Rules of the diagnosis that are not to be heard of, for streams of one origin each. */
  rulesOff: setting(listOf(isRuleOff, MAX_RULES_OFF), [], { obeyedBy: 'recorder' }),
  /** What streams are decoded as, where the user has chosen. */
  protocols: setting(listOf(isProtocolChoice, MAX_PROTOCOL_CHOICES), [], { obeyedBy: 'recorder' }),
  savedFilters: setting(SAVED_FILTERS, []),
};

type Table = typeof SETTINGS;
export type SettingName = keyof Table;
export type Settings = { readonly [K in SettingName]: Table[K]['initial'] };

/** Settings whose entry has `Part`. */
type NameWith<Part> = { [K in SettingName]: Table[K] extends Part ? K : never }[SettingName];
export type LabelledSetting = NameWith<{ label: string }>;
/** Settings that are on or off, and those that are one of some words. */
export type FlagName = NameWith<{ initial: boolean }>;
export type ChoiceName = NameWith<{ shape: { words: object } }>;
/** Settings that a recorder obeys. */
export type RecorderSettingName = NameWith<{ obeyedBy: ObeyedBy }>;
/** All of them, as a recorder keeps them. */
export type ObeyedSettings = { [K in RecorderSettingName]: Settings[K] };
/** Those that change; the others stay as they are. Of values by name, too, those that change. */
export type RecorderSettings = { readonly [K in RecorderSettingName]?: Settings[K] };

const NAMES = Object.keys(SETTINGS) as SettingName[];
const obeyed = (...by: readonly ObeyedBy[]) =>
  NAMES.filter((name): name is RecorderSettingName => {
    const { obeyedBy }: Entry = SETTINGS[name];
    return obeyedBy !== undefined && by.includes(obeyedBy);
  });
export const RECORDER_SETTINGS = obeyed('recorder', 'live-recorder');
/** Those that concern a capture from a file, too. */
export const FILE_SETTINGS = obeyed('recorder');

export const defaultSettings = Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].initial])) as Settings;

/** Reads what was saved. Each value that is not right is what it was at first, as far as nothing of it can be used; never throws. */
export function readSettings(saved: unknown): Settings {
  if (!isRecord(saved)) return defaultSettings;
  return Object.fromEntries(NAMES.map((name) => [name, readValue(name, saved[name])])) as Settings;
}

function readValue(name: SettingName, value: unknown): unknown {
  const { shape, initial }: Entry = SETTINGS[name];
  return shape.is(value) ? value : (shape.keep?.(value) ?? initial);
}
