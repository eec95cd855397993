/** What was asked: the last text of the user in the body of a request to a model, whichever protocol it speaks. */
import { at, isObject, listOf, textOf } from './json-shape.ts';

/** Members of a body that hold what is said, and of a message that hold its content. */
const SAID = ['messages', 'contents', 'input', 'inputs', 'message', 'prompt'] as const;
const CONTENT = ['content', 'parts', 'text'] as const;

/** Undefined where the body was not seen, or holds no text of a user. */
export function askedOf(body: unknown): string | undefined {
  for (const name of SAID) {
    const text = saidIn(at(body, name));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The last text: of a list, of its last message of a user (a message that does not say whose it is is one). */
function saidIn(value: unknown): string | undefined {
  if (!Array.isArray(value)) return textIn(value);
  const last = value.findLast((message) => (at(message, 'role') ?? 'user') === 'user' && textIn(message) !== undefined) as unknown;
  return textIn(last);
}

function textIn(message: unknown): string | undefined {
  if (typeof message === 'string') return message === '' ? undefined : message;
  if (!isObject(message)) return undefined;
  for (const name of CONTENT) {
    const content = at(message, name);
    const texts = typeof content === 'string' ? [content] : listOf(content).map((part) => textOf(part) ?? textOf(at(part, 'text')) ?? '');
    const text = texts.join('');
    if (text !== '') return text;
  }
  return undefined;
}
