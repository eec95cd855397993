/** The rules for requests that nobody answered differ in one thing only: what the browser's error means. */
import type { AttemptFacts } from './facts.ts';
import { networkErrorKind, type NetworkErrorKind } from './network-error.ts';
import type { Hit } from './rule.ts';

/** Said by a rule of its own. */
const TOLD: readonly NetworkErrorKind[] = [
  'dns',
  'refused',
  'tls',
  'reset',
  'proxy',
  'timeout',
  'offline',
  'changed',
  'suspended',
  'blocked',
  'policy',
  'port',
  'redirects',
  'encoding',
];

/** A hit when the attempt ended without an answer that the page got, and the browser's error is of one of `kinds`. */
export function whenUnanswered(kinds: readonly NetworkErrorKind[]): (facts: AttemptFacts) => Hit | undefined {
  return (facts) => {
    const found = unanswered(facts);
    return found === undefined || !kinds.includes(found.kind) ? undefined : { params: { error: found.error } };
  };
}

/** A hit for all other errors, with their meaning. */
export function whenUnansweredElse(facts: AttemptFacts): Hit | undefined {
  const found = unanswered(facts);
  return found === undefined || TOLD.includes(found.kind) ? undefined : { params: { error: found.error, means: found.kind } };
}

function unanswered({ attempt }: AttemptFacts): { error: string; kind: NetworkErrorKind } | undefined {
  const { outcome, error } = attempt;
  if (error === undefined) return undefined;
  const kind = networkErrorKind(error);
  // A head had come, and the page got nothing of it.
  if (outcome === 'failed' ? kind === 'aborted' || kind === 'generic' : outcome !== 'refused') return undefined;
  return { error, kind };
}
