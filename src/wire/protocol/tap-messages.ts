/** What is said between the wire tap, in Firefox's background, and the DevTools page of one tab. Binary data crosses ports there. */
import type { BytesCame, BytesEnded, BytesLost } from '../../core/model/bytes-observation.ts';
import type { Bytes, RequestId } from '../../core/units.ts';
import { isRecord } from './guard.ts';

/** Name of the port from the DevTools page to the tap; the tab id follows a colon. */
export const TAP_PORT = 'sse-scope:tap';

/** DevTools page → tap: the user's switches; also the first word on every port. Off until then. */
export interface TapSwitch {
  kind: 'tap';
  /** Streams of EventSource. */
  on: boolean;
  /** Those that are read by fetch and XHR: a page can tell (background/tap-claim.ts). */
  reads: boolean;
}
/** DevTools page → tap: so many bytes more have been recorded. */
export interface TapReceipt {
  kind: 'tapped';
  bytes: Bytes;
}
/** DevTools page → tap: the page reads no more of that request. */
export interface TapRelease {
  kind: 'release';
  request: RequestId;
}
/** Tap → DevTools page. */
export interface TapNews {
  kind: 'tap-news';
  observations: TapObservation[];
}
export type TapObservation = BytesCame | BytesEnded | BytesLost;

export const isTapSwitch = (value: unknown): value is TapSwitch =>
  isRecord(value) && value.kind === 'tap' && typeof value.on === 'boolean' && typeof value.reads === 'boolean';
export const isTapReceipt = (value: unknown): value is TapReceipt => isRecord(value) && value.kind === 'tapped' && typeof value.bytes === 'number';
export const isTapRelease = (value: unknown): value is TapRelease => isRecord(value) && value.kind === 'release' && typeof value.request === 'string';
