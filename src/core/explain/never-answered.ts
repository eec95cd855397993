/** The rules for requests that nobody answered differ in one thing only: what the browser's error means. */
import type { AttemptFacts } from './facts.ts';
import type { Hit } from './finding.ts';
import { networkErrorKind, type NetworkErrorKind } from './network-error.ts';

/** A hit when the attempt ended without an answer that the page got, and the browser's error is of one of `kinds`. */
export function whenUnanswered(kinds: readonly NetworkErrorKind[]): (facts: AttemptFacts) => Hit | undefined {
  return ({ attempt }) => {
    const { outcome, error } = attempt;
    if (outcome !== 'refused' || error === undefined || !kinds.includes(networkErrorKind(error))) return undefined;
    return { params: { error } };
  };
}
