/** A request as a command line of curl: `-N`, so that messages are seen as they come. */
import type { Attempt, Connection } from '../../model/connection.ts';
import { requestFacts, type CopyOptions } from './request-facts.ts';
import { quoteCmd, quotePosix } from './shell-quote.ts';

export type Shell = 'posix' | 'cmd';

const SHELLS = {
  posix: { quote: quotePosix, next: ' \\\n  ', remark: '# ' },
  cmd: { quote: quoteCmd, next: ' ^\n  ', remark: 'rem ' },
} as const satisfies Record<Shell, { quote(text: string): string; next: string; remark: string }>;

export function copyAsCurl(connection: Connection, attempt: Attempt | undefined, shell: Shell, options: CopyOptions = {}): string {
  const { url, method, headers, redacted, body, bodyRemark } = requestFacts(connection, attempt, options);
  const { quote, next, remark } = SHELLS[shell];
  // curl takes brackets and braces in a URL for a pattern.
  const parts = [`curl -N${/[[\]{}]/.test(url) ? ' -g' : ''}${method === 'GET' ? '' : ` -X ${quote(method)}`} ${quote(url)}`];
  // `Name;` is how curl sends a header without a value.
  for (const { name, value } of headers) parts.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (body !== undefined) {
    // Else curl says that it is a form.
    if (!headers.some(({ name }) => name.toLowerCase() === 'content-type')) parts.push(`-H ${quote('Content-Type:')}`);
    parts.push(`--data-raw ${quote(body)}`);
  }
  const remarks = [
    ...(redacted ? [`${remark}Credentials were redacted: put them in where it says REDACTED.\n`] : []),
    ...(bodyRemark === undefined ? [] : [`${remark}${bodyRemark}\n`]),
  ];
  return `${remarks.join('')}${parts.join(next)}\n`;
}
