/**
 * Shortens the names of the page hook's own properties in what is built: every page loads that file, and a bundler leaves the names of properties alone.
 * The names stand here one by one, since no tool can tell them from those of the browser: none of them may be a name that a browser's object
 * has, nor the key of a table that is looked up by a text.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'vite';

const HOOK = 'src/page/hook.iife.js';
const NAMES = [
  'answered api asked await begin behind body bodyLength bodyText branch branches branchOf bytes cancelled controller cost count counts created',
  'createdAt data detail drain dropped each end fact failed flags flush follow fork forked format from gone greeted head heard herald idBatch',
  'introducedTo keep keeps kind lastEventId latest listen listenedSince listenerCounts listeners listening live lookedAt lost lostAt lostFacts',
  'lostMessages messages met method newest newestAt number offset over pump quiet reader reading requestHeaders responseHeaders responseUrl',
  'seen send settle signalled silenced source sources startedAt status statusText stopped stack stream take tapped target toldTypes type unheardTaps',
  'units unseen unseenAt waits url whose withCredentials words',
]
  .join(' ')
  .split(' ');

export function shortNames(): Plugin {
  let folder = '';
  return {
    name: 'sse-scope:short-names',
    apply: 'build',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler(error) {
        if (error !== undefined) return;
        const file = path.join(folder, HOOK);
        const options = { mangleProps: new RegExp(`^(?:${NAMES.join('|')})$`), minify: true, target: ['chrome123', 'firefox142'] };
        writeFileSync(file, (await transform(readFileSync(file, 'utf8'), options)).code);
      },
    },
  };
}
