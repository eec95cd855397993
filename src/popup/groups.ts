/** What the board draws: the census, with the tabs' titles and the messages that pages told. Pure. */
import type { Board, Counts, OriginRow, PoolRow, StreamRow, TabRow } from '../core/census/board.ts';
import { originOf } from '../core/origin.ts';
import type { EpochMs, Milliseconds } from '../core/units.ts';
import type { MessageCounts, TabInfo } from './host.ts';
import { quietOf, zombieOf, type Zombie, type ZombieKind } from './zombies.ts';

/** Named one by one; beyond it, a list is no help. */
const NAMED = 5;

/** A stream that is listed, and why it is of no use to anybody, where that is known. */
export interface ListedStream extends StreamRow {
  zombie?: Zombie;
  /** How long nothing has come; missing: not known. */
  quietFor?: Milliseconds;
}

export interface Line extends Counts {
  key: string;
  origin: string;
  since: EpochMs;
  /** undefined: not known. */
  messages: number | undefined;
  pool: PoolRow;
  /** Some of them, one by one. */
  streams: readonly ListedStream[];
}

/** One tab with its lines, or the workers that are no tab's. */
export interface Group extends Counts {
  key: string;
  /** undefined: workers. */
  tab: TabInfo | undefined;
  incognito: boolean;
  since: EpochMs;
  messages: number | undefined;
  lines: readonly Line[];
}

/** Tabs in the order of their windows; workers last. A tab that the browser does not know (any more) is left out. */
export function groupsOf(board: Board, tabs: ReadonlyMap<number, TabInfo>, counts: MessageCounts, now: EpochMs = board.at): Group[] {
  const pools = new Map(board.pools.map((pool) => [pool.key, pool]));
  return board.tabs
    .filter(({ tabId }) => tabId < 0 || tabs.has(tabId))
    .map((row) => toGroup(row, tabs.get(row.tabId), pools, counts, now))
    .toSorted((a, b) => Number(a.tab === undefined) - Number(b.tab === undefined) || byPlace(a.tab, b.tab));
}

/** The sum of a group or a board. */
export const streamsOf = ({ open, connecting, waiting }: Counts): number => open + connecting + waiting;

function toGroup(row: TabRow, tab: TabInfo | undefined, pools: ReadonlyMap<string, PoolRow>, counts: MessageCounts, now: EpochMs): Group {
  const told = row.documents.flatMap(({ documentId }) => counts.get(documentId) ?? []);
  const known = row.documents.length > 0 && row.documents.every(({ documentId }) => counts.has(documentId));
  const sum = (sources: typeof told): number | undefined => (known ? sources.reduce((all, { messages }) => all + messages, 0) : undefined);
  const lines = row.origins.map((line): Line => ({
    ...line,
    pool: pools.get(line.pool) ?? poolOf(line, row),
    key: line.pool,
    streams: line.streams.map((stream) => ({ ...stream, zombie: zombieOf(stream, row, counts, now), quietFor: quietIn(stream, counts) })),
    // @note By the URL that the page asked for: where a stream is redirected to another origin its messages are in the sum of the tab alone.
    messages: sum(told.filter(({ url }) => originOf(url) === line.origin)),
  }));
  return {
    key: String(row.tabId),
    tab,
    incognito: row.incognito,
    open: row.open,
    connecting: row.connecting,
    waiting: row.waiting,
    since: Math.min(...lines.map(({ since }) => since)),
    messages: sum(told),
    lines,
  };
}

const quietIn = ({ url, documentId }: StreamRow, counts: MessageCounts): Milliseconds | undefined =>
  documentId === undefined ? undefined : quietOf(url, counts.get(documentId) ?? []);

/** For a board from outside that does not hold together. */
const poolOf = ({ pool, origin, open, connecting }: OriginRow, { incognito }: TabRow): PoolRow => ({
  key: pool,
  origin,
  site: '',
  incognito,
  crossSite: false,
  open,
  connecting,
  tabs: 1,
  limited: 'perhaps',
});

function byPlace(a: TabInfo | undefined, b: TabInfo | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a.windowId - b.windowId || a.index - b.index;
}

export interface NamedZombie extends Zombie {
  key: string;
  tab: TabInfo;
  url: string;
}

/** Of all tabs, at most `NAMED`: those that surely serve nobody first. */
export function zombiesOf(groups: readonly Group[]): { named: NamedZombie[]; others: number } {
  const all = groups.flatMap(({ tab, lines }) =>
    lines.flatMap(({ key, streams }) =>
      streams.flatMap(({ zombie, url }, i) => (tab === undefined || zombie === undefined ? [] : [{ ...zombie, key: `${tab.tabId} ${key} ${i}`, tab, url }])),
    ),
  );
  const order: readonly ZombieKind[] = ['deaf', 'detached', 'silent'];
  const sorted = all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return { named: sorted.slice(0, NAMED), others: Math.max(0, sorted.length - NAMED) };
}
