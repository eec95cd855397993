/** What is asked of rows that only decoders know: they are loaded when a query asks for it. */
import type { Filter } from '../select/filter.ts';
import type { AttemptNumber, ConnectionId, MessageIndex } from '../units.ts';
import { parseQuery } from './parse-query.ts';
import type { Condition } from './query.ts';

export interface DecodedRows {
  /** What a message says; undefined: nothing, or no protocol is recognised. */
  meaning(connection: ConnectionId, attempt: AttemptNumber, index: MessageIndex): string | undefined;
  /** Its names, for files and for people; none: no protocol is recognised. */
  protocol(connection: ConnectionId, attempt: AttemptNumber): readonly string[];
  /** The message carries nothing, and only keeps the connection open. */
  isKeepAlive(connection: ConnectionId, attempt: AttemptNumber, index: MessageIndex): boolean;
}

export function asksDecoders({ query }: Filter): boolean {
  return query !== undefined && parseQuery(query).terms.some(({ condition }) => isDecoded(condition));
}

export function isDecoded(condition: Condition): boolean {
  if (condition.kind === 'words') return condition.key === 'meaning' || condition.key === 'protocol';
  return condition.kind === 'choice' && condition.key === 'is' && condition.choices.includes('keepalive');
}
