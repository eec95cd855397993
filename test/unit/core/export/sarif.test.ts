import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/core/explain/finding.ts';
import { sarifOf } from '../../../../src/core/export/sarif.ts';

const finding: Finding = {
  rule: 'http-error',
  severity: 'error',
  group: 'failure',
  connection: 3,
  attempt: 2,
  line: 7,
  at: Date.UTC(2026, 10, 21),
  params: { status: 500 },
  count: 4,
};
const read = (findings: Finding[], redact: boolean): unknown =>
  JSON.parse(
    sarifOf({
      findings,
      version: '1.2.3',
      language: 'en',
      redact,
      urlOf: (id) => (id === 3 ? 'https://ada:secret@s.test/stream?token=abc' : undefined),
      title: (rule) => `title of ${rule}`,
      sentence: ({ params }) => `it says ${JSON.stringify(params)}`,
    }),
  );

test('a finding is a result with its rule, level, place and count', () => {
  expect(read([finding], false)).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'SSE Scope', version: '1.2.3', rules: [{ id: 'http-error', defaultConfiguration: { level: 'error' } }] } },
        results: [
          {
            ruleId: 'http-error',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'it says {"status":500}' },
            locations: [
              {
                physicalLocation: { artifactLocation: { uri: 'https://ada:secret@s.test/stream?token=abc' }, region: { startLine: 7 } },
                logicalLocations: [{ fullyQualifiedName: 'connection 3, attempt 2' }],
              },
            ],
            occurrenceCount: 4,
            properties: { at: '2026-11-21T00:00:00.000Z', status: 500 },
          },
        ],
      },
    ],
  });
});

test('credentials are taken out of URLs, also of those in the evidence', () => {
  const text = JSON.stringify(read([finding, { ...finding, rule: 'login-page', params: { url: 'https://s.test/login?token=abc' } }], true));
  expect(text).not.toMatch(/secret|abc/);
  expect(text).toContain('REDACTED');
});

test('a finding of a connection that is gone has no address, and every rule stands once', () => {
  const made = read([{ ...finding, connection: 9, attempt: undefined }, finding, { ...finding, rule: 'cut-off', severity: 'warning' }], false);
  expect(made).toMatchObject({
    runs: [
      {
        tool: { driver: { rules: [{ id: 'cut-off' }, { id: 'http-error' }] } },
        results: [{ ruleIndex: 1, locations: [{ logicalLocations: [{ fullyQualifiedName: 'connection 9' }] }] }, { ruleIndex: 1 }, { ruleIndex: 0 }],
      },
    ],
  });
  expect(JSON.stringify(made)).not.toContain('"physicalLocation":{"artifactLocation":{}}');
});

/** What the standard (SARIF 2.1.0, sections 3.13 to 3.49) demands of each object that we write. */
test('has all that the standard requires, within the bounds that it sets', () => {
  interface Made {
    $schema: string;
    version: string;
    runs: {
      tool: { driver: { name: string; version: string; rules: { id: string; shortDescription: { text: string }; defaultConfiguration: { level: string } }[] } };
      language: string;
      columnKind: string;
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        occurrenceCount: number;
        locations: {
          physicalLocation?: { artifactLocation: { uri: string }; region?: { startLine: number } };
          logicalLocations: { fullyQualifiedName: string }[];
        }[];
      }[];
    }[];
  }
  const made = read([finding, { ...finding, rule: 'no-ids', severity: 'note', line: undefined, count: 1 }, { ...finding, connection: 9 }], true) as Made;
  expect(Object.keys(made).toSorted()).toEqual(['$schema', 'runs', 'version']);
  expect(made.version).toBe('2.1.0');
  expect(made.runs).toHaveLength(1);
  const [run] = made.runs;
  const { driver } = run!.tool;
  expect(Object.keys(run!).toSorted()).toEqual(['columnKind', 'language', 'results', 'tool']);
  expect(run!.columnKind).toMatch(/^(utf16CodeUnits|unicodeCodePoints)$/);
  expect(run!.language).toMatch(/^[a-zA-Z]{2}(-[a-zA-Z]{2})?$/);
  expect(driver.name).not.toBe('');
  expect(new Set(driver.rules.map(({ id }) => id)).size).toBe(driver.rules.length);
  for (const { ruleId, ruleIndex, level, message, occurrenceCount, locations } of run!.results) {
    expect(driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(driver.rules[ruleIndex]?.shortDescription.text).not.toBe('');
    expect(['none', 'note', 'warning', 'error']).toContain(level);
    expect(['none', 'note', 'warning', 'error']).toContain(driver.rules[ruleIndex]?.defaultConfiguration.level);
    expect(message.text).not.toBe('');
    expect(Number.isInteger(occurrenceCount) && occurrenceCount >= 1).toBe(true);
    for (const { physicalLocation } of locations) {
      if (physicalLocation === undefined) continue;
      expect(URL.canParse(physicalLocation.artifactLocation.uri)).toBe(true);
      expect(physicalLocation.region?.startLine ?? 1).toBeGreaterThanOrEqual(1);
    }
  }
  expect(run!.results.map(({ locations }) => locations[0]?.physicalLocation === undefined)).toEqual([false, false, true]);
});
