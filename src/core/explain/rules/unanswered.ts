/**
 * The rules for requests that nobody answered: they differ in what the browser's error means. A row is a rule.
 * @note Longer than other files: each row has its page above it.
 */
import type { AttemptFacts } from '../facts.ts';
import { networkErrorKind, type NetworkErrorKind } from '../network-error.ts';
import type { Rule } from '../rule.ts';
import { notAnswered } from '../sample.ts';

const ROWS = [
  /**
   * ## What it means
   *
   * Ad blockers stop URLs by words in them: events, track, analytics, beacon.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_BLOCKED_BY_CLIENT
   * ```
   *
   * ## How to fix it
   *
   * Try again in a window without extensions. Choose a path that lists do not know.
   */
  {
    id: 'blocked-by-extension',
    title: 'An extension or policy stopped it',
    sentence: 'An extension, or a policy of the browser, stopped the request ({error}).',
    kinds: ['blocked'],
    found: ['net::ERR_BLOCKED_BY_CLIENT', 'NS_ERROR_TRACKING_URI'],
  },
  /**
   * ## What it means
   *
   * The browser may not fetch this for this page. The console names the policy.
   *
   * ## The standard
   *
   * If should request be blocked due to a bad port, should fetching request be blocked as mixed content, should request be blocked by Content Security Policy, or should request be blocked by Integrity Policy Policy returns blocked, then set response to a network error. (Fetch, main fetch)
   *
   * ## An example
   *
   * ```
   * Content-Security-Policy: connect-src 'self'
   * ```
   *
   * ## How to fix it
   *
   * Add the origin of the stream to `connect-src`; under `Cross-Origin-Embedder-Policy` the answer needs CORS or `Cross-Origin-Resource-Policy`.
   *
   * ```
   * Content-Security-Policy: connect-src 'self' https://api.example.com
   * ```
   */
  {
    id: 'blocked-by-policy',
    title: 'A policy of the page stopped it',
    sentence: 'A policy stopped the request or its answer ({error}): Content Security Policy, cross-origin isolation, or access to a private network.',
    kinds: ['policy'],
    found: ['net::ERR_BLOCKED_BY_CSP', 'NS_ERROR_CONTENT_BLOCKED'],
  },
  /**
   * ## What it means
   *
   * The host is there, the server is not: it is down, restarts, or listens on another port or address (127.0.0.1 and ::1 are two).
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_CONNECTION_REFUSED
   * ```
   *
   * ## How to fix it
   *
   * Start the server, check port and address. All clients come again at once when it is back: let the server write different `retry` values. Firefox counts a refused connection
   * among the futile ones, on a reconnect too, and gives up: there the page has to make a new `EventSource`.
   */
  {
    id: 'connection-refused',
    title: 'Nobody listens on that port',
    sentence: 'The connection was refused: nothing listens there ({error}).',
    next: 'refused',
    kinds: ['refused'],
    found: ['net::ERR_CONNECTION_REFUSED', 'NS_ERROR_CONNECTION_REFUSED'],
  },
  /**
   * ## What it means
   *
   * The server took the connection and dropped it: it crashed, its queue is full, or it speaks another protocol there (HTTPS on the port of HTTP, for one).
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_EMPTY_RESPONSE
   * ```
   *
   * ## How to fix it
   *
   * Look into the log of the server or proxy at that moment; check scheme and port.
   */
  {
    id: 'connection-reset',
    title: 'The connection was broken before an answer',
    sentence: 'The connection was made, and broken before an answer came ({error}).',
    next: 'again',
    kinds: ['reset'],
    found: ['net::ERR_CONNECTION_RESET', 'NS_ERROR_NET_RESET'],
  },
  /**
   * ## What it means
   *
   * Ports such as 25, 6000 or 6667 are blocked, so that no page can talk to a mail server by HTTP.
   *
   * ## The standard
   *
   * A port is a bad port if it is listed in the first column of the following table. (Fetch, port blocking)
   *
   * ## An example
   *
   * ```
   * new EventSource('http://localhost:6667/')
   * ```
   *
   * ## How to fix it
   *
   * Serve the stream on another port.
   */
  {
    id: 'forbidden-port',
    title: 'Browsers forbid that port',
    sentence: 'The port belongs to another protocol and is forbidden to browsers ({error}).',
    kinds: ['port'],
    found: ['net::ERR_UNSAFE_PORT', 'NS_ERROR_PORT_ACCESS_NOT_ALLOWED'],
  },
  /**
   * ## What it means
   *
   * DNS has no answer for the host: a slip in the name, a name that only a VPN knows, or no network.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_NAME_NOT_RESOLVED
   * ```
   *
   * ## How to fix it
   *
   * Check the name in the URL of the stream, VPN and hosts file.
   */
  {
    id: 'name-not-resolved',
    title: 'The host name is not known',
    sentence: 'The name of the host could not be resolved ({error}).',
    next: 'again',
    kinds: ['dns'],
    found: ['net::ERR_NAME_NOT_RESOLVED', 'NS_ERROR_UNKNOWN_HOST'],
  },
  /**
   * ## What it means
   *
   * The device was offline, slept, or changed from one network to another.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_INTERNET_DISCONNECTED
   * ```
   *
   * ## How to fix it
   *
   * Nothing on the server. Make sure that the stream resumes by its last event id.
   */
  {
    id: 'offline',
    title: 'There was no network',
    sentence: 'There was no network, or it changed, or the computer slept ({error}).',
    next: 'again',
    kinds: ['offline', 'changed', 'suspended'],
    found: ['net::ERR_INTERNET_DISCONNECTED', 'NS_ERROR_OFFLINE'],
  },
  /**
   * ## What it means
   *
   * The browser, or the system, is told to use a proxy.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_PROXY_CONNECTION_FAILED
   * ```
   *
   * ## How to fix it
   *
   * Check the proxy settings of browser and system; exempt the host of the stream.
   */
  {
    id: 'proxy-failed',
    title: 'The proxy failed',
    sentence: 'A proxy that the browser is to use could not be reached or refused ({error}).',
    kinds: ['proxy'],
    found: ['net::ERR_TUNNEL_CONNECTION_FAILED', 'NS_ERROR_PROXY_CONNECTION_REFUSED'],
  },
  /**
   * ## What it means
   *
   * Nothing came back: a firewall swallows the packets, the host is off, or the server does not send its headers before the first message.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_CONNECTION_TIMED_OUT
   * ```
   *
   * ## How to fix it
   *
   * Send the headers at once (`flushHeaders()` in Node), also when there is nothing to say yet.
   *
   * ```
   * response.flushHeaders();
   * ```
   */
  {
    id: 'timed-out',
    title: 'No answer came in time',
    sentence: 'No answer came in time ({error}).',
    next: 'again',
    kinds: ['timeout'],
    found: ['net::ERR_CONNECTION_TIMED_OUT', 'NS_ERROR_NET_TIMEOUT'],
  },
  /**
   * ## What it means
   *
   * The certificate is not trusted, has run out, or is of another name; or the two found no protocol in common. A page cannot ask the user for an exception for a stream.
   *
   * ## The standard
   *
   * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
   *
   * ## An example
   *
   * ```
   * net::ERR_CERT_AUTHORITY_INVALID
   * ```
   *
   * ## How to fix it
   *
   * Open the URL of the stream in a tab: the browser says there what is wrong with the certificate.
   */
  {
    id: 'tls-failed',
    title: 'No secure connection',
    sentence: 'A secure connection could not be made ({error}).',
    kinds: ['tls'],
    found: ['net::ERR_CERT_DATE_INVALID', 'SEC_ERROR_UNKNOWN_ISSUER'],
  },
  /**
   * ## What it means
   *
   * The answers lead in a circle: often between HTTP and HTTPS, or to a login that sends back.
   *
   * ## The standard
   *
   * If request's redirect count is 20, then return a network error. (Fetch, HTTP-redirect fetch)
   *
   * ## An example
   *
   * ```
   * HTTP/1.1 302 Found
   * Location: /stream
   * ```
   *
   * ## How to fix it
   *
   * Follow the redirects with `curl -IL` and mend the one that leads back.
   */
  {
    id: 'too-many-redirects',
    title: 'Redirected in a circle',
    sentence: 'The request was redirected more than 20 times ({error}).',
    kinds: ['redirects'],
    found: ['net::ERR_TOO_MANY_REDIRECTS', 'NS_ERROR_REDIRECT_LOOP'],
  },
] as const satisfies readonly (Pick<Rule, 'id' | 'title' | 'sentence' | 'next'> & { kinds: readonly NetworkErrorKind[]; found: readonly string[] })[];

