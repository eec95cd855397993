/** One argument of a command line. */

/** POSIX shells: in single quotes everything but the quote itself is as it stands, line ends and `!` too. */
export function quotePosix(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

/**
 * cmd.exe, at its prompt. Two programs read it one after the other:
 * 1. cmd.exe takes a caret away and leaves the sign after it alone; the quotes carry carets too, so it never sees a quoted part;
 * 2. the C library of the program takes `\"` for a quote, and backslashes before a quote for half as many.
 * @note A line end would end the command, so it becomes a space.
 */
export function quoteCmd(text: string): string {
  const argument = text
    .replaceAll('\0', '')
    .replace(/\r\n|[\r\n]/g, ' ')
    .replace(/(\\*)"/g, '$1$1\\"')
    .replace(/\\+$/, '$&$&');
  return `^"${argument.replace(/[()%!^"<>&|]/g, '^$&')}^"`;
}
