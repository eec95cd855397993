/**
 * One argument of a command line, for a text that a page or a server has chosen. What a terminal or a line editor would take for a key (U+0003 ends the
 * line, U+001B begins a sequence, a tab completes) is never pasted as it stands.
 */

import { encodeUtf8 } from '../../bytes/utf8.ts';

/** Controls, marks that change the order of what is seen, and separators of lines. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Code points in one pair of quotes: a terminal takes 4,095 bytes for a line, and what is cut off would take the closing quote with it. */
const MAX_PLAIN = 800;
const MAX_WRITTEN = 200;

/** A command carries no NUL; half a character is what a browser sends for it. */
function passable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd');
}

/** Whether an argument of a POSIX shell is not the whole text. */
export function losesPosix(text: string): boolean {
  return text.includes('\0');
}

/**
 * POSIX shells. In single quotes everything but the quote itself is as it stands. Where there is a control character, or a `!`, which some versions of bash
 * look up in the history even there, `printf` writes it: `$'…'` is not known to all shells.
 */
export function quotePosix(text: string): string {
  const whole = passable(text);
  if (!CONTROL.test(whole) && !whole.includes('!')) return pieces(whole, MAX_PLAIN).map(singleQuoted).join('\\\n') || "''";
  // A substitution loses the line ends at its end.
  const parts = whole.match(new RegExp(`[\\s\\S]{0,${MAX_WRITTEN - 1}}[^\\n]|\\n{1,${MAX_WRITTEN}}`, 'gu')) ?? [];
  return parts.map((part) => (/^\n+$/.test(part) ? `'${part}'` : `"$(printf '${printfFormat(part)}')"`)).join('\\\n');
}

function pieces(text: string, most: number): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${most}}`, 'gu')) ?? [];
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function printfFormat(text: string): string {
  return text.replace(/^-|[\\%'!]|\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => {
    if (sign === '\\' || sign === '%') return sign + sign;
    return sign === '\n' ? '\\n' : Array.from(encodeUtf8(sign), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  });
}

/** A line of cmd.exe has at most 8,191 code units; what is longer is cut somewhere. */
export const MAX_CMD = 8000;

/** Whether an argument of cmd.exe is not the whole text. */
export function losesCmd(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * cmd.exe, at its prompt. Two programs read it one after the other:
 * 1. cmd.exe puts variables in (`%NAME%`, and `%NAME:a=b%`: a caret behind the first `%` makes it a name that none has), then takes each caret away and
 *    leaves the sign after it alone; the quotes carry carets too, so it never sees a quoted part;
 * 2. the C library of the program takes `\"` for a quote, and backslashes before a quote for half as many.
 * @note A line end would end the command, and the escape character clears what was typed; they become spaces.
 */
export function quoteCmd(text: string): string {
  const argument = passable(text)
    .replace(/\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/(\\*)"/g, '$1$1\\"')
    .replace(/\\+$/, '$&$&');
  // What has a caret of its own needs no other.
  return `^"${argument.replace(/[()!^"<>&|]/g, '^$&').replace(/%(?!\^|$)/g, '%^')}^"`;
}

/**
 * PowerShell, as an expression. In single quotes everything but the quotes is as it stands, and typographic ones count as quotes; the rest is put together
 * from numbers.
 */
export function quotePowerShell(text: string): string {
  const parts = text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu) ?? [];
  const written = parts.flatMap((part) => {
    if (!/^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(part)) return `'${part.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
    return Array.from({ length: part.length }, (_, at) => `[char]${part.charCodeAt(at)}`);
  });
  if (written.length === 0) return "''";
  if (written.length === 1 && written[0]!.startsWith("'")) return written[0]!;
  return `(${written[0]!.startsWith("'") ? '' : "'' + "}${written.join(' + ')})`;
}
