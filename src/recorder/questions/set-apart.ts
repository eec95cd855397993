/** Whether requests that look like reconnects of this connection (`fetch`, XHR) are connections of their own from now on. */
import { setApart as setCaptureApart } from '../../core/model/set-apart.ts';
import { count, fields, flag } from './fields.ts';
import { question } from './question.ts';

export const setApart = question(fields({ connection: count, on: flag }), ({ capture, changed }, { connection, on }): void => {
  setCaptureApart(capture, connection, on);
  changed();
});
