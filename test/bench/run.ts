/** `npm run bench [-- NAME …]`: every figure that the project claims, measured side by side in one run. */
import { readdir } from 'node:fs/promises';
import type { Row } from './row.ts';

const wanted = process.argv.slice(2);
const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.bench.ts')).toSorted();
for (const file of files) {
  const name = file.slice(0, -'.bench.ts'.length);
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const { run } = (await import(`./${file}`)) as { run(): Promise<Row[]> };
  for (const row of await run()) {
    const value = row.value.toLocaleString('en', { maximumSignificantDigits: 4 });
    console.log(`  ${row.name.padEnd(72)} ${value.padStart(10)} ${row.unit}${row.note === undefined ? '' : `   (${row.note})`}`);
  }
}
