/** The phases of a request as the network log has them, up to its answer, as spans with a common zero. Pure. */
import type { Timings } from '../../../core/model/observation.ts';
import type { Milliseconds } from '../../../core/units.ts';

export interface NetworkPhase {
  name: keyof Timings;
  from: Milliseconds;
  span: Milliseconds;
}

const ORDER = ['blocked', 'dns', 'connect', 'send', 'wait'] as const satisfies readonly (keyof Timings)[];

/** `whole`: to the first byte of the answer. How long it was received comes last, and belongs to no such whole. */
export function networkTiming(timings: Timings): { phases: NetworkPhase[]; whole: Milliseconds } {
  const phases: NetworkPhase[] = [];
  let whole = 0;
  for (const name of ORDER) {
    const span = timings[name];
    if (span === undefined) continue;
    phases.push({ name, from: whole, span });
    whole += span;
    // [spec] HAR: "connect … if the request uses SSL, it includes `ssl`", which is at its end.
    if (name === 'connect' && timings.ssl !== undefined) phases.push({ name: 'ssl', from: whole - timings.ssl, span: timings.ssl });
  }
  return { phases, whole: Math.max(whole, 0.001) };
}
