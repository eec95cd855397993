/** Who opened a stream. */
import type { Context } from '../../../core/model/connection.ts';
import { say } from '../../../words/say.ts';

export const contextWords: Readonly<Record<Context, string>> = {
  page: say('connections_context_page'),
  frame: say('connections_context_frame'),
  worker: say('connections_context_worker'),
  sharedworker: say('connections_context_sharedworker'),
  serviceworker: say('connections_context_serviceworker'),
};
