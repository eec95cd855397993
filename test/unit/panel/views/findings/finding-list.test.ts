import '../../../../fixtures/english.ts';
import { expect, it } from 'vitest';
import type { Finding } from '../../../../../src/core/explain/finding.ts';
import { groupByRule, passes } from '../../../../../src/panel/views/findings/finding-list.ts';
import { keyOf } from '../../../../../src/panel/views/findings/show-pinned.ts';
import { findingsAsMarkdown } from '../../../../../src/panel/views/findings/finding-markdown.ts';

const finding = (some: Partial<Finding>): Finding => ({
  rule: 'http-error',
  severity: 'error',
  group: 'failure',
  connection: 1,
  attempt: 2,
  at: 1,
  params: { status: 500 },
  count: 1,
  ...some,
});
const ALL = { without: [], group: null, text: '' } as const;

it('what is worse stands first, then what is newer; the count is of all', () => {
  const cut = finding({ rule: 'cut-off', severity: 'warning', at: 3 });
  const rows = groupByRule([finding({ at: 1 }), finding({ at: 2, count: 4, params: { status: 404 } }), cut]);
  expect(rows.map(({ rule, count }) => [rule, count])).toEqual([
    ['http-error', 5],
    ['cut-off', 1],
  ]);
  expect(rows[0]!.findings.map(({ at }) => at)).toEqual([2, 1]);
});

it('keeps its key when it is seen again', () => {
  expect(keyOf(finding({ at: 9, count: 7, attempt: 8 }))).toBe(keyOf(finding({})));
  expect(keyOf(finding({ params: { status: 404 } }))).not.toBe(keyOf(finding({})));
});

it('is limited by severity, subject and words', () => {
  expect(passes(finding({}), ALL)).toBe(true);
  expect(passes(finding({}), { ...ALL, without: ['error'] })).toBe(false);
  expect(passes(finding({}), { ...ALL, group: 'types' })).toBe(false);
  expect(passes(finding({}), { ...ALL, text: 'STATUS 500' })).toBe(true);
  expect(passes(finding({}), { ...ALL, text: 'http-err' })).toBe(true);
  expect(passes(finding({}), { ...ALL, text: 'status 404' })).toBe(false);
});

it('is copied as Markdown in which text of a server stays text', () => {
  const copied = findingsAsMarkdown([finding({ rule: 'wrong-type', params: { type: '**x** <img>' } })], () => 'https://s.test/a_b');
  expect(copied).toBe(
    String.raw`- **The answer is no event stream** (${'`wrong-type`'}, once)
  The answer has the Content-Type “\*\*x\*\* \<img\>” instead of text/event-stream. The browser gives up.
  #${'\u2060'}1 · attempt 2 · https:${'\u2060'}//s.test/a\_b
`,
  );
});

it('is copied without credentials, mentions, issues and links', () => {
  const type = '@name a@b.test #12 GH-12 https://evil.test www.evil.test ~~x~~ &lt;b Bearer abc123def';
  const copied = findingsAsMarkdown([finding({ rule: 'wrong-type', params: { type } })], () => 'https://u:p@s.test/?token=s3cr3t');
  expect(copied).not.toMatch(/@[a-z]|#\d|GH-\d|https?:\/|www\.|(?<!\\)[~&]|s3cr3t|u:p|abc123def/);
  // All of it is still there to be read.
  expect(copied.replaceAll(/[\\\u2060]/g, '')).toContain('@name a@b.test #12 GH-12 https://evil.test www.evil.test ~~x~~ &lt;b Bearer REDACTED');
});
