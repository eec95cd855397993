/**
 * htmx: HTML for the page. htmx 4 reads the stream by fetch and swaps messages without a name; htmx 2 opens an EventSource and binds each name to an element.
 * Source: htmx.org 4.0.1 with its `hx-sse`, htmx-ext-sse 2.2.4; run in a page.
 */
import type { Decoder, StreamHead } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isMarkup, topElements } from './markup.ts';
import { openEnded } from './open-ended.ts';
import type { HtmlPart, ValuePart } from './part.ts';
import { short } from './says.ts';

interface Folded {
  readonly isFour: boolean;
  readonly parts: (HtmlPart | ValuePart)[];
  readonly faults: FaultList;
}

/** Lets the page's own code wait no longer (htmx 4); it is never put into the page. */
const RELEASE = 'hx:release';

/** An EventSource cannot send it. */
function isFour(head: StreamHead): boolean {
  return head.requestHeader('hx-request') === 'true';
}

function idsOf(markup: string): string {
  return topElements(markup)
    .slice(0, 5)
    .map(({ name, attributes }) => (attributes.has('id') ? `#${attributes.get('id')}` : `<${name}>`))
    .join(' ');
}

export const htmx: Decoder<Folded> = {
  id: 'htmx',
  name: 'htmx',
  // Of htmx 2 the request says nothing, and that a message is HTML says nothing of who reads it: that one is decoded for whoever asks for it by name.
  recognise: (head) => (isFour(head) ? 'certain' : undefined),
  start: (head) => ({ isFour: isFour(head), parts: [], faults: new FaultList() }),
  fold({ isFour: four, parts, faults }, { type, data, index }) {
    const name = type === 'message' ? '' : type;
    if (type === RELEASE) return { says: RELEASE };
    if (name === '' || !four) {
      if (data === '') return name === '' ? undefined : { says: `event ${short(name)}` };
      // Where it goes to is written in the page, by the name of the message.
      parts.push({ kind: 'html', action: 'swap', target: name, text: data, messages: [index] });
      return { says: `swap ${name === '' ? '' : `${short(name)} `}${short(idsOf(data))} ${data.length} characters`.replace('  ', ' ') };
    }
    parts.push({ kind: 'value', name, value: data, messages: [index] });
    if (isMarkup(data)) faults.add('event-name', `htmx 4 puts only messages without a name into the page: “${short(name)}” is an event for scripts.`, index);
    return { says: `event ${short(name)} ${short(data)}`.trimEnd() };
  },
  result: ({ isFour: four, parts, faults }, end) => ({
    parts: [...parts],
    facts: four ? { more: { version: 4 } } : {},
    ...openEnded(end, true),
    faults: faults.with(),
  }),
};
