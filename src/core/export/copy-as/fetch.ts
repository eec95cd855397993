/** A request as a call of `fetch`, with a loop that prints what comes. */
import type { Attempt, Connection } from '../../model/connection.ts';
import { requestFacts, type CopyOptions } from './request-facts.ts';

/** [spec] Fetch, "forbidden request-header": scripts cannot set these. */
const FORBIDDEN = new Set([
  ...['accept-charset', 'accept-encoding', 'access-control-request-headers', 'access-control-request-method', 'access-control-request-private-network'],
  ...['connection', 'content-length', 'cookie', 'cookie2', 'date', 'dnt', 'expect', 'host', 'keep-alive', 'origin', 'referer', 'set-cookie', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'via', 'user-agent'],
]);

export function copyAsFetch(connection: Connection, attempt: Attempt | undefined, options: CopyOptions = {}): string {
  const { url, method, headers, redacted, withCredentials, body, bodyRemark } = requestFacts(connection, attempt, options);
  const allowed = headers.filter(({ name }) => !FORBIDDEN.has(name.toLowerCase()) && !/^(?:proxy-|sec-)/i.test(name));
  const init: Record<string, unknown> = {
    method: method === 'GET' ? undefined : method,
    headers: Object.fromEntries(allowed.map(({ name, value }) => [name, value])),
    // [spec] EventSource: "If the withCredentials … is true, … credentials mode is include"; else same-origin, which is the default.
    credentials: withCredentials ? 'include' : undefined,
    cache: 'no-store',
    body,
  };
  return [
    ...(redacted ? ['// Credentials were redacted: put them in where it says REDACTED.'] : []),
    ...(bodyRemark === undefined ? [] : [`// ${bodyRemark}`]),
    `const response = await fetch(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)});`,
    'const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();',
    'for (;;) {',
    '  const { done, value } = await reader.read();',
    '  if (done) break;',
    '  console.log(value);',
    '}',
    '',
  ].join('\n');
}