export const unanswered = ROWS.map(
  ({ kinds, found, ...row }) =>
    ({
      ...row,
      severity: 'error',
      group: 'failure',
      ofAttempt: whenUnanswered(kinds),
      found: found.map((error) => ({ attempt: notAnswered(error), hit: { params: { error } } })),
      // What the page ended itself, and what the other rows find.
      silent: [
        { attempt: { ...notAnswered(found[0]), outcome: 'closed-by-page' } },
        ...ROWS.filter(({ id }) => id !== row.id).flatMap((other) => other.found.map((error) => ({ attempt: notAnswered(error) }))),
      ],
    }) as const satisfies Rule,
);

/** Said by a rule of its own: those above, and `wrong-encoding`. */
const OTHERS: readonly NetworkErrorKind[] = [...ROWS.flatMap(({ kinds }): readonly NetworkErrorKind[] => kinds), 'encoding'];

/**
 * ## What it means
 *
 * The browser names an error that has no page of its own here. The finding says what the name means, by the browsers' own lists; a name that neither of them explains says so.
 *
 * ## The standard
 *
 * Otherwise, if res is a network error, then reestablish the connection, unless the user agent knows that to be futile, in which case the user agent may fail the connection.
 *
 * ## An example
 *
 * ```
 * net::ERR_FAILED
 * ```
 *
 * ## How to fix it
 *
 * Look the name up in `chrome://network-errors`, or in the log of the server at that moment.
 */
