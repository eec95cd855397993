/** The streams of one tab to one origin, one by one: who holds a connection, and who waits for one. */
import type { StreamState } from '../core/census/board.ts';
import type { EpochMs } from '../core/units.ts';
import { VisibleText } from '../panel/parts/visible-text.tsx';
import { t, type TextKey } from '../words/t.ts';
import { ageText } from './age.ts';
import type { Line, ListedStream } from './groups.ts';

const STATES = {
  open: 'state.open',
  connecting: 'state.connecting',
  queued: 'board.states.queued',
  waiting: 'board.states.waiting',
} as const satisfies Record<StreamState, TextKey>;

/** @param columns of the table, which a row spreads over but for the age. */
export function StreamRows({ line, now, columns }: { line: Line; now: EpochMs; columns: number }) {
  const more = line.open + line.connecting + line.waiting - line.streams.length;
  return (
    <>
      {line.streams.map((stream, i) => (
        <tr key={i} class={`stream is-${stream.state}`}>
          <td colSpan={columns - 2} title={stream.url}>
            <span class="stream-url">
              <span class="mark">{t(STATES[stream.state])}</span>
              <span class="stream-path">
                <VisibleText text={pathOf(stream, line.origin)} />
              </span>
              {stream.frameId > 0 && <span class="mark">{t('context.frame')}</span>}
              {stream.zombie && (
                <span class="mark is-zombie" title={t(`board.zombieRemedies.${stream.zombie.kind}`)}>
                  {t(`board.zombieMarks.${stream.zombie.kind}`)}
                </span>
              )}
            </span>
          </td>
          <td class="number">{ageText(stream.since, now)}</td>
          <td class="stream-quiet">{stream.quietFor !== undefined && t('board.quietFor', { span: ageText(0, stream.quietFor) })}</td>
        </tr>
      ))}
      {more > 0 && (
        <tr class="stream">
          <td colSpan={columns}>{t('board.moreStreams', { count: more })}</td>
        </tr>
      )}
    </>
  );
}

/** What the origin above it does not say already. */
function pathOf({ url }: ListedStream, origin: string): string {
  return url.startsWith(origin) ? url.slice(origin.length) || '/' : url;
}
