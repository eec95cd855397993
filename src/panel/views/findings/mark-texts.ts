/** The words of the marks in other views, which are loaded before the findings are. */
import { t } from '../../../words/t.ts';

export const texts = {
  pinned: (rule: string, others: number) => (others === 0 ? t('findings.pinned', { rule }) : t('findings.pinnedMore', { count: others, rule })),
  openPinned: t('findings.openPinned'),
};