export const networkError = {
  id: 'network-error',
  severity: 'error',
  group: 'failure',
  title: 'The network failed',
  sentence: 'The request failed with the network error {error}: {means}.',
  ofAttempt(facts) {
    const failure = failureOf(facts);
    return failure === undefined || OTHERS.includes(failure.kind) ? undefined : { params: { error: failure.error, means: failure.kind } };
  },
  found: [
    { attempt: notAnswered('net::ERR_FAILED'), hit: { params: { error: 'net::ERR_FAILED', means: 'generic' } } },
    { attempt: notAnswered('NS_ERROR_FAILURE'), hit: { params: { error: 'NS_ERROR_FAILURE', means: 'generic' } } },
    { attempt: notAnswered('net::ERR_HTTP2_PROTOCOL_ERROR'), hit: { params: { error: 'net::ERR_HTTP2_PROTOCOL_ERROR', means: 'http2' } } },
    {
      attempt: notAnswered('net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH'),
      hit: { params: { error: 'net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH', means: 'malformed' } },
    },
    { attempt: notAnswered('net::ERR_OF_NEXT_YEAR'), hit: { params: { error: 'net::ERR_OF_NEXT_YEAR', means: 'unknown' } } },
  ],
  silent: [{ attempt: notAnswered('net::ERR_INTERNET_DISCONNECTED') }, { attempt: { ...notAnswered('net::ERR_FAILED'), outcome: 'closed-by-page' } }],
} as const satisfies Rule;

/** The attempt ended without an answer that the page got, and the browser's error is of one of `kinds`. */
function whenUnanswered(kinds: readonly NetworkErrorKind[]): NonNullable<Rule['ofAttempt']> {
  return (facts) => {
    const failure = failureOf(facts);
    return failure === undefined || !kinds.includes(failure.kind) ? undefined : { params: { error: failure.error } };
  };
}

function failureOf({ attempt }: AttemptFacts): { error: string; kind: NetworkErrorKind } | undefined {
  const { outcome, error } = attempt;
  if (error === undefined) return undefined;
  const kind = networkErrorKind(error);
  // A head had come, and the page got nothing of it.
  if (outcome === 'failed' ? kind === 'aborted' || kind === 'generic' : outcome !== 'refused') return undefined;
  return { error, kind };
}
