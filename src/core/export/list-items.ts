/** Writes the items of a JSON list, one on each line; between two of them stands a comma. */
export function listItems(): (item: unknown) => string {
  let before = '\n';
  return (item) => {
    const text = `${before}${JSON.stringify(item)}`;
    before = ',\n';
    return text;
  };
}
