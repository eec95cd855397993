/** Verdicts for people, as a table, and for CI, as JUnit XML. */
import type { Milliseconds } from '../../src/core/units.ts';
import type { Verdict } from './judge.ts';

/** A line for each: whether it was met, what was expected, what there was. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ expectation }) => expectation.text.length));
  return verdicts.map(({ met, expectation, found }) => `${met ? 'ok    ' : 'FAILED'}  ${expectation.text.padEnd(width)}  ${found}\n`).join('');
}

/** One suite, whose cases are the expectations; what CI systems have in common of that format. */
export function junitXml(url: string, verdicts: readonly Verdict[], took: Milliseconds): string {
  const failures = verdicts.filter(({ met }) => !met).length;
  const counts = `tests="${verdicts.length}" failures="${failures}"`;
  const cases = verdicts.map(({ met, expectation, found }) => {
    const begin = `    <testcase classname="sse-scope" name="${escaped(expectation.text)}"`;
    return met ? `${begin}/>` : `${begin}>\n      <failure message="${escaped(found)}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(url)}" ${counts} errors="0" time="${(took / 1000).toFixed(3)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** [spec] XML 1.0, 2.2: of the control characters only three may stand in a document, not even as references. */
function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return text.replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' ').replaceAll(/[&<>"]/g, (sign) => NAMES[sign]!);
}
