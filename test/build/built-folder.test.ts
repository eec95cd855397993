/** The built folder, as a browser gets it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { corsMissing } from '../../src/core/explain/rules/cors-missing.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
const read = (file: string): string => readFileSync(path.join(dist, file), 'utf8');
const files = (folder = ''): string[] =>
  readdirSync(path.join(dist, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? files(file) : [file];
  });
interface BuiltManifest {
  content_scripts: {
    js: string[];
    world?: string;
    run_at: string;
    all_frames: boolean;
    match_about_blank: boolean;
    match_origin_as_fallback: boolean;
    matches: string[];
  }[];
  permissions: string[];
  host_permissions: string[];
  web_accessible_resources?: unknown[];
  background: { service_worker: string };
  devtools_page: string;
  content_security_policy: { extension_pages: string };
  optional_permissions?: unknown;
}
const manifest = JSON.parse(read('manifest.json')) as BuiltManifest;
const [hook, relay] = manifest.content_scripts;

describe('content scripts', () => {
  test('are two: the hook in the page, then the relay, in every frame, before the first script', () => {
    expect(manifest.content_scripts).toHaveLength(2);
    expect(hook?.world).toBe('MAIN');
    expect(relay?.world).toBeUndefined();
    for (const script of manifest.content_scripts) {
      expect(script).toMatchObject({
        run_at: 'document_start',
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
        matches: ['<all_urls>'],
      });
      expect(script.js).toHaveLength(1);
    }
  });

  test.each([0, 1])('script %i is one self-contained file: no module, no loader, no source map, no global left behind', (i) => {
    const code = read(manifest.content_scripts[i]?.js[0] ?? '');
    // A dynamic import is what makes a loader late: the page's first script would run before the hook (0 of 20 in time, measured).
    expect(code).not.toMatch(/\bimport\s*[("'{*]|\bexport\s|sourceMappingURL/);
    expect(code.trimStart()).toMatch(/^["'(!]/);
    // In a context of its own, without the browser's objects: the scripts may stop at what is missing, but must not have declared anything.
    const world = createContext({});
    try {
      new Script(code).runInContext(world);
    } catch {
      // The relay needs `chrome` at once.
    }
    expect(Object.keys(world)).toEqual([]);
  });

  /**
   * It runs in every frame before anything else does. Half of it is the built-ins that it takes and the places that it patches: 8 KB for
   * `EventSource`, the rest for `fetch`, `Response`, streams and `XMLHttpRequest`, 0.8 KB to tell whose a request is. Compressed it is a third; parsed and run within a millisecond.
   */
  const HOOK_BYTES = 23.5 * 1024;
  test('the hook is small', () => {
    expect(statSync(path.join(dist, hook?.js[0] ?? '')).size).toBeLessThanOrEqual(HOOK_BYTES);
  });

  test('the relay, which goes into every frame, is at most 6 KB', () => {
    expect(statSync(path.join(dist, relay?.js[0] ?? '')).size).toBeLessThanOrEqual(6 * 1024);
  });
});

test('nothing in it can be reached by a page', () => {
  expect(manifest.web_accessible_resources ?? []).toEqual([]);
});

test('permissions are those that the README explains, and no others', () => {
  expect(manifest.permissions.toSorted()).toEqual(['storage', 'webRequest']);
  expect(manifest.host_permissions).toEqual(['<all_urls>']);
  expect(manifest.optional_permissions).toBeUndefined();
});

test('its pages may load what is in it, and nothing else, and connect to nobody', () => {
  const policy = new Map(
    manifest.content_security_policy.extension_pages.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources.join(' ')] as const;
    }),
  );
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('connect-src')).toBe("'none'");
  for (const [name, sources] of policy) expect(["'none'", "'self'"], name).toContain(sources);
});

