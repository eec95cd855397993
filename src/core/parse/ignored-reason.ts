/** Why a field that the standard does not know may stand in a stream: most are slips. */
import type { IgnoredReason } from './report.ts';

const KNOWN = new Set(['data', 'event', 'id', 'retry']);
const BOM = '\ufeff';

export function ignoredReason(name: string): IgnoredReason {
  if (name.startsWith(BOM)) return 'bom';
  if (KNOWN.has(name.trim())) return 'space';
  return KNOWN.has(name.trim().toLowerCase()) ? 'case' : 'unknown';
}
