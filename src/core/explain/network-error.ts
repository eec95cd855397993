/** What a browser's network error means, in one word. The names are those of `net/base/net_error_list.h` (Chromium) and `xpcom/base/ErrorList.py` (Firefox). */

export type NetworkErrorKind = 'dns' | 'refused' | 'tls' | 'reset' | 'proxy' | 'timeout' | 'offline' | 'blocked' | 'policy' | 'port' | 'redirects' | 'other';

/** The first that fits counts: so what is more special stands before what is more common. */
const KINDS: readonly (readonly [RegExp, NetworkErrorKind])[] = [
  [/PROXY|TUNNEL_CONNECTION|SOCKS/, 'proxy'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|ERR_DNS|ICANN_NAME|NS_ERROR_UNKNOWN_HOST/, 'dns'],
  [/CONNECTION_REFUSED/, 'refused'],
  [/ERR_CERT|ERR_SSL|_SSL_|^SSL_|^SEC_ERROR|MOZILLA_PKIX|SECURITY_INADEQUATE|BAD_CERT/, 'tls'],
  // Firefox tells of these in a sentence, in the language of its user.
  [/\bSSL\b|\bTLS\b|certif|Zertifikat|证书/i, 'tls'],
  [/CONNECTION_RESET|CONNECTION_CLOSED|CONNECTION_ABORTED|EMPTY_RESPONSE|NS_ERROR_NET_RESET|NS_ERROR_NET_INTERRUPT|SOCKET_NOT_CONNECTED/, 'reset'],
  [/TIMED_OUT|NET_TIMEOUT/, 'timeout'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|ADDRESS_UNREACHABLE|NS_ERROR_OFFLINE/, 'offline'],
  [/BLOCKED_BY_CLIENT|BLOCKED_BY_ADMINISTRATOR|NS_ERROR_TRACKING|NS_ERROR_BLOCKED/, 'blocked'],
  [/BLOCKED_BY_CSP|BLOCKED_BY_RESPONSE|BLOCKED_BY_ORB|PRIVATE_NETWORK|LOCAL_NETWORK|NS_ERROR_CONTENT_BLOCKED|NS_ERROR_DOM_BAD_URI/, 'policy'],
  [/UNSAFE_PORT|PORT_ACCESS_NOT_ALLOWED/, 'port'],
  [/TOO_MANY_REDIRECTS|REDIRECT_LOOP/, 'redirects'],
];

/** @param error as in `Attempt.error`: `net::ERR_…`, `NS_ERROR_…` */
export function networkErrorKind(error: string): NetworkErrorKind {
  return KINDS.find(([pattern]) => pattern.test(error))?.[1] ?? 'other';
}
