/** What a stream means as JSON for the clipboard. */
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';

/** Where the pieces of a part came from: numbers of this panel, which say nothing elsewhere. */
const OWN_NUMBERS = new Set(['pieces', 'argumentsText', 'messages', 'changes']);

/** @note Of parts alone: what a server or a model has in its arguments and results may have any name. */
export function answerJson({ parts, protocol, ...answer }: DecodedAnswer): string {
  const shown = parts.map((part) => Object.fromEntries(Object.entries(part).filter(([name]) => !OWN_NUMBERS.has(name))));
  return JSON.stringify({ ...answer, protocol: protocol.id, faults: undefined, parts: shown }, null, 2);
}
