/** Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show. */
import type { Finding } from '../explain/finding.ts';
import type { RuleId } from '../explain/registry.ts';
import type { ConnectionId } from '../units.ts';
import { cleanParams } from './clean-params.ts';
import type { OnTaken } from './cleaning.ts';
import { createRedaction, REDACT_NOTHING } from './redact.ts';

export interface SarifInput {
  findings: readonly Finding[];
  /** Such as `1.2.3`. */
  version: string;
  /** Of a connection; undefined when it is not held any more. */
  urlOf(connection: ConnectionId): string | undefined;
  /** Of the texts, as in RFC 5646. */
  language: string;
  /** Takes credentials out of URLs. */
  redact: boolean;
  /** Is told of each. */
  onTaken?: OnTaken;
  title(rule: RuleId): string;
  sentence(finding: Pick<Finding, 'rule' | 'params'>): string;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** @returns a whole file: one run, the rules that found something, a result for each finding. */
export function sarifOf({ findings, version, urlOf, language, redact, onTaken, title, sentence }: SarifInput): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: title(id) },
    defaultConfiguration: { level: findings.find(({ rule }) => rule === id)!.severity },
  }));
  const redaction = redact ? createRedaction(onTaken) : REDACT_NOTHING;
  const results = findings.map((finding) => {
    const { rule, severity, connection, attempt, line, at, count } = finding;
    const params = cleanParams(finding.params, redaction);
    const url = urlOf(connection);
    const place = attempt === undefined ? `connection ${connection}` : `connection ${connection}, attempt ${attempt}`;
    return {
      ruleId: rule,
      ruleIndex: ids.indexOf(rule),
      level: severity,
      message: { text: sentence({ rule, params }) },
      locations: [
        {
          ...(url !== undefined && {
            physicalLocation: { artifactLocation: { uri: redaction.url(url) }, ...(line !== undefined && { region: { startLine: line } }) },
          }),
          logicalLocations: [{ fullyQualifiedName: place }],
        },
      ],
      occurrenceCount: count,
      properties: { at: new Date(at).toISOString(), ...params },
    };
  });
  const driver = { name: 'SSE Scope', version, rules };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [{ tool: { driver }, language, columnKind: 'utf16CodeUnits', results }] }, null, 2)}\n`;
}
