/** The shape and colour of a severity. */
import type { Severity } from '../../../core/explain/finding.ts';
import { t } from '../../../words/t.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';

const ICONS: Record<Severity, IconName> = { error: 'error', warning: 'warning', note: 'info' };

/** @param silent its word stands beside it. */
export function SeverityIcon({ severity, silent = false }: { severity: Severity; silent?: boolean }) {
  return <Icon name={ICONS[severity]} class={`severity is-${severity}`} label={silent ? undefined : t(`findings.severities.${severity}`)} />;
}
