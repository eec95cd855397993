/** The folder for Firefox: the same files, and a manifest that Firefox takes. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestForFirefox } from '../../build/manifest-for.ts';

const root = path.resolve(import.meta.dirname, '../..');
const [chromium, firefox] = [path.join(root, 'dist'), path.join(root, 'dist-firefox')];
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
interface BuiltManifest {
  permissions: string[];
  background: { scripts: string[]; service_worker?: string };
  minimum_chrome_version?: string;
  browser_specific_settings: { gecko: { strict_min_version: string } };
}
const manifest = JSON.parse(readFileSync(path.join(firefox, 'manifest.json'), 'utf8')) as BuiltManifest;

test('the two folders have the same files with the same content, but for the manifest', () => {
  expect(filesIn(firefox)).toEqual(filesIn(chromium));
  for (const file of filesIn(firefox)) {
    if (file !== 'manifest.json') expect(readFileSync(path.join(firefox, file)).equals(readFileSync(path.join(chromium, file))), file).toBe(true);
  }
});

describe('manifest', () => {
  test('names an event page that is there, and no service worker, which Firefox would refuse', () => {
    expect(manifest.background.service_worker).toBeUndefined();
    for (const script of manifest.background.scripts) expect(existsSync(path.join(firefox, script)), script).toBe(true);
  });

  test('has the permissions of the wire tap beside those of Chromium, and no others', () => {
    expect(manifest.permissions.toSorted()).toEqual(['storage', 'webRequest', 'webRequestBlocking', 'webRequestFilterResponse']);
  });

  test('has nothing that only Chromium knows', () => {
    expect(manifest.minimum_chrome_version).toBeUndefined();
    expect(manifest).not.toHaveProperty('debugger');
  });

  test('what the two browsers share is passed on untouched, whatever it is', () => {
    const made = manifestForFirefox({ name: 'x', icons: { 16: 'a.png' }, permissions: ['storage'], background: { service_worker: 'b.js', type: 'module' } });
    expect(made).toMatchObject({ name: 'x', icons: { 16: 'a.png' }, background: { scripts: ['b.js'], type: 'module' } });
  });
});

test('the linter of addons.mozilla.org has no error, and one warning that is known', async () => {
  const report = await lint();
  expect(report.errors).toEqual([]);
  // Preact assigns innerHTML for `dangerouslySetInnerHTML`, which nothing here uses (lint: react/no-danger).
  expect(report.warnings.map(({ code }) => code)).toEqual(['UNSAFE_VAR_ASSIGNMENT']);
});

interface LintReport {
  errors: { code: string; file: string }[];
  warnings: { code: string; file: string }[];
}

function lint(): Promise<LintReport> {
  const webExt = path.join(root, 'node_modules', 'web-ext', 'bin', 'web-ext.js');
  const args = [webExt, 'lint', '--source-dir', firefox, '--output', 'json', '--no-config-discovery', '--no-input'];
  return new Promise((resolve, reject) => {
    // Its exit code tells of errors, and so does the report.
    execFile(process.execPath, args, { env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as LintReport);
      } catch {
        reject(error ?? new Error(`no report: ${stdout}`));
      }
    });
  });
}
