/** No finding warns of what applications do when all is well, as real browsers recorded it: test/workbench/record-clean.ts. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BROWSER_NAMES } from '../../../../cli/driven-browser.ts';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { CLEAN_STREAMS, SILENT_STREAMS } from '../../../clean-streams.ts';
import { importText } from '../export/round.ts';

const FOLDER = new URL('../../../files/captures/clean/', import.meta.url);

describe.each(BROWSER_NAMES)('in %s', (browser) => {
  const { capture, header, error } = importText(brotliDecompressSync(readFileSync(new URL(`${browser}.ndjson.br`, FOLDER))).toString());
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(Date.parse(header!.createdAt));
  const warnings = diagnosis.findings().filter(({ severity }) => severity !== 'note');
  const connections = [...capture.connections.values()].map(({ connection }) => connection);
  const named = (name: string) => connections.filter(({ url }) => new URL(url).searchParams.get('stream') === name);

  it('was recorded whole', () => {
    expect(error).toBeNull();
    expect(connections.length).toBe(Object.keys(CLEAN_STREAMS).length);
  });

  it.each(Object.keys(CLEAN_STREAMS))('%s', (name) => {
    const [connection, ...more] = named(name);
    expect(more).toEqual([]);
    expect(connection!.messageCount > 0).toBe(!SILENT_STREAMS.includes(name));
    expect(warnings.filter(({ connection: of }) => of === connection!.id)).toEqual([]);
  });
});
