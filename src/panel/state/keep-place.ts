/** Where the user stood in the panel, for its next document: Firefox makes a new one whenever the toolbox is moved. */
import { batch, effect, type Signal } from '@preact/signals';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../../core/units.ts';
import type { Host } from './host.ts';

export interface PlaceSignals {
  readonly selectedConnection: Signal<ConnectionId | null>;
  readonly selectedAttempt: Signal<AttemptNumber | null>;
  readonly selectedMessage: Signal<MessageIndex | null>;
}

export function keepPlace(host: Host, signals: PlaceSignals, signal: AbortSignal): void {
  const { selectedConnection, selectedAttempt, selectedMessage } = signals;
  void host.place?.load().then((saved) => {
    if (signal.aborted) return;
    const place = readPlace(saved);
    // What the user did meanwhile is newer.
    if (place !== null && selectedConnection.peek() === null && selectedMessage.peek() === null) {
      batch(() => {
        selectedConnection.value = place.connection;
        selectedAttempt.value = place.attempt;
        selectedMessage.value = place.message;
      });
    }
    const stop = effect(() => {
      host.place?.save({ connection: selectedConnection.value, attempt: selectedAttempt.value, message: selectedMessage.value });
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

interface Place {
  connection: ConnectionId | null;
  attempt: AttemptNumber | null;
  message: MessageIndex | null;
}

function readPlace(value: unknown): Place | null {
  if (typeof value !== 'object' || value === null) return null;
  const { connection, attempt, message } = value as Partial<Record<keyof Place, unknown>>;
  return isPart(connection) && isPart(attempt) && isPart(message) ? { connection, attempt, message } : null;
}

const isPart = (value: unknown): value is number | null => value === null || Number.isSafeInteger(value);
