/**
 * Reads the elements at the top of a piece of markup: enough to say what a message does to a page, without a page. Linear in the text, whatever it is.
 * @note It is no HTML parser: it knows nothing of what a parser moves or adds. Whoever names a fault by it stays silent in doubt.
 */

export interface MarkupElement {
  /** In small letters. */
  readonly name: string;
  /** Names in small letters; the first of a name counts, as in HTML. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What stands between its tags. */
  readonly inner: string;
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
/** Their content is text, up to their end tag. */
const TEXT_ONLY = new Set(['script', 'style', 'textarea', 'title']);
/** Another of the same ends one that is open. */
const ENDED_BY_NEXT = new Set(['li', 'dt', 'dd', 'p', 'option', 'tr', 'td', 'th']);
const FOREIGN = new Set(['svg', 'math']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const TAG_NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
const TAG_END = /[\s/]*>/y;

/** `foreign`: the whole stands within `<svg>` or `<math>`, where a tag may close itself. */
export function topElements(markup: string, foreign = false): readonly MarkupElement[] {
  return readMarkup(markup, foreign).elements;
}

/** `isNested`: each end tag closes what was opened last, and nothing is left open. Otherwise a parser moves elements, and what is at the top is not certain. */
export function readMarkup(markup: string, foreign = false): { readonly elements: readonly MarkupElement[]; readonly isNested: boolean } {
  const elements: MarkupElement[] = [];
  let isNested = true;
  /** Names that are open, from the top down, and how often each is: so an end tag that closes nothing costs nothing. */
  const open: string[] = [];
  const openCount = new Map<string, number>();
  let top = { name: '', attributes: NO_ATTRIBUTES, from: 0 };
  let foreignDepth = foreign ? 1 : 0;

  const close = (before: number): void => {
    const name = open.pop()!;
    openCount.set(name, openCount.get(name)! - 1);
    if (FOREIGN.has(name)) foreignDepth -= 1;
    if (open.length === 0) elements.push({ name: top.name, attributes: top.attributes, inner: markup.slice(top.from, before) });
  };

  let at = markup.indexOf('<');
  while (at >= 0) {
    // At the second level too: the tag may end the element that is open, and be the next one at the top.
    const tag = readTag(markup, at, open.length <= 1);
    if (tag === undefined) break;
    if (tag.kind === 'end') {
      isNested &&= open.at(-1) === tag.name;
      if ((openCount.get(tag.name) ?? 0) > 0) {
        while (open.at(-1) !== tag.name) close(at);
        close(at);
      }
    } else if (tag.kind === 'start') {
      if (ENDED_BY_NEXT.has(tag.name) && open.at(-1) === tag.name) close(at);
      if (open.length === 0) top = { name: tag.name, attributes: tag.attributes, from: tag.end };
      open.push(tag.name);
      openCount.set(tag.name, (openCount.get(tag.name) ?? 0) + 1);
      if (FOREIGN.has(tag.name)) foreignDepth += 1;
      if (VOID.has(tag.name) || (tag.closesItself && foreignDepth > 0)) close(tag.end);
    }
    at = markup.indexOf('<', tag.kind === 'start' && TEXT_ONLY.has(tag.name) ? endOfText(markup, tag.name, tag.end) : tag.end);
  }
  isNested &&= at < 0 && open.length === 0;
  while (open.length > 0) close(markup.length);
  return { elements, isNested };
}

/** Whether a text is markup: it begins with a tag, and ends with one. */
export function isMarkup(text: string): boolean {
  return /^\s*<[a-z]/i.test(text) && text.trimEnd().endsWith('>');
}

interface Tag {
  kind: 'start' | 'end' | 'other';
  name: string;
  attributes: ReadonlyMap<string, string>;
  closesItself: boolean;
  /** Behind it. */
  end: number;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function otherThan(end: number): Tag {
  return { kind: 'other', name: '', attributes: NO_ATTRIBUTES, closesItself: false, end };
}

/** The tag, comment or lone `<` at `at`; undefined: it has no end. Attributes are read, and kept where they are asked for. */
function readTag(markup: string, at: number, keepsAttributes: boolean): Tag | undefined {
  if (markup.startsWith('<!--', at)) {
    const end = markup.indexOf('-->', at + 4);
    return end < 0 ? undefined : otherThan(end + 3);
  }
  const isEnd = markup[at + 1] === '/';
  TAG_NAME.lastIndex = at + (isEnd ? 2 : 1);
  const name = TAG_NAME.exec(markup)?.[0].toLowerCase();
  if (name === undefined) return otherThan(at + 1);
  let end = TAG_NAME.lastIndex;
  // Most tags end where their name does.
  if (markup[end] === '>') return { kind: isEnd ? 'end' : 'start', name, attributes: NO_ATTRIBUTES, closesItself: false, end: end + 1 };
  const attributes = new Map<string, string>();
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    if (!keepsAttributes) {
      if (!ATTRIBUTE.test(markup)) break;
      end = ATTRIBUTE.lastIndex;
      continue;
    }
    const attribute = ATTRIBUTE.exec(markup);
    if (attribute === null) break;
    end = ATTRIBUTE.lastIndex;
    const key = attribute[1]!.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, withoutEntities(attribute[2] ?? attribute[3] ?? attribute[4] ?? ''));
  }
  TAG_END.lastIndex = end;
  const rest = TAG_END.exec(markup)?.[0];
  if (rest === undefined) return undefined;
  return { kind: isEnd ? 'end' : 'start', name, attributes, closesItself: rest.endsWith('/>'), end: TAG_END.lastIndex };
}

/** Where the end tag of an element begins whose content is text. */
function endOfText(markup: string, name: string, from: number): number {
  const end = new RegExp(`</${name}`, 'gi');
  end.lastIndex = from;
  return end.exec(markup)?.index ?? markup.length;
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return point > 0x10_ff_ff ? whole : String.fromCodePoint(point);
  });
}
