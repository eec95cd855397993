/** What shells make of a command line: the real ones where they are here, else by their documented rules, not from the quoting. */
import { execFileSync } from 'node:child_process';

/** What a POSIX shell makes of a command line: its arguments. */
export function argumentsOf(command: string, shell = '/bin/sh'): string[] {
  const script = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }\n${command}`;
  return execFileSync(shell, ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** Variables that a line must not read. */
const VARIABLES: Record<string, string> = { PATH: 'C:\\leak', USERNAME: 'leak' };

/**
 * cmd.exe's first phase, at its prompt: `%NAME%`, `%NAME:a=b%` and `%NAME:~1,2%`; a name that is not known stays as it is.
 */
function withVariables(line: string): string {
  return line.replace(/%([^%:]+)(?::([^%]*))?%/g, (all, name: string, change: string | undefined) => {
    const value = VARIABLES[name.toUpperCase()];
    return value === undefined ? all : `${value}${change ?? ''}`;
  });
}

/** What cmd.exe, then the C library, make of a command line. Throws where cmd.exe would begin another command. */
export function cmdArguments(command: string): string[] {
  const before = withVariables(command);
  let line = '';
  for (let at = 0; at < before.length; at += 1) {
    if (before[at] === '^') {
      at += 1;
      // A caret at the end of a line takes the line end away, and leaves the next sign alone.
      if (before[at] === '\n') continue;
    } else if (/[&|<>\p{Cc}]/u.test(before[at]!) && before.slice(at).trim() !== '')
      throw new Error(`cmd.exe takes ${JSON.stringify(before[at])} at ${at} for itself`);
    line += before[at] ?? '';
  }
  const found: string[] = [];
  const pattern = /(\\*)(")|(\\+)|([ \t\n]+)|([^\\" \t\n]+)/g;
  let quoted = false;
  let word: string | undefined;
  for (const [, slashesBefore, quote, slashes, space, plain] of line.matchAll(pattern)) {
    if (space !== undefined && !quoted) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (quote !== undefined) {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashesBefore!.length / 2));
      if (slashesBefore!.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else word = (word ?? '') + (slashes ?? space ?? plain ?? '');
  }
  if (word !== undefined) found.push(word);
  return found;
}

const SINGLE = /['\u2018-\u201b]/;

/** The value of a PowerShell expression of strings, `[char]` and `+`. Throws for anything else. */
export function powerShellText(expression: string): string {
  const inside = /^\([\s\S]*\)$/.test(expression) ? expression.slice(1, -1) : expression;
  let text = '';
  let at = 0;
  const skip = (wanted: string): boolean => {
    if (!inside.startsWith(wanted, at)) return false;
    at += wanted.length;
    return true;
  };
  do {
    if (skip('[char]')) {
      const digits = /^\d+/.exec(inside.slice(at))![0];
      at += digits.length;
      text += String.fromCharCode(Number(digits));
      continue;
    }
    if (!SINGLE.test(inside[at] ?? '')) throw new Error(`no string at ${at} of ${expression}`);
    for (at += 1; ; at += 1) {
      const sign = inside[at];
      if (sign === undefined) throw new Error('a string without an end');
      if (!SINGLE.test(sign)) text += sign;
      else if (SINGLE.test(inside[at + 1] ?? '')) text += inside[(at += 1)];
      else break;
    }
    at += 1;
  } while (skip(' + '));
  if (at !== inside.length) throw new Error(`${JSON.stringify(inside.slice(at))} is left of ${expression}`);
  return text;
}
