/**
 * Turbo Streams: a message holds one or several `<turbo-stream>` elements, each an action on the page.
 * Source: `@hotwired/turbo` 8.0.23 (`<turbo-stream-source>`), run with an EventSource.
 */
import type { Decoder } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { type MarkupElement, topElements } from './markup.ts';
import { openEnded } from './open-ended.ts';
import type { HtmlPart } from './part.ts';
import { short } from './says.ts';

interface Folded {
  readonly html: HtmlPart[];
  readonly faults: FaultList;
}

/** Its own actions that change elements; an application may add others, which need no target. */
const NEED_TARGET = new Set(['append', 'prepend', 'before', 'after', 'replace', 'update', 'remove']);
/** Attributes that say how. */
const HOW = ['method', 'scroll', 'request-id'] as const;

function isTurbo(data: string): boolean {
  return /^\s*<turbo-stream[\s>]/i.test(data);
}

function actionOf(element: MarkupElement, message: number): HtmlPart {
  const { attributes, inner } = element;
  const how = HOW.flatMap((name) => {
    const value = attributes.get(name);
    return value ? [name === 'method' ? value : `${name} ${value}`] : [];
  });
  return {
    kind: 'html',
    action: attributes.get('action') ?? '',
    target: attributes.get('target') ?? attributes.get('targets') ?? '',
    text: topElements(inner).find(({ name }) => name === 'template')?.inner ?? '',
    messages: [message],
    ...(how.length > 0 && { how: how.join(', ') }),
  };
}

function sayAction({ action, target, how, text }: HtmlPart, { attributes }: MarkupElement): string {
  const where = target === '' ? [] : [attributes.has('target') ? `#${short(target)}` : short(target)];
  return [short(action), ...where, ...(how === undefined ? [] : [`(${short(how)})`]), ...(text === '' ? [] : [`${text.length} characters`])].join(' ');
}

export const turbo: Decoder<Folded> = {
  id: 'turbo',
  name: 'Turbo Streams',
  recognise: (_, message) => (message !== undefined && isTurbo(message.data) ? 'certain' : undefined),
  start: () => ({ html: [], faults: new FaultList() }),
  fold({ html, faults }, { type, data, index }) {
    if (data === '') return undefined;
    const elements = isTurbo(data) ? topElements(data).filter(({ name }) => name === 'turbo-stream') : [];
    if (elements.length === 0) {
      faults.add('not-understood', 'There is no <turbo-stream> in it.', index);
      return undefined;
    }
    // Its source listens to `message` alone, so nothing of a named one is done: it is no action of the stream.
    if (type !== 'message') {
      faults.add('event-name', `Turbo ignores messages with a name, and this one is called “${short(type)}”.`, index);
      return { says: `ignored: ${short(type)}` };
    }
    const says = elements.map((element) => {
      const action = actionOf(element, index);
      if (action.action === '') faults.add('not-understood', 'A <turbo-stream> has no action.', index);
      else if (NEED_TARGET.has(action.action) && action.target === '') faults.add('no-target', `The action ${action.action} has no target.`, index);
      html.push(action);
      return sayAction(action, element);
    });
    return { says: says.slice(0, 5).join('; ') + (says.length > 5 ? ' …' : '') };
  },
  result: ({ html, faults }, end) => ({ parts: [...html], facts: {}, ...openEnded(end), faults: faults.with() }),
};
