/** The streams of one tab to one origin, one by one: who holds a connection, and who waits for one. */
import type { EpochMs } from '../core/units.ts';
import { VisibleText } from '../panel/parts/visible-text.tsx';
import { ageText } from './age.ts';
import type { Line, ListedStream } from './groups.ts';
import { texts } from './texts.ts';

/** @param columns of the table, which a row spreads over but for the age. */
export function StreamRows({ line, now, columns }: { line: Line; now: EpochMs; columns: number }) {
  const more = line.open + line.connecting + line.waiting - line.streams.length;
  return (
    <>
      {line.streams.map((stream, i) => (
        <tr key={i} class={`stream is-${stream.state}`}>
          <td colSpan={columns - 2} title={stream.url}>
            <span class="stream-url">
              <span class="mark">{texts.states[stream.state]}</span>
              <span class="stream-path">
                <VisibleText text={pathOf(stream, line.origin)} />
              </span>
              {stream.frameId > 0 && <span class="mark">{texts.inFrame}</span>}
              {stream.zombie && (
                <span class="mark is-zombie" title={texts.zombieRemedies[stream.zombie.kind]}>
                  {texts.zombieMarks[stream.zombie.kind]}
                </span>
              )}
            </span>
          </td>
          <td class="number">{ageText(stream.since, now)}</td>
          <td class="stream-quiet">{stream.quietFor !== undefined && texts.quietFor(ageText(0, stream.quietFor))}</td>
        </tr>
      ))}
      {more > 0 && (
        <tr class="stream">
          <td colSpan={columns}>{texts.moreStreams(more)}</td>
        </tr>
      )}
    </>
  );
}

/** What the origin above it does not say already. */
function pathOf({ url }: ListedStream, origin: string): string {
  return url.startsWith(origin) ? url.slice(origin.length) || '/' : url;
}
