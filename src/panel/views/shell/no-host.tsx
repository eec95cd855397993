/** The panel's page, opened by itself: there is no inspected tab, so there is nothing to show. */
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';

export function NoHost() {
  return (
    <EmptyState icon="info" title={t('shell.noHost')}>
      {t('shell.noHostWords')}
    </EmptyState>
  );
}
