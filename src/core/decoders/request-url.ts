/** Path and query of a URL, absolute or not. As text: `URL` takes no relative one, and decodes what is read here as it stands. */

/** Without host, query and fragment; as it stands, undecoded. */
export function pathOf(url: string): string {
  const rest = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  return rest.slice(0, endOf(rest, /[?#]/));
}

/** The first value of `name` in the query, decoded; undefined where there is none. */
export function queryOf(url: string, name: string): string | undefined {
  return queryValues(url, name)[0];
}

/** All values of `name` in the query, decoded. */
export function queryValues(url: string, name: string): string[] {
  const whole = url.slice(0, endOf(url, /#/));
  const values: string[] = [];
  for (const pair of whole.slice(endOf(whole, /\?/) + 1).split('&')) {
    const equals = endOf(pair, /=/);
    if (pair !== '' && decoded(pair.slice(0, equals)) === name) values.push(decoded(pair.slice(equals + 1)));
  }
  return values;
}

function endOf(text: string, sign: RegExp): number {
  const at = text.search(sign);
  return at < 0 ? text.length : at;
}

/** What is no UTF-8 stays as it stands. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
