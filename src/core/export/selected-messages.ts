/** The messages that an export is about, by position, as they stand now. */
import { partitionPoint } from './partition-point.ts';
import type { Capture } from '../model/capture.ts';
import { firstIndex } from '../model/message-log.ts';
import type { MessageIndex } from '../units.ts';
import type { MessageList } from './job.ts';

export interface SelectedMessages {
  readonly length: number;
  at(position: number): MessageIndex;
  /** Position of the first message at `index` or after it. */
  from(index: MessageIndex): number;
}

/** @note For one piece only: between two pieces a capture grows at one end and drops at the other. */
export function selectedMessages({ log }: Capture, list: MessageList | undefined): SelectedMessages {
  if (list !== undefined) {
    const { length } = list;
    return { length, at: (position) => list.at(position), from: (index) => partitionPoint(length, (position) => list.at(position) < index) };
  }
  const first = firstIndex(log);
  return { length: log.next - first, at: (position) => first + position, from: (index) => Math.max(0, Math.min(log.next, index) - first) };
}
