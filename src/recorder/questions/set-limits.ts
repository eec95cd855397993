/** What a capture may hold, within `LIMIT_RANGES`; what is over it is dropped at once, and counted. */
import { optional } from 'valibot';
import { setLimits as setCaptureLimits } from '../../core/model/set-limits.ts';
import { LIMIT_RANGES } from '../../wire/protocol/questions.ts';
import { countBetween, fields } from './fields.ts';
import { question } from './question.ts';

const limit = ({ least, most }: { least: number; most: number }) => optional(countBetween(least, most));

const limits = fields({
  messages: limit(LIMIT_RANGES.messages),
  dataLength: limit(LIMIT_RANGES.dataLength),
  attempts: limit(LIMIT_RANGES.attempts),
  rawBytes: limit(LIMIT_RANGES.rawBytes),
});

export const setLimits = question(fields({ limits }), ({ capture, changed }, wish): void => {
  setCaptureLimits(capture, wish.limits);
  changed();
});
