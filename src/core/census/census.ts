/**
 * The census: how many event streams every tab holds to every origin, now. A fold over snapshots of requests: the latest of each is
 * all it remembers, so facts that come late, twice or in another order change nothing, and what was kept of them gives it back.
 */
import type { EpochMs, RequestId, TabId } from '../units.ts';
import {
  CONNECTIONS_PER_ORIGIN,
  slotsOf,
  STREAMS_LISTED,
  URL_LISTED,
  type Board,
  type Limited,
  type OriginRow,
  type PoolRow,
  type StreamRow,
  type TabRow,
} from './board.ts';
import { toCensusStream, type LoggedRequest, type CensusStream, type Pool } from './census-stream.ts';
import { waitsOf, type Wait } from './waiting.ts';

export interface Census {
  /** Takes the newest snapshot of a request; also when it has moved to another tab. */
  take(request: LoggedRequest): void;
  /** The request is of no account any more: its tab is gone, or it was too long ago. */
  forget(request: RequestId): void;
  /** The requests of one tab after which another is expected at this moment. */
  waiting(tabId: TabId, now: EpochMs): RequestId[];
  /** Everything that runs or waits at this moment, in the order in which it began. */
  board(now: EpochMs): Board;
}

export function createCensus(known: Iterable<LoggedRequest> = []): Census {
  const streams = new Map<RequestId, CensusStream>();
  const take = (request: LoggedRequest): void => {
    const before = streams.get(request.observation.request);
    if (before === undefined || request.observation.revision >= before.revision) streams.set(request.observation.request, toCensusStream(request));
  };
  for (const request of known) take(request);
  return {
    take,
    forget: (request) => void streams.delete(request),
    waiting: (tabId, now) =>
      waitsAt(
        [...streams.values()].filter((stream) => stream.tabId === tabId),
        now,
      ).map(({ stream }) => stream.request),
    board: (now) => makeBoard([...streams.values()], now),
  };
}

type State = 'open' | 'connecting' | 'waiting';
type Draft<T> = { -readonly [K in keyof T]: T[K] };
type StreamDraft = Draft<StreamRow>;
type OriginDraft = Draft<Omit<OriginRow, 'streams'>> & { streams: StreamDraft[] };
type TabDraft = Draft<Omit<TabRow, 'origins' | 'documents'>> & { origins: Map<string, OriginDraft>; documents: Map<string, TabRow['documents'][number]> };
type PoolDraft = Draft<Omit<PoolRow, 'limited' | 'tabs'>> & { tabs: Set<TabId>; multiplexed: boolean | undefined; asking: StreamDraft[] };

function makeBoard(streams: readonly CensusStream[], now: EpochMs): Board {
  const tabs = new Map<TabId, TabDraft>();
  const pools = new Map<string, PoolDraft>();
  let staleAt: EpochMs | undefined;

  const count = (stream: CensusStream, state: State): void => {
    const tab = at(tabs, stream.tabId, () => newTab(stream));
    const origin = at(tab.origins, stream.pool.key, () => newOrigin(stream));
    tab[state] += 1;
    origin[state] += 1;
    origin.since = Math.min(origin.since, stream.openedAt ?? stream.startedAt);
    const row = streamRow(stream, state);
    if (origin.streams.length < STREAMS_LISTED) origin.streams.push(row);
    if (stream.documentId !== undefined) tab.documents.set(stream.documentId, { documentId: stream.documentId, frameId: stream.frameId });
    const pool = at(pools, stream.pool.key, () => newPool(stream.pool));
    pool.tabs.add(stream.tabId);
    if (state !== 'waiting') pool[state] += 1; // a stream that waits holds no connection
    if (state === 'connecting') pool.asking.push(row);
    pool.multiplexed = stream.multiplexed === true || (pool.multiplexed ?? stream.multiplexed);
  };

  const ordered = streams.toSorted((a, b) => a.startedAt - b.startedAt);
  for (const stream of ordered) if (stream.phase === 'open' || stream.phase === 'connecting') count(stream, stream.phase);
  for (const { stream, until } of waitsAt(ordered, now)) {
    count(stream, 'waiting');
    staleAt = Math.min(staleAt ?? until, until);
  }
  const rows = [...pools.values()].map(({ multiplexed, asking, ...pool }) => {
    const row = { ...pool, tabs: pool.tabs.size, limited: limitedBy(pool, multiplexed) };
    // Connections are given out in the order in which they were asked for.
    for (const stream of asking.slice(asking.length - slotsOf(row).queued)) stream.state = 'queued';
    return row;
  });
  return {
    at: now,
    tabs: [...tabs.values()].map((tab) => ({ ...tab, origins: [...tab.origins.values()], documents: [...tab.documents.values()] })),
    pools: rows,
    ...(staleAt === undefined ? {} : { staleAt }),
  };
}

const waitsAt = (streams: readonly CensusStream[], now: EpochMs): Wait[] => [...bySource(streams)].flatMap(waitsOf).filter(({ until }) => until > now);

/** The requests of each source of which one has ended so that another may follow. */
function bySource(streams: readonly CensusStream[]): Iterable<CensusStream[]> {
  const sources = new Map<string, CensusStream[]>();
  for (const stream of streams) if (stream.phase === 'retrying') sources.set(stream.source, []);
  for (const stream of streams) sources.get(stream.source)?.push(stream);
  return sources.values();
}

function limitedBy({ origin, open }: { origin: string; open: number }, multiplexed: boolean | undefined): Limited {
  if (multiplexed === true || open > CONNECTIONS_PER_ORIGIN) return 'no';
  return multiplexed === false || origin.startsWith('http:') ? 'yes' : 'perhaps';
}

const newTab = ({ tabId, pool }: CensusStream): TabDraft => ({
  tabId,
  incognito: pool.incognito,
  open: 0,
  connecting: 0,
  waiting: 0,
  origins: new Map(),
  documents: new Map(),
});

const newOrigin = ({ pool }: CensusStream): OriginDraft => ({
  origin: pool.origin,
  pool: pool.key,
  open: 0,
  connecting: 0,
  waiting: 0,
  since: Infinity,
  streams: [],
});

const streamRow = ({ url, frameId, documentId, openedAt, startedAt }: CensusStream, state: State): StreamDraft => ({
  url: url.slice(0, URL_LISTED),
  frameId,
  ...(documentId !== undefined && { documentId }),
  state,
  since: openedAt ?? startedAt,
});

const newPool = (pool: Pool): PoolDraft => ({ ...pool, open: 0, connecting: 0, tabs: new Set(), multiplexed: undefined, asking: [] });

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
