/** Whether messages are recorded; those that come while it is off are counted in `Overview.notRecorded`. */
import { setRecording as setPause } from '../../core/model/pause.ts';
import { fields, flag } from './fields.ts';
import { question } from './question.ts';

export const setRecording = question(fields({ on: flag }), ({ capture, now, changed }, { on }): void => {
  if (capture.recording === on) return;
  setPause(capture, on, now());
  capture.version += 1;
  changed();
});
