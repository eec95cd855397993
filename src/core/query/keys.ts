/** The keys of the language, and what each takes. */

export const WORD_KEYS = ['type', 'url', 'origin', 'frame', 'data', 'meaning', 'protocol'] as const;
export type WordKey = (typeof WORD_KEYS)[number];
export const NUMBER_KEYS = ['conn', 'attempt', 'seq', 'size'] as const;
export type NumberKey = (typeof NUMBER_KEYS)[number];

/** Keys whose values are few, in the words of the model. */
export const CHOICES = {
  kind: ['message', 'comment', 'retry'],
  heard: ['yes', 'no'],
  from: ['hook', 'har', 'wire'],
  is: ['bookmarked', 'keepalive'],
  api: ['eventsource', 'fetch', 'xhr'],
  context: ['page', 'frame', 'worker', 'sharedworker', 'serviceworker'],
} as const;
export type ChoiceKey = keyof typeof CHOICES;
export const CHOICE_KEYS = Object.keys(CHOICES) as ChoiceKey[];

/** `id` takes words and numbers, `at` times; `data` is followed by a path, or by the value itself. */
export type QueryKey = WordKey | NumberKey | ChoiceKey | 'id' | 'at';

/** In the order in which they are offered. */
export const QUERY_KEYS: readonly QueryKey[] = [
  'type',
  'data',
  'meaning',
  'id',
  'conn',
  'size',
  'at',
  'heard',
  'kind',
  'from',
  'is',
  'url',
  'origin',
  'protocol',
  'frame',
  'context',
  'api',
  'attempt',
  'seq',
];

/** One of each, for those who learn by examples. */
export const QUERY_EXAMPLES: Readonly<Record<QueryKey, string>> = {
  type: 'type:order.*,ping',
  data: 'data.price:>3',
  meaning: 'meaning:call',
  id: 'id:>100',
  conn: 'conn:3',
  size: 'size:>10kb',
  at: 'at:>12:03:05',
  heard: 'heard:no',
  kind: 'kind:comment',
  from: 'from:wire',
  is: '-is:keepalive',
  url: 'url:/orders',
  origin: 'origin:localhost',
  protocol: 'protocol:mcp',
  frame: 'frame:top',
  context: 'context:worker',
  api: 'api:fetch',
  attempt: 'attempt:>1',
  seq: 'seq:1..10',
};

/** What people write who have not read which keys there are. */
const OTHER_NAMES: ReadonlyMap<string, QueryKey> = new Map([
  ['event', 'type'],
  ['name', 'type'],
  ['connection', 'conn'],
  ['time', 'at'],
  ['length', 'size'],
  ['source', 'from'],
  ['lasteventid', 'id'],
  ['body', 'data'],
  ['iframe', 'frame'],
]);

export function isQueryKey(word: string): word is QueryKey {
  return QUERY_KEYS.some((key) => key === word);
}

/** The key that was probably meant; undefined: none, so the word is text. */
export function nearKey(word: string): QueryKey | undefined {
  const lower = word.toLowerCase();
  const same = QUERY_KEYS.find((key) => key === lower) ?? OTHER_NAMES.get(lower);
  return same ?? (lower.length < 3 ? undefined : QUERY_KEYS.find((key) => key.length > 2 && isOneSlip(lower, key)));
}

/** A letter missing, added, wrong, or two swapped. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rests = [
    [one.slice(at + 1), other.slice(at)],
    [one.slice(at), other.slice(at + 1)],
    [one.slice(at + 1), other.slice(at + 1)],
  ];
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
  return isSwapped || rests.some(([a, b]) => a === b);
}
