/** The words of the board: each text stands in `_locales`, under the key that is named here. */
import type { ColumnName } from './sort-groups.ts';
import type { StreamState } from '../core/census/board.ts';
import type { ZombieKind } from './zombies.ts';
import { say, sayCount } from '../words/say.ts';

const streams = (count: number): string => sayCount('board_streams', count);
const tabs = (count: number): string => sayCount('board_tabs', count);

export const texts = {
  title: say('board_title'),
  heading: say('board_heading'),
  summary: (count: number, tabCount: number) => say('board_summary', streams(count), tabs(tabCount)),
  openFile: say('board_openFile'),
  openFileHint: say('board_openFileHint'),
  openAsPage: say('board_openAsPage'),
  openAsPageHint: say('board_openAsPageHint'),
  columns: {
    name: say('board_columns_name'),
    open: say('board_columns_open'),
    connecting: say('board_columns_connecting'),
    waiting: say('board_columns_waiting'),
    messages: say('board_columns_messages'),
    age: say('board_columns_age'),
  } satisfies Record<ColumnName, string>,
  columnHints: {
    name: say('board_columnHints_name'),
    open: say('board_columnHints_open'),
    connecting: say('board_columnHints_connecting'),
    waiting: say('board_columnHints_waiting'),
    messages: say('board_columnHints_messages'),
    age: say('board_columnHints_age'),
  } satisfies Record<ColumnName, string>,
  slots: say('board_slots'),
  slotsHint: say('board_slotsHint'),
  unknownCount: '—',
  unknownCountHint: say('board_unknownCountHint'),
  goTo: (title: string) => say('board_goTo', title),
  untitled: (url: string, tabId: number) => (url === '' ? say('board_untitled', String(tabId)) : url),
  workers: say('board_workers'),
  workersHint: say('board_workersHint'),
  private: say('board_private'),
  discarded: say('board_discarded'),
  /** Beside an origin. */
  crossSite: say('board_crossSite'),
  crossSiteHint: say('board_crossSiteHint'),
  groupSum: (count: number, origins: number) => say('board_groupSum', streams(count), origins),
  slotCount: (used: number, all: number) => `${used}/${all}`,
  perhaps: '*',
  queued: (count: number) => say('board_queued', count),
  noLimit: (count: number) => say('board_noLimit', count),
  noLimitHint: say('board_noLimitHint'),
  slotsOfPool: (origin: string, used: number, all: number, queued: number, tabCount: number) =>
    (tabCount > 1 ? say('board_slotsOfTabs', used, all, origin, tabs(tabCount)) : say('board_slotsOfPool', used, all, origin)) +
    (queued > 0 ? say('board_slotsQueued', queued) : ''),
  mine: (mine: number, others: number) => say('board_mine', mine, others),
  perhapsHint: say('board_perhapsHint'),
  fullHint: say('board_fullHint'),
  footnote: say('board_footnote'),
  states: {
    open: say('board_state_open'),
    connecting: say('board_state_connecting'),
    queued: say('board_state_queued'),
    waiting: say('board_state_waiting'),
  } satisfies Record<StreamState, string>,
  inFrame: say('board_inFrame'),
  showStreams: (origin: string) => say('board_showStreams', origin),
  moreStreams: (count: number) => sayCount('board_moreStreams', count),
  advice: say('board_advice'),
  full: (origin: string, queued: number, certain: boolean) =>
    certain ? sayCount('board_full', queued, origin) : sayCount('board_fullPerhaps', queued, origin),
  closeTab: (title: string, count: number) => sayCount('board_closeTab', count, title),
  shareStream: say('board_shareStream'),
  useHttp2: say('board_useHttp2'),
  quietFor: (span: string) => say('board_quietFor', span),
  zombies: say('board_zombies'),
  zombieMarks: {
    deaf: say('board_zombieMark_deaf'),
    detached: say('board_zombieMark_detached'),
    silent: say('board_zombieMark_silent'),
  } satisfies Record<ZombieKind, string>,
  zombieIs: {
    deaf: (url: string) => say('board_zombieIs_deaf', url),
    detached: (url: string) => say('board_zombieIs_detached', url),
  },
  silentFor: (url: string, span: string) => say('board_zombieIs_silent', url, span),
  zombieRemedies: {
    deaf: say('board_zombieRemedy_deaf'),
    detached: say('board_zombieRemedy_detached'),
    silent: say('board_zombieRemedy_silent'),
  } satisfies Record<ZombieKind, string>,
  moreZombies: (count: number) => sayCount('board_moreZombies', count),
  loading: say('board_loading'),
  empty: say('board_empty'),
  emptyWords: say('board_emptyWords'),
  notPrivate: say('board_notPrivate'),
  privateApart: say('board_privateApart'),
  fresh: say('board_fresh'),
};
