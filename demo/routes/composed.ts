import { parseScript, runSteps, stepsOf, type Script } from '../script.ts';
import type { Route } from './route.ts';

/** The route that does what its query says. */
export const composedRoute: Route = {
  path: '/sse',
  about: 'Does what `script` says: JSON steps (head, send, raw, bytes, wait, repeat, hold, end, cut), or {"attempts": [steps, …]}.',
  async run(stream) {
    let script: Script;
    try {
      script = parseScript(stream.query.get('script') ?? stream.request.body ?? '[]');
    } catch (error) {
      stream.open({ status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } });
      return stream.raw(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    await runSteps(stream, stepsOf(script, stream.request.attempt));
  },
};
