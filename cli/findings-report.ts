/** What the diagnosis found, for a terminal and the exit status of a build. */
import { SEVERITIES, type Finding, type Severity } from '../src/core/explain/finding.ts';
import type { Ask } from '../src/recorder/questions/questions.ts';
import { english } from '../src/words/en.ts';
import { findingSentence } from '../src/words/finding-words.ts';
import { useTexts } from '../src/words/t.ts';

/** Asks for what was found, at most as many as the recorder lists, and for the words to say it in: the command line speaks English. */
export async function askFindings(ask: Ask): Promise<readonly Finding[]> {
  useTexts(english);
  return (await ask('findings', { filter: {} })).findings;
}

/** Those that are as bad as `least`, or worse. */
export function atLeast(findings: readonly Finding[], least: Severity): Finding[] {
  return findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least));
}

/** `error: The connection was refused … (connection-refused, connection 1, attempt 3, 4 times)` */
export function findingLine(finding: Finding): string {
  const { rule, severity, connection, attempt, count } = finding;
  const where = [rule, `connection ${connection}`, ...(attempt === undefined ? [] : [`attempt ${attempt}`]), ...(count > 1 ? [`${count} times`] : [])];
  // A server's text must not write over the terminal.
  return `${severity}: ${findingSentence(finding)} (${where.join(', ')})`.replaceAll(/\p{Cc}/gu, '\uFFFD');
}
