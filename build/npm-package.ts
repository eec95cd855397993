/**
 * `npm run package`: `release/npm`, a folder with all that the npm package is, and its tarball beside it. The program is plain JavaScript in few files,
 * with everything in them but Playwright; the extensions are those of the last build.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenceOf } from './licences.ts';
import { ensureExtension } from '../cli/build-extension.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FROM_ROOT = ['LICENSE', 'CHANGELOG.md', 'PRIVACY.md', 'SECURITY.md', 'dist', 'dist-firefox'];
/** What the program reads beside itself. */
const BESIDE_PROGRAM = { 'cli/firefox/privileged.js': 'privileged.js', 'demo/pages': 'pages' };
/** The one package that is installed with it: 9 MB, and it starts browsers of its own version. */
const PLAYWRIGHT = 'playwright-core';

interface Manifest {
  version: string;
  description: string;
  license: string;
  engines: Record<string, string>;
  devDependencies: Record<string, string>;
}

/**
 * Writes the folder anew.
 * @returns the tarball's path
 */
export async function packNpm(folder = path.join(ROOT, 'release', 'npm')): Promise<string> {
  await ensureExtension(console.error, new AbortController().signal);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of FROM_ROOT) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  const licences = await bundle(path.join(folder, 'bin'));
  writeFileSync(path.join(folder, 'LICENSES.txt'), licences);
  for (const [from, to] of Object.entries(BESIDE_PROGRAM)) cpSync(path.join(ROOT, from), path.join(folder, 'bin', to), { recursive: true });
  copyTypes('cli/replay/replay.ts', folder);
  writeFileSync(path.join(folder, 'README.md'), readme());
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  const [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', path.dirname(folder), folder)) as [{ filename: string }];
  return path.join(path.dirname(folder), packed.filename);
}

/** @returns the licences of all that is in it */
async function bundle(outdir: string): Promise<string> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { 'sse-scope': 'cli/sse-scope.ts', replay: 'cli/replay/replay.ts' },
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: [PLAYWRIGHT],
    legalComments: 'none',
    metafile: true,
    // Packages of before ES modules ask for Node's own modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const folders = new Set(Object.keys(metafile.inputs).flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  return `${[...folders]
    .map((one) => licenceOf(path.join(ROOT, one)))
    .toSorted()
    .join(`\n${'-'.repeat(80)}\n`)}\n`;
}

/** The declarations of a file, and of all that they name, each in the place of its source. `npm run types` has made them. */
function copyTypes(source: string, folder: string): void {
  const types = path.join(ROOT, '.types');
  const copied = new Set<string>();
  const copy = (file: string): void => {
    if (copied.has(file)) return;
    copied.add(file);
    const declaration = file.replace(/\.ts$/, '.d.ts');
    const found = readdirSync(types)
      .map((room) => path.join(types, room, declaration))
      .find((place) => existsSync(place));
    if (found === undefined) throw new Error(`${declaration} is not there: run npm run types first`);
    const to = path.join(folder, 'types', declaration);
    const text = readFileSync(found, 'utf8');
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
    for (const [, named] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) copy(path.posix.join(path.posix.dirname(file), named!));
  };
  copy(source);
}

function manifest(): object {
  const { version, description, license, engines, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  return {
    ...{ name: 'sse-scope', version, description, license, type: 'module', engines },
    keywords: ['server-sent events', 'sse', 'eventsource', 'devtools', 'llm', 'mcp'],
    bin: { 'sse-scope': 'bin/sse-scope.js' },
    exports: { './replay': { types: './types/cli/replay/replay.d.ts', default: './bin/replay.js' }, './package.json': './package.json' },
    dependencies: { [PLAYWRIGHT]: devDependencies[PLAYWRIGHT] },
  };
}

function readme(): string {
  return `# sse-scope

The SSE Scope panel for server-sent events in a browser of its own, and its commands.

\`\`\`sh
npx sse-scope http://localhost:3000                       # a browser with the panel, on that page
npx sse-scope capture http://localhost:3000 --for 10s     # what the event streams of a page do, as a file
npx sse-scope check http://localhost:3000 'type:order.paid within:5s' 'no:finding severity:error'
npx sse-scope replay capture.ndjson --port 8080           # a server that answers as the servers in a capture did
npx sse-scope decode capture.ndjson --format markdown     # answers of models, calls of tools, state
npx sse-scope export capture.ndjson --format node-test --out shop.test.mjs
npx sse-scope view capture.ndjson
\`\`\`

\`npx sse-scope --help\` lists them, \`npx sse-scope COMMAND --help\` tells the options of each. It needs Node 20.19 or later, and uses the Chromium or Firefox that is there, or asks before it installs
one. Nothing is sent anywhere.

\`\`\`js
import { replay } from 'sse-scope/replay';

const server = await replay('capture.ndjson', { speed: Infinity });
\`\`\`
`;
}

function npm(...args: string[]): string {
  const inNpm = process.env['npm_execpath'];
  // The shell finds npm where no script of npm's runs this.
  return inNpm !== undefined && existsSync(inNpm)
    ? execFileSync(process.execPath, [inNpm, ...args], { encoding: 'utf8' })
    : execFileSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(path.relative(process.cwd(), await packNpm()));
