/** The panel's page, opened by itself: there is no inspected tab, so there is nothing to show. */
import { EmptyState } from '../../parts/empty-state.tsx';
import { texts } from './texts.ts';

export function NoHost() {
  return (
    <EmptyState icon="info" title={texts.noHost}>
      {texts.noHostWords}
    </EmptyState>
  );
}
