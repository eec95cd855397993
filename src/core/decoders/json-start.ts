/** The beginning of what `JSON.stringify` gives: of a large value that is shown in a short line, the rest need not be written. */

/** The first `most` code units, or all where it is shorter. `value`: JSON; members that are undefined are left out, as `JSON.stringify` does. */
export function jsonStart(value: unknown, most: number): string {
  const start = written(value, most);
  return start.length > most ? start.slice(0, most) : start;
}

/** The first `most` code units are right, and what follows them may be anything. Each level writes one, so that it goes no deeper than that. */
function written(value: unknown, most: number): string {
  // The last unit may be half of a pair, which is written otherwise; it is cut off again.
  if (typeof value === 'string') return JSON.stringify(value.length > most + 1 ? value.slice(0, most + 1) : value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    let text = '[';
    for (let place = 0; place < value.length && text.length < most; place += 1) text += `${place === 0 ? '' : ','}${written(value[place], most - text.length)}`;
    return `${text}]`;
  }
  let text = '{';
  // No list of names, or of pairs, is made: this is asked of each message.
  for (const name in value) {
    if (text.length >= most) break;
    const member = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${written(name, most)}:`;
    if (text.length < most) text += written(member, most - text.length);
  }
  return `${text}}`;
}
