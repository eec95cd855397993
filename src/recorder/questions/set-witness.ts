/** The user's switch of a witness; how it stands then, `Overview.witnesses` tells. */
import { WITNESS_NAMES } from '../../wire/protocol/command.ts';
import { fields, flag, oneOf } from './fields.ts';
import { question } from './question.ts';

export const setWitness = question(fields({ name: oneOf(WITNESS_NAMES), on: flag }), ({ command }, { name, on }): void =>
  command({ kind: 'witness', name, on }),
);
