/** Records a message that the page hook told: a new row, or one that the network told before. */
import { isToldForPage } from './hear.ts';
import { FIRST_TOLD } from './join/bounds.ts';
import { keyOf } from './join/evidence.ts';
import { takeAhead } from './join/merge-row.ts';
import type { MessageDispatched } from './observation.ts';
import { recordRow } from './record-message.ts';
import type { Capture, ConnectionEntry } from './types.ts';

export function recordDispatched(capture: Capture, entry: ConnectionEntry, message: MessageDispatched): void {
  const slot = entry.slots[entry.slots.length - 1]!;
  const { at, type, lastEventId, data } = message;
  if (slot.firstTold.length < FIRST_TOLD) slot.firstTold.push({ key: keyOf(message), at });
  if (slot.ahead !== undefined && takeAhead(capture, slot, message)) return;
  const { told } = capture;
  told.at = at;
  told.type = type;
  told.lastEventId = lastEventId;
  told.data = data;
  told.heard = isToldForPage(entry, type);
  recordRow(capture, entry, slot, told);
  told.data = '';
}
