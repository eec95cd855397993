/** A connection as an `EventSource` with its listeners. */
import type { Connection } from '../../model/connection.ts';
import { requestFacts, type CopyOptions } from './request-facts.ts';

/** `seenTypes`: types of its messages, besides those that the page listens to. */
export function copyAsEventSource(connection: Connection, seenTypes: Iterable<string>, options: Pick<CopyOptions, 'redact'> = {}): string {
  const newest = connection.attempts.at(-1);
  const { url, redacted, withCredentials } = requestFacts(connection, newest, options);
  const types = new Set([...connection.heardTypes, ...seenTypes]);
  // These three have handlers below.
  for (const type of ['message', 'open', 'error']) types.delete(type);
  const init = withCredentials ? ', { withCredentials: true }' : '';
  return [
    '// An EventSource sends GET without a body, and no headers of your own: what the original sent beside its URL and cookies is not here.',
    ...(redacted ? ['// Credentials were redacted: put them in where it says REDACTED.'] : []),
    `const source = new EventSource(${JSON.stringify(url)}${init});`,
    "source.onopen = () => console.log('open');",
    "source.onerror = () => console.log(source.readyState === EventSource.CLOSED ? 'failed' : 'reconnecting');",
    'const show = ({ type, lastEventId, data }) => console.log(type, lastEventId, data);',
    'source.onmessage = show;',
    ...Array.from(types, (type) => `source.addEventListener(${JSON.stringify(type)}, show);`),
    '',
  ].join('\n');
}
