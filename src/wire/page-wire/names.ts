/**
 * How the two ends find each other. The content script makes a random word and says it in a `HELLO` on `window`; the hook, whose
 * listener is older than every script of the page, takes the word and stops the event there. From then on they talk in events that
 * are named by the word, which the page cannot know.
 */
import type { PageWord } from './page-word.ts';

export const HELLO = 'sse-scope:hello';
/** Hook → content script: `${messages};${text of a batch}`. */
export const up = (word: PageWord): string => word + '>';
/** Content script → hook: a `PageCommand`. */
export const down = (word: PageWord): string => word + '<';
