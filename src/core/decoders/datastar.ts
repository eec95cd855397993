/**
 * Datastar, 1.0 and before: patches of elements and of signals.
 * Source: the protocol of its SDKs (ADR), what `@starfederation/datastar-sdk` 1.0.0 writes, and what the bundle 1.0.0-RC.5 made of it.
 */
import type { Decoder, Meaning, StreamHead, StreamMessage } from './decoder.ts';
import { FaultList } from './fault-list.ts';
import { isObject, objectOf, parseJson } from './json-shape.ts';
import { parseLiteral } from './literal.ts';
import { readMarkup } from './markup.ts';
import { mergePatch, removePath, type State, stateOf } from './merge-patch.ts';
import { openEnded } from './open-ended.ts';
import type { HtmlPart, StatePart } from './part.ts';
import { queryOf } from './request-url.ts';
import { short } from './says.ts';

interface Folded {
  readonly html: HtmlPart[];
  readonly signals: State;
  readonly changes: { message: number; paths: string[] }[];
  /** What the page sent; undefined where it sent none, or is not known. */
  readonly sent: unknown;
  readonly faults: FaultList;
}

/** Values of `mode`. */
const MODES = new Set(['outer', 'inner', 'replace', 'prepend', 'append', 'before', 'after', 'remove']);
/** Those that find their target by the id of each element. */
const BY_ID = new Set(['outer', 'replace']);
/** The document has one of each, so they need no id. */
const SINGLE = new Set(['html', 'head', 'body']);
/** Elements that are named in the column. */
const MOST_NAMED = 5;

/** The signals that the page sent: in the query of a GET, else in the body. */
function sentSignals(head: StreamHead): unknown {
  const query = queryOf(head.url, 'datastar');
  return (query === undefined ? undefined : objectOf(parseJson(query))) ?? objectOf(head.requestBody);
}

/** `name value` lines; those of one name are the lines of one text. */
function argumentsOf(data: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of data.split('\n')) {
    const space = line.indexOf(' ');
    const name = space < 0 ? line : line.slice(0, space);
    const value = space < 0 ? '' : line.slice(space + 1);
    const held = lines.get(name);
    lines.set(name, held === undefined ? value : `${held}\n${value}`);
  }
  return lines;
}

function howOf(args: ReadonlyMap<string, string>): string | undefined {
  const namespace = args.get('namespace') ?? 'html';
  const how = [...(namespace === 'html' ? [] : [namespace]), ...(args.get('useViewTransition') === 'true' ? ['view transition'] : [])];
  return how.length > 0 ? how.join(', ') : undefined;
}

function patchElements(folded: Folded, message: StreamMessage, args: ReadonlyMap<string, string>, names: { mode: string; elements: string }): Meaning {
  const mode = args.get(names.mode) ?? (names.mode === 'mode' ? 'outer' : 'morph');
  const text = args.get(names.elements) ?? '';
  const selector = args.get('selector') ?? '';
  const how = howOf(args);
  folded.html.push({ kind: 'html', action: mode, target: selector, text, messages: [message.index], ...(how !== undefined && { how }) });
  const { elements, isNested } = readMarkup(selector === '' ? text : '', how?.startsWith('svg') === true || how?.startsWith('mathml') === true);
  const isNow = names.mode === 'mode';
  const fault = (id: 'no-target' | 'not-understood', says: string): void => folded.faults.add(id, says, message.index);
  if (isNow && !MODES.has(mode)) fault('not-understood', `The mode “${short(mode)}” is none of Datastar's.`);
  else if (selector === '' && isNow && !BY_ID.has(mode) && (mode !== 'remove' || text === ''))
    fault('no-target', `The mode ${mode} needs a selector, and there is none.`);
  else if (selector === '' && (BY_ID.has(mode) || mode === 'morph')) {
    const lost = isNested && elements.find(({ name, attributes }) => !SINGLE.has(name) && !attributes.get('id'));
    if (lost) fault('no-target', `There is no selector, and <${short(lost.name)}> has no id.`);
  }
  const ids = elements.slice(0, MOST_NAMED).map(({ name, attributes }) => (attributes.has('id') ? `#${attributes.get('id')}` : name));
  const target = selector === '' ? ids.join(' ') + (elements.length > MOST_NAMED ? ' …' : '') : selector;
  return { says: [mode, short(target), ...(how === undefined ? [] : [`(${how})`]), ...(text === '' ? [] : [`${text.length} characters`])].join(' ') };
}

