/** The fields that arguments of questions are made of. Each message goes on after the name of the field. */
import { array, boolean, check, number, object, picklist, pipe, string, type GenericSchema, type ObjectEntries } from 'valibot';

/** Rows of one window at most: some screens full. More would make one answer too long. */
const MAX_WINDOW = 10_000;

/** An object with these fields. Others are left out. */
export const fields = <Entries extends ObjectEntries>(entries: Entries) =>
  object(entries, ({ path }) => (path === undefined ? 'must be an object' : 'is missing'));

const numberThat = (passes: (value: number) => boolean, message: string) => pipe(number(message), check(passes, message));
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

export const count = numberThat(isCount, 'must be a whole number from 0');
export const time = numberThat(Number.isFinite, 'must be a time in milliseconds');
/** A whole number from `least` to `most`. */
export const countBetween = (least: number, most: number) =>
  pipe(
    count,
    check(
      (value) => value >= least && value <= most,
      ({ input }) => `must be ${least} to ${most}, not ${input}`,
    ),
  );
export const flag = boolean('must be true or false');
export const text = string('must be a text');
export const shortText = (most: number) =>
  pipe(
    text,
    check((value) => value.length <= most, `is longer than ${most}`),
  );

/** One of some words. */
export const oneOf = <const Words extends readonly string[]>(words: Words) => picklist(words, `must be one of ${words.join(', ')}`);

/** At most `most` items; `wants` names them in the plural. */
export const listOf = <Item extends GenericSchema>(item: Item, most: number, wants: string) => {
  const message = `must be a list of at most ${most} ${wants}`;
  return pipe(
    array(item, message),
    check((items) => items.length <= most, message),
  );
};

/** At most `most` whole numbers from 0. */
export const counts = (most: number) => {
  const wants = 'whole numbers from 0';
  return listOf(numberThat(isCount, `must be a list of at most ${most} ${wants}`), most, wants);
};

/** Some of these words, each once at most. */
export const someOf = <const Words extends readonly string[]>(words: Words) => listOf(oneOf(words), words.length, `of ${words.join(', ')}`);

/** Rows of a window. */
export const windowLength = countBetween(0, MAX_WINDOW);

/** Of positions `from` (inclusive) to `to` (exclusive): they are not too many. */
export const isWindow = <Span extends { from: number; to: number }>() =>
  check<Span, string>(({ from, to }) => to - from <= MAX_WINDOW, `a window is larger than ${MAX_WINDOW} rows`);
