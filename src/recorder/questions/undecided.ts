/** Whether something was told of which it is not known yet whose it is: it is placed, or given up, within seconds. */
import { awaitsWitnesses } from '../../core/model/join/catch-up.ts';
import { plainQuestion } from './question.ts';

export const undecided = plainQuestion(({ capture }): boolean => awaitsWitnesses(capture));
