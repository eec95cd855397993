/** What the overview strip draws: messages by type, attempts and failures, in `buckets` (at most `MAX_BUCKETS`) of equal width. */
import { pipe } from 'valibot';
import { rates as ratesOf, type Rates } from '../../core/select/rates.ts';
import { MAX_RATE_TYPES } from '../../wire/protocol/questions.ts';
import { span, isSpan } from './span.ts';
import { fields } from './fields.ts';
import { question } from './question.ts';

export const rates = question(pipe(fields(span), isSpan()), ({ capture }, { from, to, buckets }): Rates => ratesOf(capture, from, to, buckets, MAX_RATE_TYPES));
