/** Words that a capture can hold. A later version may know more: one of those is read as the closest that says nothing wrong. */
import type { Api, Context, Outcome, RetrySource, StateCause } from '../model/connection.ts';
import { SOURCES, type MessageSource } from '../model/message-block.ts';
import type { LossReason } from '../model/observation.ts';

export interface Words<T extends string> {
  readonly field: string;
  readonly known: readonly T[];
  readonly else: T;
}

export const APIS: Words<Api> = { field: 'api', known: ['eventsource', 'fetch', 'xhr'], else: 'eventsource' };
export const CONTEXTS: Words<Context> = { field: 'context', known: ['page', 'frame', 'worker', 'sharedworker', 'serviceworker'], else: 'page' };
export const CAUSES: Words<StateCause> = { field: 'by', known: ['server', 'page', 'browser'], else: 'browser' };
export const RETRY_SOURCES: Words<RetrySource> = { field: 'retryFrom', known: ['wire', 'observed', 'default'], else: 'default' };
export const DELAY_WITNESSES: Words<'request-log' | 'page'> = { field: 'reconnectDelayFrom', known: ['request-log', 'page'], else: 'page' };
export const MESSAGE_SOURCES: Words<MessageSource> = { field: 'from', known: SOURCES, else: 'hook' };
export const LOSS_REASONS: Words<LossReason> = { field: 'why', known: ['backlog-full', 'overflow', 'broken-batch', 'limit'], else: 'overflow' };
export const OUTCOMES: Words<Outcome> = {
  field: 'outcome',
  known: ['connecting', 'open', 'ended', 'cut', 'refused', 'http-error', 'bad-type', 'no-content', 'cors', 'closed-by-page', 'navigated', 'queued', 'failed'],
  else: 'failed',
};
