/** All rules. */
import { allAtEnd } from './rules/all-at-end.ts';
import { badRetry } from './rules/bad-retry.ts';
import { blockedByExtension } from './rules/blocked-by-extension.ts';
import { blockedByPolicy } from './rules/blocked-by-policy.ts';
import { blockedEarly } from './rules/blocked-early.ts';
import { bomInside } from './rules/bom-inside.ts';
import { bursts } from './rules/bursts.ts';
import { cacheable } from './rules/cacheable.ts';
import { compressedLate } from './rules/compressed-late.ts';
import { connectionClose } from './rules/connection-close.ts';
import { connectionRefused } from './rules/connection-refused.ts';
import { connectionReset } from './rules/connection-reset.ts';
import { contentLength } from './rules/content-length.ts';
import { corsCredentials } from './rules/cors-credentials.ts';
import { corsMissing } from './rules/cors-missing.ts';
import { corsOtherOrigin } from './rules/cors-other-origin.ts';
import { corsWildcard } from './rules/cors-wildcard.ts';
import { cutOff } from './rules/cut-off.ts';
import { duplicatesAfterReconnect } from './rules/duplicates-after-reconnect.ts';
import { fieldInCapitals } from './rules/field-in-capitals.ts';
import { forbiddenPort } from './rules/forbidden-port.ts';
import { gapAfterReconnect } from './rules/gap-after-reconnect.ts';
import { gluedBlocks } from './rules/glued-blocks.ts';
import { heldBackBlock } from './rules/held-back-block.ts';
import { historyLost } from './rules/history-lost.ts';
import { http10 } from './rules/http-1-0.ts';
import { httpError } from './rules/http-error.ts';
import { hugeMessage } from './rules/huge-message.ts';
import { idOnlyBlock } from './rules/id-only-block.ts';
import { idleEnd } from './rules/idle-end.ts';
import { idleTimeout } from './rules/idle-timeout.ts';
import { idsNotGrowing } from './rules/ids-not-growing.ts';
import { invalidUtf8 } from './rules/invalid-utf8.ts';
import { jsonAnswer } from './rules/json-answer.ts';
import { loginPage } from './rules/login-page.ts';
import { lostSpace } from './rules/lost-space.ts';
import { messageUnheard } from './rules/message-unheard.ts';
import { mixedContent } from './rules/mixed-content.ts';
import { mixedLineEnds } from './rules/mixed-line-ends.ts';
import { nameNotResolved } from './rules/name-not-resolved.ts';
import { nearMiss } from './rules/near-miss.ts';
import { networkError } from './rules/network-error.ts';
import { neverCame } from './rules/never-came.ts';
import { noBackoff } from './rules/no-backoff.ts';
import { noDataBlock } from './rules/no-data-block.ts';
import { noIds } from './rules/no-ids.ts';
import { noListener } from './rules/no-listener.ts';
import { noType } from './rules/no-type.ts';
import { notAuthorised } from './rules/not-authorised.ts';
import { nulInId } from './rules/nul-in-id.ts';
import { offline } from './rules/offline.ts';
import { positionLost } from './rules/position-lost.ts';
import { printedError } from './rules/printed-error.ts';
import { proxyFailed } from './rules/proxy-failed.ts';
import { reconnectStorm } from './rules/reconnect-storm.ts';
import { replayedFromStart } from './rules/replayed-from-start.ts';
import { reservedType } from './rules/reserved-type.ts';
import { retryTooLong } from './rules/retry-too-long.ts';
import { retryTooShort } from './rules/retry-too-short.ts';
import { sameStreamTwice } from './rules/same-stream-twice.ts';
import { serverBusy } from './rules/server-busy.ts';
import { spaceBeforeColon } from './rules/space-before-colon.ts';
import { stoppedBy204 } from './rules/stopped-by-204.ts';
import { timedOut } from './rules/timed-out.ts';
import { tlsFailed } from './rules/tls-failed.ts';
import { tooManyRedirects } from './rules/too-many-redirects.ts';
import { strayCr } from './rules/stray-cr.ts';
import { tornJson } from './rules/torn-json.ts';
import { unfinishedBlock } from './rules/unfinished-block.ts';
import { unheardType } from './rules/unheard-type.ts';
import { unknownField } from './rules/unknown-field.ts';
import { wentSilent } from './rules/went-silent.ts';
import { wrappedTwice } from './rules/wrapped-twice.ts';
import { writtenLineEnds } from './rules/written-line-ends.ts';
import { wrongCharset } from './rules/wrong-charset.ts';
import { wrongEncoding } from './rules/wrong-encoding.ts';
import { wrongType } from './rules/wrong-type.ts';

export const RULES = [
  allAtEnd,
  badRetry,
  blockedByExtension,
  blockedByPolicy,
  blockedEarly,
  bomInside,
  bursts,
  cacheable,
  compressedLate,
  connectionClose,
  connectionRefused,
  connectionReset,
  contentLength,
  corsCredentials,
  corsMissing,
  corsOtherOrigin,
  corsWildcard,
  cutOff,
  duplicatesAfterReconnect,
  fieldInCapitals,
  forbiddenPort,
  gapAfterReconnect,
  gluedBlocks,
  heldBackBlock,
  historyLost,
  http10,
  httpError,
  hugeMessage,
  idOnlyBlock,
  idleEnd,
  idleTimeout,
  idsNotGrowing,
  invalidUtf8,
  jsonAnswer,
  loginPage,
  lostSpace,
  messageUnheard,
  mixedContent,
  mixedLineEnds,
  nameNotResolved,
  nearMiss,
  networkError,
  neverCame,
  noBackoff,
  noDataBlock,
  noIds,
  noListener,
  noType,
  notAuthorised,
  nulInId,
  offline,
  positionLost,
  printedError,
  proxyFailed,
  reconnectStorm,
  replayedFromStart,
  reservedType,
  retryTooLong,
  retryTooShort,
  sameStreamTwice,
  serverBusy,
  spaceBeforeColon,
  stoppedBy204,
  timedOut,
  tlsFailed,
  tooManyRedirects,
  strayCr,
  tornJson,
  unfinishedBlock,
  unheardType,
  unknownField,
  wentSilent,
  wrappedTwice,
  writtenLineEnds,
  wrongCharset,
  wrongEncoding,
  wrongType,
] as const;

export type RuleId = (typeof RULES)[number]['id'];

/** Their ids, for guards. */
export const RULE_IDS: readonly RuleId[] = RULES.map(({ id }) => id);
