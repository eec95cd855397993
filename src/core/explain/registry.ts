/** All rules. Within a group, what says most of a failure stands first. */
import { blockedByExtension } from './rules/blocked-by-extension.ts';
import { blockedByPolicy } from './rules/blocked-by-policy.ts';
import { blockedEarly } from './rules/blocked-early.ts';
import { connectionRefused } from './rules/connection-refused.ts';
import { connectionReset } from './rules/connection-reset.ts';
import { corsCredentials } from './rules/cors-credentials.ts';
import { corsMissing } from './rules/cors-missing.ts';
import { corsOtherOrigin } from './rules/cors-other-origin.ts';
import { corsWildcard } from './rules/cors-wildcard.ts';
import { cutOff } from './rules/cut-off.ts';
import { forbiddenPort } from './rules/forbidden-port.ts';
import { httpError } from './rules/http-error.ts';
import { jsonAnswer } from './rules/json-answer.ts';
import { loginPage } from './rules/login-page.ts';
import { mixedContent } from './rules/mixed-content.ts';
import { nameNotResolved } from './rules/name-not-resolved.ts';
import { networkError } from './rules/network-error.ts';
import { noType } from './rules/no-type.ts';
import { notAuthorised } from './rules/not-authorised.ts';
import { offline } from './rules/offline.ts';
import { proxyFailed } from './rules/proxy-failed.ts';
import { serverBusy } from './rules/server-busy.ts';
import { stoppedBy204 } from './rules/stopped-by-204.ts';
import { timedOut } from './rules/timed-out.ts';
import { tlsFailed } from './rules/tls-failed.ts';
import { tooManyRedirects } from './rules/too-many-redirects.ts';
import { wrongType } from './rules/wrong-type.ts';

export const RULES = [
  blockedByExtension,
  blockedByPolicy,
  blockedEarly,
  connectionRefused,
  connectionReset,
  corsCredentials,
  corsMissing,
  corsOtherOrigin,
  corsWildcard,
  cutOff,
  forbiddenPort,
  httpError,
  jsonAnswer,
  loginPage,
  mixedContent,
  nameNotResolved,
  networkError,
  noType,
  notAuthorised,
  offline,
  proxyFailed,
  serverBusy,
  stoppedBy204,
  timedOut,
  tlsFailed,
  tooManyRedirects,
  wrongType,
] as const;

export type RuleId = (typeof RULES)[number]['id'];

/** Their ids, for guards. */
export const RULE_IDS: readonly RuleId[] = RULES.map(({ id }) => id);
