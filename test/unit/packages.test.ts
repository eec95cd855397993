/** What the build is made of is the same for everybody: each package by its exact version and the hash of its content. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string): unknown => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8'));

test('every package is pinned', () => {
  const { dependencies, devDependencies, packageManager } = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>> & {
    packageManager: string;
  };
  const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(ranges).toEqual([]);
  expect(packageManager).toMatch(/^npm@\d+\.\d+\.\d+$/);
});

test('every package has a hash, those of other platforms too', () => {
  const { packages } = read('package-lock.json') as { packages: Record<string, { integrity?: string; link?: boolean }> };
  const without = Object.entries(packages).filter(([name, { integrity, link }]) => name !== '' && link !== true && integrity === undefined);
  expect(without.map(([name]) => name)).toEqual([]);
});
