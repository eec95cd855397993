/** What travels down: wishes of the recorder, which the DevTools page passes to the witness that can fulfil them; and who the witnesses are. */
import type { EpochMs, RequestId, SessionId, SourceNumber } from '../../core/units.ts';
import { isRecord } from './guard.ts';

/**
 * - `hook`: in the page. `request-log`: `webRequest`, in the background. `network-log`: the HAR of DevTools (Chromium).
 * - `wire-tap`: `filterResponseData` (Firefox), of streams of EventSource; `reading-tap`: of those that are read by fetch and XHR. `debugger`: `chrome.debugger`, only in the build flavour that asks for it.
 */
export const WITNESS_NAMES = ['hook', 'request-log', 'network-log', 'wire-tap', 'reading-tap', 'debugger'] as const;
export type WitnessName = (typeof WITNESS_NAMES)[number];

export interface WitnessState {
  name: WitnessName;
  /** `off`: the user's choice. `not-here`: this browser or build has none. `cannot`: it would, but for `why`. */
  state: 'at-work' | 'off' | 'not-here' | 'cannot';
  why?: WitnessReason;
  since?: EpochMs;
}

/**
 * - `firefox`, `chromium`: only that browser has it. `flavour`: only the raw build has it.
 * - `refused`: the browser did not let it (another debugger, a page of the browser itself). `cancelled`: the user closed the browser's banner.
 * - `from-now-on`: streams that ran already at `since` are not seen by it.
 */
const WITNESS_REASONS = ['firefox', 'chromium', 'flavour', 'refused', 'cancelled', 'from-now-on'] as const;
export type WitnessReason = (typeof WITNESS_REASONS)[number];

const STATES: ReadonlySet<unknown> = new Set<WitnessState['state']>(['at-work', 'off', 'not-here', 'cannot']);
const REASONS: ReadonlySet<unknown> = new Set(WITNESS_REASONS);

export const isWitnessState = (value: unknown): value is WitnessState =>
  isRecord(value) &&
  isWitnessName(value.name) &&
  STATES.has(value.state) &&
  (value.why === undefined || REASONS.has(value.why)) &&
  (value.since === undefined || typeof value.since === 'number');

export type Command =
  /** Listen to `type` of that source for us, too: something saw a message of it, and the page does not listen. */
  | { kind: 'hear'; session: SessionId; source: SourceNumber; type: string }
  /** The page reads no more of that request: whoever holds its body lets go of it. */
  | { kind: 'release'; request: RequestId }
  /** The user's switch. */
  | { kind: 'witness'; name: WitnessName; on: boolean };

const isWitnessName = (value: unknown): value is WitnessName => WITNESS_NAMES.some((name) => name === value);

export function isCommand(value: unknown): value is Command {
  if (!isRecord(value)) return false;
  if (value.kind === 'hear') {
    return typeof value.session === 'string' && Number.isSafeInteger(value.source) && typeof value.type === 'string';
  }
  if (value.kind === 'release') return typeof value.request === 'string';
  return value.kind === 'witness' && isWitnessName(value.name) && typeof value.on === 'boolean';
}
