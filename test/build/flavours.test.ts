/** What the two flavours of the build ask for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { flavourOf } from '../../build/flavour.ts';

const root = path.resolve(import.meta.dirname, '../..');
const written = JSON.parse(readFileSync(path.join(root, 'manifest.json'), 'utf8')) as { name: string; permissions: string[] };

test('the usual build does not ask for the debugger: no folder of it, and no optional permission', () => {
  expect(flavourOf('production')).toMatchObject({ folder: 'dist' });
  expect(flavourOf('production').manifest(written)).toEqual(written);
  for (const folder of ['dist', 'dist-firefox']) expect(readFileSync(path.join(root, folder, 'manifest.json'), 'utf8')).not.toContain('debugger');
});

test('the raw build asks for the debugger and for nothing else, and says so in its name', () => {
  const raw = flavourOf('raw');
  expect(raw.folder).toBe('dist-raw');
  expect(raw.manifest(written)).toEqual({ ...written, name: `${written.name} (raw)`, permissions: [...written.permissions, 'debugger'] });
});
