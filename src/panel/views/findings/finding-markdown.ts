/** Findings as Markdown, for an issue or a chat. */
import type { Finding } from '../../../core/explain/finding.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';
import { texts } from './texts.ts';

/** @param urlOf of a connection; undefined when it is not held any more. */
export function findingsAsMarkdown(findings: readonly Finding[], urlOf: (finding: Finding) => string | undefined): string {
  const lines = findings.map((finding) => {
    const place = [`#${finding.connection}`, finding.attempt === undefined ? undefined : texts.attempt(finding.attempt), urlOf(finding)];
    const where = place.filter((part) => part !== undefined).join(' · ');
    return `- **${escaped(findingTitle(finding.rule))}** (\`${finding.rule}\`, ${texts.times(finding.count)})\n  ${escaped(findingSentence(finding))}\n  ${escaped(where)}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Text of a server stays text. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
