/** What stands in each column of a connection. */
import type { ComponentChildren } from 'preact';
import type { EpochMs } from '../../../core/units.ts';
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';
import { t } from '../../../words/t.ts';
import { formatCount } from '../../parts/format-bytes.ts';
import { formatClock } from '../../parts/format-time.ts';
import { Countdown } from '../facts/countdown.tsx';
import { formatDelay } from '../facts/durations.ts';
import { shortUrl } from '../facts/short-url.ts';
import { agoText } from './ago.ts';
import type { Api } from '../../../core/model/connection.ts';
import type { ColumnName } from './columns.ts';
import { shownState } from './shown-state.ts';
import { SparkLine } from './spark-line.tsx';
import { StateGlyph } from '../facts/state-glyph.tsx';
import { sayUnit } from '../../../words/times.ts';

/** Code units of a URL that go into the DOM; a `data:`-like monster of a query is cut. */
const MAX_URL_SHOWN = 2000;

export interface Cell {
  /** The tooltip: what does not fit, and what it means. */
  title?: string;
  content: ComponentChildren;
}

/** `live`: time goes on. */
export const cells: Record<ColumnName, (row: ConnectionRow, now: EpochMs, live: boolean) => Cell> = {
  state(row, now, live) {
    const state = shownState(row);
    const reason = state === 'failed' ? reasonOf(row) : '';
    const next = row.nextAt === undefined ? '' : `\n${t('connections.nextAt', { clock: formatClock(row.nextAt) })}`;
    const why = row.error === undefined || state === 'open' ? '' : `\n${row.error}`;
    return {
      title: `${t(`connections.stateHints.${state}`)}${reason}${why}\n${t('connections.since', { clock: formatClock(row.stateSince) })}${next}`,
      content: (
        <>
          <StateGlyph state={state} />
          <span class="state-word">
            {t(`state.${state}`)}
            {reason}
            {row.nextAt !== undefined && (
              <>
                {' '}
                <Countdown until={row.nextAt} now={now} live={live} />
              </>
            )}
          </span>
        </>
      ),
    };
  },
  number: (row) => ({ content: <span class="subtle">#{row.id}</span> }),
  url(row) {
    const { head, tail } = splitPath(shortUrl(row.url.slice(0, MAX_URL_SHOWN), false).path);
    const origin = openedBy(row);
    return {
      title: `${row.url.slice(0, MAX_URL_SHOWN)}${origin === null ? '' : `\n${origin.title}`}${row.protocol === undefined ? '' : `\n${row.protocol.name}`}`,
      content: (
        <span class="url">
          {origin !== null && <span class="url-opener">{origin.words}</span>}
          {row.protocol?.certainty === 'certain' && <span class="url-opener">{row.protocol.name}</span>}
          {head !== '' && (
            <span class="url-head">
              <bdi>{head}</bdi>
            </span>
          )}
          <span class="url-tail">{tail}</span>
        </span>
      ),
    };
  },
  messages(row) {
    return {
      title: row.lost > 0 ? t('connections.lost', { count: row.lost }) : undefined,
      content: (
        <>
          {row.lost > 0 && <span class="lost-mark">−</span>}
          {formatCount(row.messages)}
        </>
      ),
    };
  },
  rate(row) {
    return {
      title: t('connections.rateHint', { perSecond: row.spark.at(-1) ?? 0, busiest: Math.max(0, ...row.spark) }),
      content: <SparkLine counts={row.spark} />,
    };
  },
  activity(row, now) {
    return { title: formatClock(row.lastActivityAt), content: agoText(row.lastActivityAt, now) };
  },
  retry({ retry, state }) {
    if (retry === undefined) return { title: t('connections.pageRetries'), content: <span class="subtle">–</span> };
    if (state === 'failed' || state === 'closed') return { title: t('connections.noRetry'), content: <span class="subtle">–</span> };
    return {
      title: `${t(`connections.retryHints.${retry.from}`)}: ${sayUnit(retry.ms, 'ms')}`,
      content: (
        <>
          {retryText(retry)} <span class="subtle">{t(`retryFrom.${retry.from}`)}</span>
        </>
      ),
    };
  },
  attempts: (row) => ({ content: formatCount(row.attempts) }),
  id(row) {
    const shown = row.lastEventId === '' ? <span class="subtle">–</span> : <span class="mono">{row.lastEventId}</span>;
    return { title: row.lastEventId === '' ? t('none') : `${row.lastEventId}${row.lastEventIdCut ? '…' : ''}`, content: shown };
  },
  frame(row) {
    const { host, path } = shortUrl(row.frameUrl.slice(0, MAX_URL_SHOWN), true);
    return {
      title: row.frameUrl.slice(0, MAX_URL_SHOWN),
      content: row.frameId === 0 ? <span class="subtle">{t('connections.topFrame')}</span> : `${host}${path}`,
    };
  },
};

const API_NAMES = { eventsource: 'EventSource', fetch: 'fetch', xhr: 'XHR' } as const satisfies Record<Api, string>;

/** Said only of what is no EventSource of a page. */
function openedBy({ api, context, frameUrl }: ConnectionRow): { words: string; title: string } | null {
  const isWorker = context !== 'page' && context !== 'frame';
  if (!isWorker && api === 'eventsource') return null;
  const apiWords = API_NAMES[api];
  if (!isWorker) return { words: apiWords, title: t('connections.apiHint', { api: apiWords }) };
  const words = t(`context.${context}`);
  return {
    words: api === 'eventsource' ? words : `${words} · ${apiWords}`,
    title: t('connections.contextHint', { context: words, script: frameUrl.slice(0, MAX_URL_SHOWN), api: apiWords }),
  };
}

/** Why the browser gave up, in one word after `failed`. */
function reasonOf({ outcome, status }: ConnectionRow): string {
  if (outcome === 'http-error' && status !== undefined) return ` ${status}`;
  const reason = outcome === 'bad-type' ? t('connections.failures.bad-type') : outcome === 'cors' ? 'CORS' : outcome === 'no-content' ? '204' : undefined;
  return reason === undefined ? '' : ` ${reason}`;
}

/** A value that somebody set is told as it was set; a measured one with the digits that it is worth. */
function retryText(retry: NonNullable<ConnectionRow['retry']>): string {
  if (retry.from === 'observed') return formatDelay(Math.round(retry.ms / 10) * 10);
  return retry.ms >= 1000 && retry.ms % 100 === 0 && retry.ms < 60_000 ? sayUnit(retry.ms / 1000, 's', retry.ms % 1000 === 0 ? 0 : 1) : formatDelay(retry.ms);
}

/** The last part of the path, with the query, tells streams apart: it is what stays when the middle must go. */
export function splitPath(path: string): { head: string; tail: string } {
  const query = path.indexOf('?');
  const slash = path.lastIndexOf('/', (query < 0 ? path.length : query) - 2);
  return slash <= 0 ? { head: '', tail: path } : { head: path.slice(0, slash), tail: path.slice(slash) };
}
