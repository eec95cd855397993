/** The types of the messages that are held, the most frequent first. */
import { typeCounts } from '../../core/select/type-counts.ts';
import { MAX_TYPES, type TypeCounts } from '../../wire/protocol/questions.ts';
import { plainQuestion } from './question.ts';

export const types = plainQuestion(({ capture }): TypeCounts => typeCounts(capture.log, MAX_TYPES));
