/** A request as a command line of curl: `-N`, so that messages are seen as they come. */
import type { Attempt, Connection } from '../../model/connection.ts';
import { isHttp, NO_COMMAND, requestFacts, type CopyOptions } from './request-facts.ts';
import { losesCmd, losesPosix, MAX_CMD, quoteCmd, quotePosix } from './shell-quote.ts';

export type Shell = 'posix' | 'cmd';

interface ShellRules {
  quote(text: string): string;
  /** Whether an argument is not the whole text. */
  loses(text: string): boolean;
  loss: string;
  next: string;
  remark: string;
  maxLength: number;
}

const SHELLS: Record<Shell, ShellRules> = {
  posix: {
    quote: quotePosix,
    loses: losesPosix,
    loss: 'NUL characters were left out: no command takes them.',
    next: ' \\\n  ',
    remark: '# ',
    maxLength: Infinity,
  },
  cmd: {
    quote: quoteCmd,
    loses: losesCmd,
    loss: 'Line ends and control characters became spaces: cmd.exe does not take them.',
    next: ' ^\n  ',
    remark: 'rem ',
    maxLength: MAX_CMD,
  },
};

export function copyAsCurl(connection: Connection, attempt: Attempt | undefined, shell: Shell, options: CopyOptions = {}): string {
  const { url, method, headers, redacted, body, bodyRemark } = requestFacts(connection, attempt, options);
  const { quote, loses, loss, next, remark, maxLength } = SHELLS[shell];
  if (!isHttp(url)) return `${remark}${NO_COMMAND}\n`;
  let lost = false;
  const argument = (text: string): string => {
    lost ||= loses(text);
    return quote(text);
  };
  // curl takes brackets and braces in a URL for a pattern.
  const parts = [`curl -N${/[[\]{}]/.test(url) ? ' -g' : ''}${method === 'GET' ? '' : ` -X ${argument(method)}`} --url ${argument(url)}`];
  // `Name;` is how curl sends a header without a value.
  for (const { name, value } of headers) parts.push(`-H ${argument(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (body !== undefined) {
    // Else curl says that it is a form.
    if (!headers.some(({ name }) => name.toLowerCase() === 'content-type')) parts.push(`-H ${argument('Content-Type:')}`);
    parts.push(`--data-raw ${argument(body)}`);
  }
  const command = parts.join(next);
  const remarks = [
    ...(redacted ? ['Credentials were redacted: put them in where it says REDACTED.'] : []),
    ...(bodyRemark === undefined ? [] : [bodyRemark]),
    ...(lost ? [loss] : []),
  ];
  if (command.length > maxLength) return `${remark}The command is longer than cmd.exe takes: copy it for PowerShell.\n`;
  return `${remarks.map((sentence) => `${remark}${sentence}\n`).join('')}${command}\n`;
}
