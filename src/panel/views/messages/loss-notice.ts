/** Why messages of a connection are missing, as far as the newest gaps tell. Pure. */
import type { Gap } from '../../../core/model/connection.ts';
import { t } from '../../../words/t.ts';

/** `reason; reason`, each once; '' when none is known. Gaps of no particular connection count for every one. */
export function lossReasons(gaps: readonly Gap[], connection: number | null): string {
  const concerned = gaps.filter((gap) => connection === null || gap.connection === undefined || gap.connection === connection);
  const reasons = new Set(concerned.map((gap) => t(`loss.${gap.why}`)));
  return [...reasons].join('; ');
}
