/** The last minute of a connection, one bar for each second. */
import { t } from '../../../words/t.ts';

const HEIGHT = 14;
/** A second with one message stays visible beside a second with ten thousand. */
const LEAST_BAR = 2;

/** As wide as it has seconds; scaled by CSS to its column. */
export function SparkLine({ counts }: { counts: readonly number[] }) {
  const busiest = counts.reduce((most, count) => Math.max(most, count), 0);
  return (
    <svg
      class="spark-line"
      viewBox={`0 0 ${Math.max(1, counts.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('connections.rateHint', { perSecond: counts.at(-1) ?? 0, busiest })}
    >
      <path class="spark-base" d={`M0 ${HEIGHT - 0.5}H${counts.length}`} />
      {busiest > 0 && <path class="spark-bars" d={sparkPath(counts, busiest)} />}
    </svg>
  );
}

/** One closed box for each second that had messages. */
export function sparkPath(counts: readonly number[], busiest: number): string {
  let path = '';
  counts.forEach((count, second) => {
    if (count === 0) return;
    const height = Math.max(LEAST_BAR, Math.round((count / busiest) * HEIGHT));
    path += `M${second} ${HEIGHT}v${-height}h1v${height}z`;
  });
  return path;
}
