/** A span of time in buckets of equal width, as the timeline and the strip above it ask for. */
import { check } from 'valibot';
import { MAX_BUCKETS } from '../../wire/protocol/questions.ts';
import { countBetween, time } from './fields.ts';

export const span = { from: time, to: time, buckets: countBetween(1, MAX_BUCKETS) };

export const isSpan = <Span extends { from: number; to: number }>() => check<Span, string>(({ from, to }) => to > from, '`to` must be after `from`');
