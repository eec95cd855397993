/** Forgets all messages and all connections that are over. */
import { clearCapture } from '../../core/model/clear.ts';
import { plainQuestion } from './question.ts';

export const clear = plainQuestion(({ capture, filters, raws, desk, pages, disk, changed }): void => {
  disk?.cut();
  clearCapture(capture);
  filters.forgetAll();
  raws.forgetAll();
  desk.forget();
  pages.forget();
  changed();
});
