/**
 * How the two ends of a document find each other. The content script makes an element that is in no document, and hands it over as the
 * `relatedTarget` of a `HELLO` on `window`: a DOM object is the one thing that both worlds can hold. The hook, whose listener is older than
 * every script of the page, takes the element and stops the event there. From then on they talk in events on that element, which the
 * page cannot reach; and `document.open()`, which removes every listener from the window and the document, does not touch it.
 */
export const HELLO = 'sse-scope:hello';
/** Hook → content script: `${messages};${text of a batch}`. */
export const UP = 'up';
/** In the place of the number of messages: the batch carries bytes of readings. */
export const BYTES = -2;
/** In the same place: the answer to `count`, and to `whose`. */
export const COUNTS = -1;
export const WHOSE = -3;
/** Content script → hook: a `HookCommand`. */
export const DOWN = 'down';

/**
 * Commands to the hook. `listen`: tell all that was kept and all that comes. `quiet`: keep it. `flush`: tell it now. `count`: tell how many each
 * source has had. `whose URL`: tell whether an EventSource is asking for it (page/whose-request.ts). `hear SOURCE TYPE`: listen to that type of
 * that source, too; the type is all that follows the second space. `stopped QUIETLY URL`: the browser has stopped that stream (page/observe-eventsource.ts).
 */
export type HookCommand = 'listen' | 'quiet' | 'flush' | 'count' | `whose ${string}` | `hear ${number} ${string}` | `stopped ${0 | 1} ${string}`;
