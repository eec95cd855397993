/** The words of the board: each text stands in `_locales`, under the key that is named here. */
import type { ColumnName } from './sort-groups.ts';
import type { StreamState } from '../core/census/board.ts';
import type { ZombieKind } from './zombies.ts';
import { t } from '../words/t.ts';

const streams = (count: number): string => t('count.streams', { count });
const tabs = (count: number): string => t('count.tabs', { count });

export const texts = {
  title: t('board.title'),
  heading: t('board.heading'),
  summary: (count: number, tabCount: number) => t('board.summary', { streams: streams(count), tabs: tabs(tabCount) }),
  openFile: t('board.openFile'),
  openFileHint: t('board.openFileHint'),
  openAsPage: t('board.openAsPage'),
  openAsPageHint: t('board.openAsPageHint'),
  columns: {
    name: t('board.columns.name'),
    open: t('board.columns.open'),
    connecting: t('board.columns.connecting'),
    waiting: t('board.columns.waiting'),
    messages: t('messages'),
    age: t('board.columns.age'),
  } satisfies Record<ColumnName, string>,
  columnHints: {
    name: t('board.columnHints.name'),
    open: t('board.columnHints.open'),
    connecting: t('board.columnHints.connecting'),
    waiting: t('board.columnHints.waiting'),
    messages: t('board.columnHints.messages'),
    age: t('board.columnHints.age'),
  } satisfies Record<ColumnName, string>,
  slots: t('connections'),
  slotsHint: t('board.slotsHint'),
  unknownCount: '—',
  unknownCountHint: t('board.unknownCountHint'),
  goTo: (title: string) => t('board.goTo', { title }),
  untitled: (url: string, tabId: number) => (url === '' ? t('board.untitled', { tabId: String(tabId) }) : url),
  workers: t('board.workers'),
  workersHint: t('board.workersHint'),
  private: t('board.private'),
  discarded: t('board.discarded'),
  /** Beside an origin. */
  crossSite: t('context.frame'),
  crossSiteHint: t('board.crossSiteHint'),
  groupSum: (count: number, origins: number) => t('board.groupSum', { streams: streams(count), origins }),
  slotCount: (used: number, all: number) => `${used}/${all}`,
  perhaps: '*',
  queued: (count: number) => t('board.queued', { count }),
  noLimit: (count: number) => t('board.noLimit', { count }),
  noLimitHint: t('board.noLimitHint'),
  slotsOfPool: (origin: string, used: number, all: number, queued: number, tabCount: number) =>
    (tabCount > 1 ? t('board.slotsOfTabs', { used, all, origin, tabs: tabs(tabCount) }) : t('board.slotsOfPool', { used, all, origin })) +
    (queued > 0 ? t('board.slotsQueued', { queued }) : ''),
  mine: (mine: number, others: number) => t('board.mine', { mine, others }),
  perhapsHint: t('board.perhapsHint'),
  fullHint: t('board.fullHint'),
  footnote: t('board.footnote'),
  states: {
    open: t('state.open'),
    connecting: t('state.connecting'),
    queued: t('board.states.queued'),
    waiting: t('board.states.waiting'),
  } satisfies Record<StreamState, string>,
  inFrame: t('context.frame'),
  showStreams: (origin: string) => t('board.showStreams', { origin }),
  moreStreams: (count: number) => t('board.moreStreams', { count }),
  advice: t('board.advice'),
  full: (origin: string, queued: number, certain: boolean) =>
    certain ? t('board.full', { count: queued, origin }) : t('board.fullPerhaps', { count: queued, origin }),
  closeTab: (title: string, count: number) => t('board.closeTab', { count, title }),
  shareStream: t('board.shareStream'),
  useHttp2: t('board.useHttp2'),
  quietFor: (span: string) => t('board.quietFor', { span }),
  zombies: t('board.zombies'),
  zombieMarks: {
    deaf: t('board.zombieMarks.deaf'),
    detached: t('board.zombieMarks.detached'),
    silent: t('board.zombieMarks.silent'),
  } satisfies Record<ZombieKind, string>,
  zombieIs: {
    deaf: (url: string) => t('board.zombieIs.deaf', { url }),
    detached: (url: string) => t('board.zombieIs.detached', { url }),
  },
  silentFor: (url: string, span: string) => t('board.zombieIs.silent', { url, span }),
  zombieRemedies: {
    deaf: t('board.zombieRemedies.deaf'),
    detached: t('board.zombieRemedies.detached'),
    silent: t('board.zombieRemedies.silent'),
  } satisfies Record<ZombieKind, string>,
  moreZombies: (count: number) => t('board.moreZombies', { count }),
  loading: t('board.loading'),
  empty: t('board.empty'),
  emptyWords: t('board.emptyWords'),
  notPrivate: t('board.notPrivate'),
  privateApart: t('board.privateApart'),
  fresh: t('board.fresh'),
};