test('the licences of all that is bundled are in it, and where the source of what asks for that is', () => {
  const text = read('LICENSES.txt');
  const { dependencies } = JSON.parse(readFileSync(path.resolve(dist, '../package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const [name, version] of Object.entries(dependencies)) expect(text).toContain(`\n${name} ${version} (`);
  expect(text).toContain('Permission is hereby granted, free of charge');
  expect(text).toMatch(/Mozilla Public License/);
  expect(text).toContain('https://www.npmjs.com/package/webextension-polyfill/v/');
});

/** What is loaded on demand: `import("./x.js")`, and the list that the build tool keeps of such files. */
const ON_DEMAND = /\bimport\(\s*["'`][^"'`]+["'`]\s*\)|__vite__mapDeps\s*=[^;]*;/g;

/** These pages and all that they load when they are opened: by the names of built files that stand in them. */
function reachable(pages: readonly string[]): Set<string> {
  const all = files().filter((file) => /\.(js|css|html)$/.test(file));
  const found = new Set(pages);
  for (const file of found) {
    const text = read(file).replaceAll(ON_DEMAND, '');
    for (const other of all) if (other.startsWith('assets/') && text.includes(path.posix.basename(other))) found.add(other);
  }
  return found;
}

/** What is read and parsed before the panel shows anything. Messages that are opened, the other tabs (with the pages of the rules) and dialogs are loaded when they are first shown. */
const CODE_LIMIT = 150 * 1024;

test('panel and DevTools page together stay small, compressed', () => {
  const code = reachable(['src/panel/panel.html', manifest.devtools_page]);
  expect(code.size).toBeGreaterThan(4);
  const total = [...code].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  expect(total).toBeLessThanOrEqual(CODE_LIMIT);
});

test('what the panel loads on demand is there, and its pages of the rules are no part of what is loaded at once', () => {
  const sentence = 'devcenter.heroku.com'; // on the page of idle-timeout
  const holders = files().filter((file) => file.endsWith('.js') && read(file).includes(sentence));
  expect(holders).toHaveLength(1);
  expect([...reachable(['src/panel/panel.html'])]).not.toContain(holders[0]);
  const wanted = files().flatMap((file) =>
    /^assets\/.*\.js$/.test(file) ? [...read(file).matchAll(/\bimport\(\s*["'`]\.\/([^"'`]+)/g)].map((match) => match[1]!) : [],
  );
  expect(wanted).toContain(path.posix.basename(holders[0]!));
  expect(files()).toEqual(expect.arrayContaining(wanted.map((name) => `assets/${name}`)));
});

test('nothing comes from elsewhere, and nothing is made from text', () => {
  for (const file of files().filter((name) => /\.(js|html)$/.test(name))) {
    const code = read(file);
    expect(code, file).not.toMatch(/<script[^>]+src=["']https?:/);
    expect(code, file).not.toMatch(/(?<![.\w])eval\(|new Function\(/);
  }
});

test('of a rule, pages have the words and workers the check, each once where it is needed; nothing has the samples', () => {
  const holders = (part: string): string[] =>
    files('assets')
      .filter((file) => read(file).includes(part))
      .map((file) => path.posix.basename(file));
  const { sentence, found } = corsMissing;
  expect(holders(sentence)).toEqual([expect.stringMatching(/^finding-words-/)]);
  // Behind which time of silence somebody is named.
  const check = holders('Azure Load Balancer').filter((file) => !file.startsWith('findings-view-'));
  expect(check.map((file) => file.split('-')[0])).toEqual(['recorder.worker', 'viewer.worker']);
  expect(holders(found[0].connection.url)).toEqual([]);
});

test('the folder has the pages that the manifest and the DevTools page name', () => {
  expect(files()).toContain(manifest.devtools_page);
  expect(files()).toContain('src/panel/panel.html');
  expect(files()).toContain(manifest.background.service_worker);
  expect(files().filter((file) => /^icons\/icon-\d+\.png$/.test(file))).toHaveLength(4);
});

test('texts are in the catalogues alone, one for each language', () => {
  const sentence =
    'Every event stream of this page appears here as soon as it opens: by EventSource, fetch or XMLHttpRequest, in its frames, and in its workers.';
  expect(files().filter((file) => /\.(?:js|json|html)$/.test(file) && read(file).includes(sentence))).toEqual(['_locales/en/messages.json']);
  expect(files('_locales').toSorted()).toEqual(['de', 'en', 'zh_CN'].map((locale) => `_locales/${locale}/messages.json`));
});
