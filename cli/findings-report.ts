/** What the diagnosis found, for a terminal, a file, and the exit status of a build. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SEVERITIES, type Finding, type Severity } from '../src/core/explain/finding.ts';
import { sarifOf } from '../src/core/export/sarif.ts';
import type { Ask } from '../src/wire/protocol/questions.ts';
import { findingSentence, findingTitle } from '../src/words/finding-words.ts';
import { useCatalogue, type Catalogue } from '../src/words/say.ts';
import { ROOT } from './build-extension.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

export interface FindingsReport {
  /** At most as many as the recorder lists. */
  findings: readonly Finding[];
  urls: ReadonlyMap<number, string>;
}

/** Asks for what was found, and for the words to say it in: the command line speaks English. */
export async function askFindings(ask: Ask): Promise<FindingsReport> {
  useCatalogue(JSON.parse(await readFile(path.join(ROOT, 'public/_locales/en/messages.json'), 'utf8')) as Catalogue);
  const { findings } = await ask('findings', { filter: {} });
  const connections = await ask('connections', { now: Date.now() });
  return { findings, urls: new Map(connections.map(({ id, url }) => [id, url])) };
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

/** @throws CliError */
export async function writeSarif(file: string, { findings, urls }: FindingsReport, { version, redact }: { version: string; redact: boolean }): Promise<void> {
  const text = sarifOf({ findings, version, redact, language: 'en', urlOf: (id) => urls.get(id), title: findingTitle, sentence: findingSentence });
  await writeFile(file, text).catch((error: unknown) => {
    throw new CliError(EXIT.file, `cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  });
}
