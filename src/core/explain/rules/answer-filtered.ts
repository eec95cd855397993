/** A filter has ended the answer, or the model has refused to give one. */
import { whenFault, withFaults } from '../decoded-fault.ts';
import type { Rule } from '../rule.ts';

/**
 * ## What it means
 *
 * The request was answered with status 200, and a filter for contents or the model itself has said no: there is no answer, or only its beginning.
 *
 * ## The standard
 *
 * The protocol of the model says so (`content_filter`, `refusal`, `SAFETY`, `blockReason`).
 *
 * ## An example
 *
 * ```
 * data: {"candidates":[{"finishReason":"SAFETY"}]}
 * ```
 *
 * ## How to fix it
 *
 * Show people that it was refused, and by what: the message has the categories where the server tells them.
 */
export const answerFiltered = {
  id: 'answer-filtered',
  severity: 'note',
  group: 'protocol',
  title: 'The answer was stopped by a filter, or refused',
  sentence: '{protocol}: {says}.',
  ofAttempt: whenFault('filtered'),
  found: [
    {
      ...withFaults('Gemini', 'gemini', { id: 'filtered', says: 'The answer was stopped or refused: SAFETY', message: 7 }),
      hit: { params: { protocol: 'Gemini', says: 'The answer was stopped or refused: SAFETY' }, message: 7 },
    },
  ],
  silent: [withFaults('Gemini', 'gemini'), withFaults('Gemini', 'gemini', { id: 'token-limit', says: 'Something else', message: 7 })],
} as const satisfies Rule;
