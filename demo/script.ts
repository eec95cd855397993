/** Behaviour as data, so that a test can compose what no route offers: `/sse?script=[{"send":{"data":"a"}},{"cut":true}]`. */
import type { Block } from './block.ts';
import type { EventStream, Head } from './stream.ts';

export type Step =
  | { head: Head }
  | { send: Block; pieceBytes?: number }
  /** Text, written as it is. */
  | { raw: string; messages?: number }
  /** Base64, written as it is. */
  | { bytes: string; messages?: number }
  | { wait: number }
  | { repeat: number; steps: readonly Step[] }
  /** Waits for the client to go, or for steps that are pushed. */
  | { hold: true }
  | { end: true }
  | { cut: true };

/** The same steps for every attempt, or one list for each; the last one serves all that follow. */
export type Script = readonly Step[] | { attempts: readonly (readonly Step[])[] };

const VERBS = ['head', 'send', 'raw', 'bytes', 'wait', 'repeat', 'hold', 'end', 'cut'] as const;
/** Deeper nesting is a mistake, not a test. */
const MAX_DEPTH = 5;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a list of steps, as a sentence; undefined if nothing is. */
function complaint(steps: unknown, depth = 0): string | undefined {
  if (!Array.isArray(steps)) return 'steps must be an array';
  if (depth > MAX_DEPTH) return 'steps are nested too deeply';
  for (const step of steps as unknown[]) {
    if (!isRecord(step)) return `a step must be an object: ${JSON.stringify(step)}`;
    const verb = VERBS.find((name) => name in step);
    if (!verb) return `a step must have one of ${VERBS.join(', ')}: ${JSON.stringify(step)}`;
    const value = step[verb];
    if ((verb === 'send' || verb === 'head') && !isRecord(value)) return `${verb} must be an object`;
    if ((verb === 'raw' || verb === 'bytes') && typeof value !== 'string') return `${verb} must be a string`;
    if ((verb === 'wait' || verb === 'repeat') && typeof value !== 'number') return `${verb} must be a number`;
    if (verb === 'repeat') {
      const inner = complaint(step['steps'], depth + 1);
      if (inner) return inner;
    }
  }
  return undefined;
}

/** Reads a script from JSON. Throws a SyntaxError that says what is wrong. */
export function parseScript(json: string): Script {
  const value: unknown = JSON.parse(json);
  const lists: unknown = isRecord(value) ? value['attempts'] : [value];
  if (!Array.isArray(lists) || lists.length === 0) throw new SyntaxError('a script is an array of steps, or {"attempts": [steps, …]}');
  for (const steps of lists) {
    const wrong = complaint(steps);
    if (wrong) throw new SyntaxError(wrong);
  }
  return value as Script;
}

/** The steps of one attempt (from 1). */
export function stepsOf(script: Script, attempt: number): readonly Step[] {
  if (!('attempts' in script)) return script;
  return script.attempts[Math.min(attempt, script.attempts.length) - 1] ?? [];
}

/** Runs steps on a stream. Resolves to true if they ended the response. `{i}`, `{attempt}` and `{lastEventId}` are filled in data and id. */
export async function runSteps(stream: EventStream, steps: readonly Step[], i = 0): Promise<boolean> {
  const fill = (text: string): string =>
    text
      .replaceAll('{i}', String(i))
      .replaceAll('{attempt}', String(stream.request.attempt))
      .replaceAll('{lastEventId}', stream.request.lastEventId ?? '');
  for (const step of steps) {
    if ('head' in step) stream.open(step.head);
    else if ('send' in step) {
      const { data, id } = step.send;
      await stream.send({ ...step.send, ...(data === undefined ? {} : { data: fill(data) }), ...(id === undefined ? {} : { id: fill(id) }) }, step.pieceBytes);
    } else if ('raw' in step) await stream.raw(step.raw, { messages: step.messages ?? 0 });
    else if ('bytes' in step) await stream.raw(Buffer.from(step.bytes, 'base64'), { messages: step.messages ?? 0 });
    else if ('wait' in step) await stream.wait(step.wait);
    else if ('repeat' in step) {
      for (let round = 0; round < step.repeat; round += 1) if (await runSteps(stream, step.steps, round)) return true;
    } else if ('hold' in step) await stream.hold();
    else {
      if ('cut' in step) stream.cut();
      else stream.end();
      return true;
    }
  }
  return false;
}
