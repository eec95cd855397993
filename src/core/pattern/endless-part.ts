/**
 * Finds the part of a regular expression for which the browser's engine may never come to an end.
 *
 * `(a+)+` can split a text in more ways than there are atoms in the world, and a search that fails tries them all; nothing can interrupt it, and
 * it runs where messages are recorded. A repeated group is let pass when its rounds can be told apart: it holds nothing of variable length, or
 * some character of every round can be none of what is variable in it (`(\w+\.)+`); its alternatives begin differently (`(foo|bar)*`).
 * What is let pass takes a time that grows with some power of the length, for which there is `PATTERN_REACH`; what is refused may be harmless.
 */

/** Characters by which two atoms are compared: those of all common classes, and a few from beyond. */
const SAMPLE = [...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)), '\u2028', '中', 'д', '€'];

/** So many rounds are as good as without end. */
const MANY = 10;

interface Group {
  start: number;
  /** What stands in it, in order; `fixed`: exactly so often in every round. */
  items: { text: string; fixed: boolean }[];
  /** First atom of each alternative that has ended; null: it begins with nothing that stands there every time. */
  firsts: (string | null)[];
  /** First atom of the present alternative; undefined: none yet. */
  first: string | null | undefined;
  /** A group in it has alternatives that begin alike. */
  ambiguous: boolean;
  /** Of the present alternative: in how many ways it may match, as a decimal logarithm; and how many parts of it reach as far as one looks. */
  ways: number;
  far: number;
  /** Of the alternatives that have ended: the sum of their ways. */
  others: number;
}

/** The repeated group at fault, as written; null when there is none. `source` must be a valid regular expression. */
export function endlessPart(source: string, flags: string): string | null {
  return readPattern(source, flags, Infinity).fault;
}

/**
 * In how many ways a regular expression without an endless part may match from one place of a text, at most, if it looks at `reach` code units of it: as a
 * decimal logarithm. The browser's engine tries them all before it says no.
 * @note Parts of one sequence that may be of any length share what one looks at: so k of them have `reach ** k / k!` ways.
 */
export function waysToMatch(source: string, flags: string, reach: number): number {
  return readPattern(source, flags, reach).ways;
}

