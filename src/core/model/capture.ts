/** A capture as it begins. */
import type { Dialect } from '../parse/dialect.ts';
import type { EpochMs, Milliseconds } from '../units.ts';
import { createLedger } from './ledger.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createMessageLog } from './message-log.ts';
import type { Capture } from './types.ts';

/** [spec] The reconnection time is "initially an implementation-defined value, probably in the region of a few seconds". */
export const DEFAULT_RETRY = { chromium: 3000, firefox: 5000 } as const satisfies Record<string, Milliseconds>;

export interface CaptureOptions {
  limits?: Partial<Limits>;
  defaultRetry?: Milliseconds;
  /** 'standard' where nothing is said. */
  dialect?: Dialect;
}

export function createCapture(options: CaptureOptions = {}): Capture {
  return {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    defaultRetry: options.defaultRetry ?? DEFAULT_RETRY.chromium,
    log: createMessageLog(),
    connections: new Map(),
    nextConnection: 1,
    sessions: new Map(),
    ledger: createLedger(),
    attemptQueue: [],
    attempts: 0,
    join: {
      groups: new Map(),
      urls: new Map(),
      requests: new Map(),
      loose: new Map(),
      dirty: new Set(),
      exchanges: new Map(),
      feeds: new Map(),
      pools: new Map(),
      dirtyPools: new Set(),
      unclaimed: new Set(),
      workers: new Map(),
      leftAt: -Infinity,
      forgotten: new Set(),
      strays: new Set(),
      waiting: new Set(),
      waitingMessages: 0,
      requestNewest: -Infinity,
    },
    newest: -Infinity,
    dialect: options.dialect ?? 'standard',
    rawTexts: new Set(),
    rawHeld: 0,
    rawPieces: 0,
    recording: true,
    pauses: [],
    clearedAt: -Infinity,
    commands: [],
    cancelled: new Set(),
    notRecorded: 0,
    gaps: [],
    lost: 0,
    dropped: 0,
    limitsReached: new Set(),
    version: 0,
    told: { kind: 'message', at: 0.5, type: '', lastEventId: '', data: '', heard: true, from: 'hook' },
  };
}

/** Widens the span of time that the capture covers. */
export function coverTime(capture: Capture, at: EpochMs): void {
  if (capture.from === undefined || at < capture.from) capture.from = at;
  if (capture.to === undefined || at > capture.to) capture.to = at;
}
