/** Which origin need not be named beside each connection. Pure. */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';

/** The origin of most connections: its name would only take space on each of them. Undefined without connections. */
export function usualOrigin(rows: readonly Pick<ConnectionRow, 'origin'>[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { origin } of rows) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  let usual: string | undefined;
  for (const [origin, count] of counts) if (count > (usual === undefined ? 0 : (counts.get(usual) ?? 0))) usual = origin;
  return usual;
}
