/** What a server answers in one attempt: head, body and end, as far as the capture knows them. */
import { STATUS_CODES } from 'node:http';
import { headerValue } from '../../src/core/model/header-value.ts';
import type { Attempt } from '../../src/core/model/connection.ts';
import type { Header } from '../../src/core/model/observation.ts';
import type { Slot } from '../../src/core/model/types.ts';
import type { Milliseconds } from '../../src/core/units.ts';

export interface AnswerHead {
  /** Since the request began. */
  readonly at: Milliseconds;
  readonly status: number;
  /** '' where it is that of the status. */
  readonly reason: string;
  /** Without those of CORS, which depend on who asks. */
  readonly headers: readonly Header[];
  /** The page was kept out of it by CORS. */
  readonly isKeptBack: boolean;
}

/** `hold`: nothing more comes, and it stays open until the client goes. */
export interface AnswerEnd {
  readonly how: 'end' | 'cut' | 'hold';
  readonly at: Milliseconds;
}

/**
 * Headers that are not sent again: they belong to one hop or to the bytes as they were packed, or they would bind the browser beyond the replay, to
 * a host that is the user's own machine.
 */
const LEFT_OUT = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'content-length', 'content-encoding'],
  ...['strict-transport-security', 'public-key-pins', 'expect-ct', 'alt-svc', 'clear-site-data', 'nel', 'report-to', 'reporting-endpoints'],
]);

/** Undefined: no answer came. @param first when the first byte of the body came, Infinity for none: the head came before */
export function headOf({ attempt }: Slot, first: Milliseconds): AnswerHead | undefined {
  const status = attempt.status ?? statusOf(attempt);
  if (status === undefined || status < 200 || status > 599) return undefined;
  const headers = (attempt.responseHeaders ?? []).filter(({ name }) => isSent(name.toLowerCase()));
  if (status !== 204 && headerValue(headers, 'content-type') === undefined && attempt.responseHeaders === undefined && attempt.outcome !== 'bad-type')
    headers.push({ name: 'Content-Type', value: 'text/event-stream' }, { name: 'Cache-Control', value: 'no-cache' });
  const answeredAt = attempt.respondedAt ?? attempt.openedAt ?? attempt.endedAt ?? attempt.startedAt;
  return {
    at: Math.max(0, Math.min(answeredAt - attempt.startedAt, first)),
    status,
    reason: reasonOf(attempt, status),
    headers,
    isKeptBack: attempt.outcome === 'cors',
  };
}

/** Names of HTTP/2, such as `:status`, are no headers; those of CORS are made for who asks. */
function isSent(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && !LEFT_OUT.has(name) && !name.startsWith('access-control-allow-');
}

/** Where nobody saw the answer, as the outcome says it was. */
function statusOf({ outcome, openedAt }: Attempt): number | undefined {
  switch (outcome) {
    case 'no-content':
      return 204;
    case 'http-error':
      return 500;
    case 'bad-type':
    case 'cors':
    case 'open':
    case 'ended':
    case 'cut':
      return 200;
    case 'closed-by-page':
    case 'navigated':
    case 'failed':
      return openedAt === undefined ? undefined : 200;
    default:
      return undefined;
  }
}

function reasonOf({ statusLine = '' }: Attempt, status: number): string {
  const reason = /^HTTP\/1\S*\s+\d{3}\s+([\t\u0020-\u007e]*)$/.exec(statusLine)?.[1]?.trim() ?? '';
  return reason === STATUS_CODES[status] ? '' : reason;
}

/** @param last when the last byte came; @param over when the capture ends, for what had no end in it */
export function endOf({ attempt }: Slot, head: AnswerHead | undefined, last: Milliseconds, over: Milliseconds): AnswerEnd {
  const at = Math.max(head?.at ?? 0, last, attempt.endedAt === undefined ? over : attempt.endedAt - attempt.startedAt);
  switch (attempt.outcome) {
    case 'ended':
    case 'no-content':
    case 'http-error':
    case 'bad-type':
    case 'cors':
      return { how: head === undefined ? 'cut' : 'end', at };
    case 'cut':
    case 'refused':
    case 'failed':
      return { how: 'cut', at };
    default:
      return { how: 'hold', at };
  }
}