function readPattern(source: string, flags: string, reach: number): { fault: string | null; ways: number } {
  const stack: Group[] = [newGroup(0)];
  let at = 0;
  while (at < source.length) {
    const group = stack.at(-1)!;
    if (source[at] === '(') {
      stack.push(newGroup(at));
      at += /^\((?:\?(?::|=|!|<=|<!|<[^>]*>))?/.exec(source.slice(at))![0].length;
      continue;
    }
    if (source[at] === '|') {
      endAlternative(group);
      at += 1;
      continue;
    }
    const atom = source[at] === ')' ? closeGroup(stack.pop()!, flags) : atomAt(source, at);
    at += typeof atom === 'string' ? atom.length : 1;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? '';
    at += quantifier.length;
    const [least, most] = boundsOf(quantifier);
    const times = most <= MANY ? (least === most ? 'fixed' : 'variable') : 'many';
    const isGroup = typeof atom !== 'string';
    const isAmbiguous = isGroup && quantifier !== '' && mayBeEndless(atom, flags);
    if (isAmbiguous && times === 'many') return { fault: source.slice(atom.start, at), ways: Infinity };
    const parent = stack.at(-1)!;
    const many = Math.min(most, reach);
    parent.ways += Math.log10(1 + Math.max(0, many - least));
    if (most > reach) parent.far += 1;
    // What was matched before is compared with the text, however long it is.
    if (!isGroup && isReference(atom)) parent.ways += Math.log10(reach);
    // Rounds that can be told apart are tried one after the other, and not each in all ways of the others.
    if (isGroup) parent.ways += isAmbiguous ? atom.ways * many : atom.ways + Math.log10(Math.max(1, least));
    add(parent, atom, times === 'fixed');
  }
  endAlternative(stack[0]!);
  return { fault: null, ways: Math.log10(stack[0]!.others) };
}

function newGroup(start: number): Group {
  return { start, items: [], firsts: [], first: undefined, ambiguous: false, ways: 0, far: 0, others: 0 };
}

function endAlternative(group: Group): void {
  group.firsts.push(group.first ?? null);
  group.first = undefined;
  endWays(group);
}

function endWays(group: Group): void {
  let shared = 0;
  for (let k = 2; k <= group.far; k += 1) shared += Math.log10(k);
  group.others += 10 ** (group.ways - shared);
  group.ways = 0;
  group.far = 0;
}

function closeGroup(group: Group, flags: string): Group {
  if (group.firsts.length === 0) endWays(group);
  else endAlternative(group);
  group.ways = Math.log10(group.others);
  if (group.firsts.length === 0) return group;
  const { firsts } = group;
  if (firsts.some((one, i) => firsts.slice(i + 1).some((other) => one === null || other === null || overlap(one, other, flags)))) group.ambiguous = true;
  return group;
}

function add(parent: Group, atom: string | Group, fixed: boolean): void {
  if (typeof atom === 'string') {
    // Places between characters are no characters.
    if (/^(?:\^|\$|\\b)$/i.test(atom)) return;
    if (parent.first === undefined) parent.first = fixed ? atom : null;
    parent.items.push({ text: atom, fixed });
    return;
  }
  if (parent.first === undefined) parent.first = null;
  // What one alternative has every time, the others have not.
  const always = fixed && atom.firsts.length === 0;
  for (const item of atom.items) parent.items.push({ text: item.text, fixed: item.fixed && always });
  parent.ambiguous ||= atom.ambiguous;
}

/** Whether a text can be split into rounds of this group, or within a round, in more than one way. */
function mayBeEndless({ items, firsts, ambiguous }: Group, flags: string): boolean {
  if (ambiguous) return true;
  const variable = items.filter(({ fixed }) => !fixed);
  if (variable.length === 0) return false;
  const isApart = (mark: string): boolean => variable.every(({ text }) => !overlap(mark, text, flags));
  // Each alternative is known by its first character, each round of a single one by any.
  const isTold = firsts.length > 0 ? firsts.every((first) => first !== null && isApart(first)) : items.some(({ text, fixed }) => fixed && isApart(text));
  if (!isTold) return true;
  return items.some((one, i) =>
    items.slice(i + 1).some((other, j) => !one.fixed && !other.fixed && overlap(one.text, other.text, flags) && !stops(i, i + 1 + j)),
  );

  /** Something between the two is always there, and can be none of the first: so it cannot reach into the second. */
  function stops(from: number, to: number): boolean {
    return items.slice(from + 1, to).some(({ text, fixed }) => fixed && !overlap(text, items[from]!.text, flags));
  }
}

/** Whether a character can be both. */
function overlap(one: string, other: string, flags: string): boolean {
  // A back reference can be anything.
  if (isReference(one) || isReference(other)) return true;
  try {
    const [a, b] = [one, other].map((atom) => new RegExp(`^(?:${atom})$`, flags.replace('m', '')));
    return one === other || SAMPLE.some((char) => a!.test(char) && b!.test(char));
  } catch {
    return true;
  }
}

function atomAt(source: string, at: number): string {
  const rest = source.slice(at);
  const escape = /^\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[a-z]|\d+|[^])/i.exec(rest)?.[0];
  // [spec] In a class `[` is an ordinary character (but for the flag `v`, which is not offered).
  return escape ?? /^\[(?:\\[^]|[^\]\\])*\]/.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!);
}

const isReference = (atom: string): boolean => /^\\[1-9k]/.test(atom);

/** How often, at least and at most. */
function boundsOf(quantifier: string): [least: number, most: number] {
  if (quantifier === '') return [1, 1];
  const range = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier);
  if (range === null) return [quantifier.startsWith('+') ? 1 : 0, quantifier.startsWith('?') ? 1 : Infinity];
  const [, from, comma, to] = range;
  return [Number(from), comma === '' ? Number(from) : to === '' ? Infinity : Number(to)];
}
