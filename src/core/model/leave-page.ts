/** The tab went to another page, and what belonged to the one before is not to be kept. */
import type { EpochMs } from '../units.ts';
import { navigated } from './change-state.ts';
import { clearCapture } from './clear.ts';
import type { Capture } from './types.ts';

/**
 * Forgets all messages, and the connections of documents that are gone. A top document that is not suspended has made room for the new one,
 * also where the word of its end is still on its way.
 * @note What is suspended in the back/forward cache stays, since it may come back; so do frames that live: they may be the new page's own.
 */
export function leavePage(capture: Capture, at: EpochMs): void {
  for (const session of capture.sessions.values()) {
    if (session.document.frame.frameId !== 0) continue;
    for (const entry of session.sources.values()) navigated(capture, entry, at);
  }
  clearCapture(capture);
}
