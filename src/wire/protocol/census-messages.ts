/** What the background tells the popup: the board, anew whenever it changes. */
import { isRecord } from './guard.ts';
import type { Board, OriginRow, PoolRow, StreamRow, TabRow } from '../../core/census/board.ts';

/** Name of the port from the popup to the background's census. */
export const CENSUS_PORT = 'sse-scope:census';

export interface CensusMessage {
  kind: 'census';
  board: Board;
}

export const isCensusMessage = (value: unknown): value is CensusMessage => isRecord(value) && value.kind === 'census' && isBoard(value.board);

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isListOf = (value: unknown, test: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(test);

const isBoard = (value: unknown): value is Board =>
  isRecord(value) && typeof value.at === 'number' && isListOf(value.tabs, isTabRow) && isListOf(value.pools, isPoolRow);

const hasCounts = (value: Record<string, unknown>): boolean => isCount(value.open) && isCount(value.connecting) && isCount(value.waiting);

const isTabRow = (value: unknown): value is TabRow =>
  isRecord(value) &&
  typeof value.tabId === 'number' &&
  typeof value.incognito === 'boolean' &&
  hasCounts(value) &&
  isListOf(value.origins, isOriginRow) &&
  isListOf(value.documents, (document) => isRecord(document) && typeof document.documentId === 'string' && typeof document.frameId === 'number');

const isOriginRow = (value: unknown): value is OriginRow =>
  isRecord(value) &&
  typeof value.origin === 'string' &&
  typeof value.pool === 'string' &&
  typeof value.since === 'number' &&
  hasCounts(value) &&
  isListOf(value.streams, isStreamRow);

const STATES: readonly unknown[] = ['open', 'connecting', 'queued', 'waiting'] satisfies StreamRow['state'][];

const isStreamRow = (value: unknown): value is StreamRow =>
  isRecord(value) &&
  typeof value.url === 'string' &&
  typeof value.frameId === 'number' &&
  (value.documentId === undefined || typeof value.documentId === 'string') &&
  typeof value.since === 'number' &&
  STATES.includes(value.state);

const isPoolRow = (value: unknown): value is PoolRow =>
  isRecord(value) &&
  typeof value.key === 'string' &&
  typeof value.origin === 'string' &&
  typeof value.site === 'string' &&
  typeof value.incognito === 'boolean' &&
  typeof value.crossSite === 'boolean' &&
  isCount(value.open) &&
  isCount(value.connecting) &&
  isCount(value.tabs) &&
  (value.limited === 'yes' || value.limited === 'perhaps' || value.limited === 'no');
