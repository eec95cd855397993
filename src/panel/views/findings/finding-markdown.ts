/** Findings as Markdown, for an issue or a chat, without credentials. */
import type { Finding, Params } from '../../../core/explain/finding.ts';
import { REDACT, type Redaction } from '../../../core/export/redact.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';
import { t } from '../../../words/t.ts';

/** @param urlOf of a connection; undefined when it is not held any more. */
export function findingsAsMarkdown(findings: readonly Finding[], urlOf: (finding: Finding) => string | undefined): string {
  const lines = findings.map((finding) => {
    const url = urlOf(finding);
    const attempt = finding.attempt === undefined ? undefined : t('attemptNumber', { n: String(finding.attempt) });
    const place = [`#${finding.connection}`, attempt, url === undefined ? undefined : REDACT.url(url)];
    const where = place.filter((part) => part !== undefined).join(' · ');
    const sentence = findingSentence({ ...finding, params: cleanParams(finding.params, REDACT) });
    return `- **${escaped(findingTitle(finding.rule))}** (\`${finding.rule}\`, ${t('findings.times', { count: finding.count })})\n  ${escaped(sentence)}\n  ${escaped(where)}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Holds two signs together and is not seen: nothing that hosts of code take for a mention, the number of an issue or a link has it. */
const JOINER = '\u2060';

/** Text of a server stays text. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>&~|]/g, String.raw`\$&`)
    .replaceAll(/@|#(?=\d)|\b(?:GH-)(?=\d)|\b(?:https?|ftp|mailto|xmpp):|\bwww(?=\.)/gi, `$&${JOINER}`)
    .replaceAll(/\s+/g, ' ');

/** The evidence of a finding without credentials. */
function cleanParams(params: Params, { text }: Pick<Redaction, 'text'>): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? text(value) : value]));
}
