/** `LICENSES.txt` in the built folder: our licence, and those of every package whose code is in it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rollup } from 'vite';

const LINE = `\n${'-'.repeat(80)}\n`;

interface Package {
  name: string;
  version: string;
  license: string;
  homepage?: string;
}

/**
 * One plugin for the pages and one for their workers, which are built apart, and before: the pages' one writes what both have found.
 * @throws when a package that is bundled has no text of a licence: it must not be given on without.
 */
export function licences(): { pages: Plugin; workers(): Plugin } {
  const folders = new Set<string>();
  let root = '';
  const collect = (bundle: Rollup.OutputBundle): void => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const id of chunk.moduleIds) {
        const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1];
        if (folder !== undefined) folders.add(folder);
      }
    }
  };
  return {
    pages: {
      name: 'sse-scope:licences',
      apply: 'build',
      configResolved(config) {
        root = config.root;
      },
      generateBundle(_, bundle) {
        collect(bundle);
        const own = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim();
        const source = [`SSE Scope\n\n${own}`, ...[...folders].map(licenceOf).toSorted()].join(LINE);
        this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: `${source}\n` });
      },
    },
    workers: () => ({ name: 'sse-scope:licences-of-workers', apply: 'build', generateBundle: (_, bundle) => collect(bundle) }),
  };
}

/** Its name, version, place and text. @throws when it has no text of a licence */
export function licenceOf(folder: string): string {
  const { name, version, license, homepage } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((one) => path.join(folder, one)).find((one) => existsSync(one));
  if (file === undefined) throw new Error(`${name} is bundled, and has no text of its licence`);
  // The Mozilla Public License wants to be told where the source is (3.2).
  const source = `Its source: https://www.npmjs.com/package/${name}/v/${version}${homepage === undefined ? '' : `, ${homepage}`}`;
  return `${name} ${version} (${license})\n${source}\n\n${readFileSync(file, 'utf8').trim()}`;
}
