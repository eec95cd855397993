/** The evidence of a finding without credentials. */
import type { Params } from '../explain/finding.ts';
import type { Redaction } from './redact.ts';

export function cleanParams(params: Params, { text }: Pick<Redaction, 'text'>): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? text(value) : value]));
}
