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
}

/** The repeated group at fault, as written; null when there is none. `source` must be a valid regular expression. */
export function endlessPart(source: string, flags: string): string | null {
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
    const times = timesOf(quantifier);
    if (typeof atom !== 'string' && times === 'many' && mayBeEndless(atom, flags)) return source.slice(atom.start, at);
    add(stack.at(-1)!, atom, times === 'fixed');
  }
  return null;
}

function newGroup(start: number): Group {
  return { start, items: [], firsts: [], first: undefined, ambiguous: false };
}

function endAlternative(group: Group): void {
  group.firsts.push(group.first ?? null);
  group.first = undefined;
}

function closeGroup(group: Group, flags: string): Group {
  if (group.firsts.length === 0) return group;
  endAlternative(group);
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
  if ([one, other].some((atom) => /^\\[1-9k]/.test(atom))) return true;
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

function timesOf(quantifier: string): 'fixed' | 'variable' | 'many' {
  if (quantifier === '') return 'fixed';
  const range = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier);
  if (range === null) return quantifier.startsWith('?') ? 'variable' : 'many';
  const [, from, comma, to] = range;
  if (comma === '' || from === to) return Number(from) > MANY ? 'many' : 'fixed';
  return to === '' || Number(to) > MANY ? 'many' : 'variable';
}
