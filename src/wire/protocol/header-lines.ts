/** Headers of a batch: a line with the name and a line with the value for each; neither can have a line end in it. */
import type { Header } from '../../core/model/observation.ts';

/** Undefined: no whole pairs of lines. */
export function readHeaderLines(text: string): Header[] | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length % 2 !== 0) return undefined;
  const headers: Header[] = [];
  for (let i = 0; i < lines.length; i += 2) headers.push({ name: lines[i] ?? '', value: lines[i + 1] ?? '' });
  return headers;
}
