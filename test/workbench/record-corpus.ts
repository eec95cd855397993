/**
 * Records the corpus of test/files/captures/corpus with `npm run capture`, in both browsers: `node --import tsx test/workbench/record-corpus.ts [NAME…]`.
 * What the diagnosis says of each file is held by test/unit/core/explain/corpus.test.ts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BROWSER_NAMES } from '../../cli/driven-browser.ts';
import { startCorpusServers } from './corpus-servers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
/** What is watched is changed this long after the page is there, and then once more. */
const CHANGE_AFTER = 1500;

const servers = await startCorpusServers();
try {
  for (const [name, url] of Object.entries(servers.pages)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const browser of BROWSER_NAMES) {
      const out = path.join('test/files/captures/corpus', `${name}.${browser}.ndjson`);
      const args = ['--import', 'tsx', 'cli/sse-scope.ts', 'capture', url, '--for', '6s', '--browser', browser, '--out', out];
      const command = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
      const changes = setInterval(() => void servers.change(), CHANGE_AFTER);
      const [status] = (await once(command, 'exit')) as [number];
      clearInterval(changes);
      if (status !== 0) throw new Error(`${name} in ${browser}: exit status ${status}`);
    }
  }
} finally {
  await servers.close();
}