function patchSignals(folded: Folded, message: StreamMessage, args: ReadonlyMap<string, string>): Meaning {
  const text = args.get('signals') ?? '';
  // The client takes any JavaScript; of that, literals can be read without running them.
  const patch = parseJson(text) ?? parseLiteral(text);
  const onlyIfMissing = args.get('onlyIfMissing') === 'true';
  const says = `signals ${onlyIfMissing ? 'if missing ' : ''}${short(text)}`;
  if (!isObject(patch)) {
    folded.faults.add('not-understood', `The signals are no object that can be read without running it: ${short(text)}`, message.index);
    return { says };
  }
  change(folded, message, mergePatch(folded.signals, patch, onlyIfMissing));
  return { says };
}

function change(folded: Folded, { index }: StreamMessage, paths: string[]): void {
  if (paths.length > 0) folded.changes.push({ message: index, paths });
}

function foldNamed(folded: Folded, message: StreamMessage): Meaning | undefined {
  const args = argumentsOf(message.data);
  switch (message.type) {
    case 'datastar-patch-elements':
      return patchElements(folded, message, args, { mode: 'mode', elements: 'elements' });
    case 'datastar-patch-signals':
    case 'datastar-merge-signals':
      return patchSignals(folded, message, args);
    // Before 1.0.
    case 'datastar-merge-fragments':
      return patchElements(folded, message, args, { mode: 'mergeMode', elements: 'fragments' });
    case 'datastar-remove-fragments': {
      const selector = args.get('selector') ?? '';
      folded.html.push({ kind: 'html', action: 'remove', target: selector, text: '', messages: [message.index] });
      if (selector === '') folded.faults.add('no-target', 'There is no selector of what is to be removed.', message.index);
      return { says: `remove ${short(selector)}` };
    }
    case 'datastar-remove-signals': {
      const paths = (args.get('paths') ?? '').split('\n').filter((path) => path !== '');
      change(
        folded,
        message,
        paths.flatMap((path) => removePath(folded.signals, path.split('.')) ?? []),
      );
      return { says: `remove signals ${short(paths.join(' '))}` };
    }
    case 'datastar-execute-script': {
      const text = args.get('script') ?? '';
      folded.html.push({ kind: 'html', action: 'script', target: '', text, messages: [message.index] });
      return { says: `script ${short(text)}` };
    }
    default:
      if (message.data === '') return undefined;
      folded.faults.add('not-understood', `Datastar has no event “${short(message.type)}”.`, message.index);
      return undefined;
  }
}

export const datastar: Decoder<Folded> = {
  id: 'datastar',
  name: 'Datastar',
  recognise(head, message) {
    if (message?.type.startsWith('datastar-') === true) return 'certain';
    return message === undefined && head.requestHeader('datastar-request') === 'true' ? 'likely' : undefined;
  },
  start(head) {
    const sent = sentSignals(head);
    return { html: [], signals: stateOf(objectOf(sent) ?? {}), changes: [], sent, faults: new FaultList() };
  },
  fold: foldNamed,
  result({ html, signals, changes, sent, faults }, end) {
    const state: StatePart[] = sent === undefined && changes.length === 0 ? [] : [{ kind: 'state', name: 'signals', value: signals, changes }];
    return {
      parts: [...state, ...html],
      facts: { ...(sent !== undefined && { more: { request: sent } }) },
      ...openEnded(end, true),
      faults: faults.with(),
    };
  },
};
