/**
 * What travels between the recorder's SharedWorker and the pages that hold it: the DevTools page feeds it and asks, the panel asks.
 */
import type { NetworkObservation, RequestObservation } from '../../core/model/observation.ts';
import type { SessionId } from '../../core/units.ts';
import { type Command, isCommand, type WitnessState } from './command.ts';
import type { DiskWish } from './disk.ts';
import type { PageEnvelope } from './envelope.ts';
import { isRecord } from './guard.ts';
import type { Frame } from './relay-messages.ts';

/** To the recorder. */
export type RecorderInput =
  | { kind: 'page'; frame: Frame; envelope: PageEnvelope }
  | { kind: 'requests'; observations: RequestObservation[] }
  /** `receipt`: a number to be sent back when they have been recorded. */
  | { kind: 'network'; observations: NetworkObservation[]; receipt?: number }
  | { kind: 'document-gone'; session: SessionId; at: number }
  /** How a witness stands; the newest word counts. */
  | { kind: 'witness'; witness: WitnessState }
  /** Whether, and how, the capture is to be kept on the disk; the newest word counts. */
  | { kind: 'disk'; wish: DiskWish }
  /** The toolbox is closed: the recorder is about to end with it. */
  | { kind: 'bye' }
  | { kind: 'ask'; id: number; name: string; args?: unknown }
  /** From now on, tell this port of new versions of the capture. `version`: that of the extension which asks. */
  | { kind: 'watch'; version: string };

/** From the recorder. */
export type RecorderOutput =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'refusal'; id: number; reason: string }
  | { kind: 'version'; version: number }
  /** The recorder is of another version of the extension than who wants to watch. */
  | { kind: 'other-version' }
  /** The batches of a session have been recorded, up to and with `seq`. */
  | { kind: 'recorded'; session: SessionId; seq: number }
  | { kind: 'receipt'; receipt: number }
  /** For the DevTools page, which passes it on. */
  | { kind: 'command'; command: Command };

export const isRecorderOutput = (value: unknown): value is RecorderOutput =>
  isRecord(value) &&
  ((value.kind === 'answer' && typeof value.id === 'number') ||
    (value.kind === 'refusal' && typeof value.id === 'number' && typeof value.reason === 'string') ||
    value.kind === 'other-version' ||
    (value.kind === 'version' && typeof value.version === 'number') ||
    (value.kind === 'receipt' && typeof value.receipt === 'number') ||
    (value.kind === 'command' && isCommand(value.command)) ||
    (value.kind === 'recorded' && typeof value.session === 'string' && typeof value.seq === 'number'));
