/** Knows when the tab went to another page, by the top documents that announce themselves. */
import type { DocumentSeen, Observation } from '../core/model/observation.ts';
import type { Capture } from '../core/model/types.ts';
import { MAX_PAGES, PREVIEW_LENGTH, type PageMark } from '../wire/protocol/questions.ts';
import { cutText } from './cut-text.ts';

export interface Pages {
  /** The newest navigations, oldest first. The first page of all is none. */
  readonly marks: readonly PageMark[];
  /** Whether this fact is of a top document that the capture does not know yet, though it knows of others. Ask before it is recorded. */
  isNavigation(observation: Observation): observation is DocumentSeen;
  /** The tab is at this page now. */
  mark(document: DocumentSeen): void;
  forget(): void;
}

export function createPages(capture: Capture): Pages {
  let marks: PageMark[] = [];
  let hasTop = false;
  return {
    get marks() {
      return marks;
    },
    isNavigation(observation): observation is DocumentSeen {
      if (observation.kind !== 'document' || observation.frame.frameId !== 0 || capture.sessions.has(observation.session)) return false;
      const isFirst = !hasTop;
      hasTop = true;
      return !isFirst;
    },
    mark({ at, url }) {
      marks = [...marks.slice(1 - MAX_PAGES), { at, url: cutText(url, PREVIEW_LENGTH), nextMessage: capture.log.next }];
    },
    forget() {
      marks = [];
    },
  };
}
