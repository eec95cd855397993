/** What a stream is expected to do, as it is written: a query for messages with words of its own, findings that must not be, a bound of reconnects. */
import { SEVERITIES, type Severity } from '../../src/core/explain/finding.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import type { Range } from '../../src/core/query/query.ts';
import { readNumber, readRange } from '../../src/core/query/read-value.ts';
import { isSpace, quotation, wordEnd } from '../../src/core/query/scanner.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { parseDuration } from '../duration.ts';

export type Expectation = { readonly text: string } & (
  | {
      readonly kind: 'messages';
      /** In the language of the panel's filter. */
      readonly query: string;
      readonly count: Range;
      /** Counted from when the page answered; missing: as long as it is watched. */
      readonly within?: Milliseconds;
    }
  /** None that is as bad as this, or worse; of this rule alone, where it is named. */
  | { readonly kind: 'no-finding'; readonly severity: Severity; readonly rule?: string }
  /** Of all connections together. */
  | { readonly kind: 'reconnects'; readonly count: Range }
);

/** Words that no query has. */
const OWN = ['within', 'count', 'no', 'severity', 'rule', 'reconnects'] as const;
type OwnWord = (typeof OWN)[number];

const AT_LEAST_ONE: Range = { low: 1, high: Infinity, lowOpen: false, highOpen: false };

/**
 * Reads one expectation, such as `type:order.paid within:5s count:>=1`, `no:finding severity:error` or `reconnects:<=2`.
 * @throws RangeError with a message for the user
 */
export function parseExpectation(text: string): Expectation {
  const { own, query } = split(text);
  const refuse = (...words: OwnWord[]): void => {
    const strange = words.find((word) => own.has(word)) ?? (query === '' ? undefined : query);
    if (strange !== undefined) throw new RangeError(`"${text}": ${strange} does not belong here`);
  };
  const reconnects = own.get('reconnects');
  if (reconnects !== undefined) {
    refuse('within', 'count', 'no', 'severity', 'rule');
    return { text, kind: 'reconnects', count: countOf(text, reconnects) };
  }
  const no = own.get('no');
  if (no !== undefined) {
    refuse('within', 'count');
    if (no !== 'finding') throw new RangeError(`"${text}": no:finding is all that can be none; of messages write count:0`);
    return { text, kind: 'no-finding', severity: severityOf(text, own.get('severity')), rule: own.get('rule') };
  }
  if (own.has('severity') || own.has('rule')) throw new RangeError(`"${text}": severity: and rule: belong to no:finding`);
  if (query === '') throw new RangeError(`"${text}" names no messages: begin with a query such as type:order.paid`);
  const { fault } = parseQuery(query);
  if (fault !== null)
    throw new RangeError(`"${text}": the query ${query} is wrong at ${fault.at.from}: ${fault.code}${fault.detail === '' ? '' : ` (${fault.detail})`}`);
  const within = own.get('within');
  return {
    text,
    kind: 'messages',
    query,
    count: own.has('count') ? countOf(text, own.get('count')!) : AT_LEAST_ONE,
    within: within === undefined ? undefined : parseDuration(within),
  };
}

/** The words of our own, and what is left as a query. What stands in quotation marks is left. */
function split(text: string): { own: Map<OwnWord, string>; query: string } {
  const own = new Map<OwnWord, string>();
  const rest: string[] = [];
  for (let at = 0; at < text.length;) {
    if (isSpace(text[at])) {
      at += 1;
      continue;
    }
    const end = wordEnd(text, at);
    const word = text.slice(at, end);
    const quote = word.indexOf('"');
    const to = quote < 0 ? end : Math.max(end, quotation(text, at + quote)?.to ?? text.length);
    const [name = '', value] = word.split(/:(.*)/s, 2);
    const key = OWN.find((one) => one === name);
    if (key === undefined || value === undefined) rest.push(text.slice(at, to));
    else if (own.has(key)) throw new RangeError(`"${text}" says ${key}: twice`);
    else own.set(key, value);
    at = to;
  }
  return { own, query: rest.join(' ') };
}

function countOf(text: string, value: string): Range {
  const found = readRange(value, readNumber, 'number');
  if (typeof found === 'string') throw new RangeError(`"${text}": "${value}" is no number: write 3, >=1, <=2 or 1..5`);
  return found;
}

function severityOf(text: string, value: string = 'note'): Severity {
  const found = SEVERITIES.find((severity) => severity === value);
  if (found === undefined) throw new RangeError(`"${text}": there is no severity "${value}": ${SEVERITIES.join(', ')}`);
  return found;
}

/** The expectations of a file: one a line; empty lines, and those that begin with `#`, are left out. */
export function readExpectations(text: string): Expectation[] {
  return text.split(/\r?\n/).flatMap((line) => (/^\s*(#|$)/.test(line) ? [] : [parseExpectation(line.trim())]));
}
