/** Beside each build for Chromium, the folder for Firefox: the same files with another manifest. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { manifestForFirefox, type Manifest } from './manifest-for.ts';

/** Writes `${outDir}-firefox` when `outDir` is whole. */
export function firefoxFolder(): Plugin {
  let from = '';
  return {
    name: 'sse-scope:firefox-folder',
    apply: 'build',
    configResolved({ root, build }) {
      from = path.resolve(root, build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler(error) {
        if (error !== undefined) return;
        const to = `${from}-firefox`;
        rmSync(to, { recursive: true, force: true });
        cpSync(from, to, { recursive: true, filter: (file) => path.basename(file) !== '.vite' });
        const manifest = JSON.parse(readFileSync(path.join(from, 'manifest.json'), 'utf8')) as Manifest;
        writeFileSync(path.join(to, 'manifest.json'), `${JSON.stringify(manifestForFirefox(manifest), null, 2)}\n`);
      },
    },
  };
}
