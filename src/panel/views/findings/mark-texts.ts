/** The words of the marks in other views, which are loaded before the findings are. */
import { say, sayCount } from '../../../words/say.ts';

export const texts = {
  pinned: (rule: string, others: number) => (others === 0 ? say('findings_pinned', rule) : sayCount('findings_pinnedMore', others, rule)),
  openPinned: say('findings_openPinned'),
};
