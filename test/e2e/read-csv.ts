/** A strict reader of RFC 4180: whatever does not obey its grammar is refused. */

/** Rows of cells. @throws Error with the offset of what is wrong. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const wrong = (what: string): Error => new Error(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted() : plain();
    row.push(cell);
    at = end;
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw wrong('neither a comma nor CRLF');
  }
  if (row.length > 0) throw wrong('the last row has no CRLF');
  return rows;

  function quoted(): [string, number] {
    let cell = '';
    for (let from = at + 1; ;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) throw wrong('a quote without its end');
      cell += text.slice(from, quote);
      if (text[quote + 1] !== '"') return [cell, quote + 1];
      cell += '"';
      from = quote + 2;
    }
  }

  function plain(): [string, number] {
    const [cell] = /^[^",\r\n]*/.exec(text.slice(at, at + 100_000))!;
    return [cell, at + cell.length];
  }
}
