/** Whether what was recorded of a page is kept when the tab goes to another (so it is until told otherwise). */
import { fields, flag } from './fields.ts';
import { question } from './question.ts';

export const setPreserve = question(fields({ on: flag }), ({ wishes }, { on }): void => {
  wishes.preserve = on;
});
