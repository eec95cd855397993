/**
 * What a browser's network error means. The names are the browsers' own: `net/base/net_error_list.h` (Chromium) and `xpcom/base/ErrorList.py` (Firefox), less
 * those that no request of a page can end with. A name that is not here has no meaning that is known.
 */

export type NetworkErrorKind = keyof typeof NAMES | 'unknown';

/** Without what all names of a browser begin with: `net::ERR_`, `NS_ERROR_`. */
const NAMES = {
  dns: 'NAME_NOT_RESOLVED NAME_RESOLUTION_FAILED ICANN_NAME_COLLISION HOST_RESOLVER_QUEUE_TOO_LARGE UNKNOWN_HOST DEFINITIVE_UNKNOWN_HOST',
  refused: 'CONNECTION_REFUSED NON_LOCAL_CONNECTION_REFUSED',
  /** No way leads there. */
  unreachable: 'ADDRESS_UNREACHABLE ADDRESS_INVALID CONNECTION_FAILED SOCKET_CREATE_FAILED SOCKET_ADDRESS_NOT_SUPPORTED',
  tls: 'BAD_SSL_CLIENT_AUTH_CERT NO_SSL_VERSIONS_ENABLED CLIENT_AUTH_CERT_TYPE_UNSUPPORTED INSECURE_RESPONSE ALPN_NEGOTIATION_FAILED INVALID_ECH_CONFIG_LIST HTTP2_INADEQUATE_TRANSPORT_SECURITY NET_INADEQUATE_SECURITY BAD_HSTS_CERT',
  /** Closed or reset, by the other side or by something between. */
  reset:
    'CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED SOCKET_NOT_CONNECTED EMPTY_RESPONSE NET_EMPTY_RESPONSE RESPONSE_HEADERS_TRUNCATED NET_RESET NET_INTERRUPT NOT_CONNECTED',
  /** Closed before the last chunk. */
  chunks: 'INCOMPLETE_CHUNKED_ENCODING',
  /** Closed before as many bytes had come as `Content-Length` says. */
  length: 'CONTENT_LENGTH_MISMATCH',
  /** One of the two: Firefox does not tell which. */
  partial: 'NET_PARTIAL_TRANSFER',
  /** The body is not what `Content-Encoding` says. */
  encoding:
    'CONTENT_DECODING_FAILED CONTENT_DECODING_INIT_FAILED ZSTD_WINDOW_SIZE_TOO_BIG DICTIONARY_LOAD_FAILED UNEXPECTED_CONTENT_DICTIONARY_HEADER INVALID_CONTENT_ENCODING',
  /** The answer is no HTTP, or contradicts itself. */
  malformed:
    'INVALID_RESPONSE INVALID_HTTP_RESPONSE INVALID_CHUNKED_ENCODING RESPONSE_HEADERS_TOO_BIG RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION RESPONSE_HEADERS_MULTIPLE_LOCATION UNEXPECTED_PROXY_AUTH CORRUPTED_CONTENT PARSING_HTTP_STATUS_LINE FIRST_HEADER_FIELD_COMPONENT_EMPTY',
  /** HTTP/2 or HTTP/3 ended the stream, or the connection that it shared. */
  http2:
    'HTTP_1_1_REQUIRED SYN_REPLY_NOT_RECEIVED H2_OR_QUIC_REQUIRED INCOMPLETE_HTTP2_HEADERS NET_HTTP2_SENT_GOAWAY NET_HTTP3_PROTOCOL_ERROR NET_UNCLEAN_SHUTDOWN HTTP2_FALLBACK_TO_HTTP1',
  proxy: 'TUNNEL_CONNECTION_FAILED',
  timeout: 'TIMED_OUT CONNECTION_TIMED_OUT NET_TIMEOUT NET_TIMEOUT_EXTERNAL DOM_TIMEOUT_ERR',
  offline: 'INTERNET_DISCONNECTED OFFLINE',
  /** The computer went to another network, or lost its own. */
  changed: 'NETWORK_CHANGED',
  /** The computer went to sleep. */
  suspended: 'NETWORK_IO_SUSPENDED',
  /** By an extension, a list of the browser, or whoever administers it. */
  blocked:
    'BLOCKED_BY_CLIENT BLOCKED_BY_ADMINISTRATOR BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR BLOCKED_ENROLLMENT_CHECK_PENDING BLOCKED_BY_FINGERPRINTING_PROTECTION NETWORK_ACCESS_DENIED NETWORK_ACCESS_REVOKED ACCESS_DENIED TRACKING_URI CRYPTOMINING_URI FINGERPRINTING_URI EMAILTRACKING_URI SOCIALTRACKING_URI MALWARE_URI PHISHING_URI UNWANTED_URI HARMFUL_URI HARMFULADDON_URI BLOCKED_URI RESTRICTED_CONTENT',
  /** By a rule of the web that the page or the answer is under. */
  policy:
    'BLOCKED_BY_CSP BLOCKED_BY_RESPONSE BLOCKED_BY_ORB BLOCKED_BY_XSS_AUDITOR BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS CACHED_IP_ADDRESS_SPACE_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_POLICY CACHED_IP_ADDRESS_SPACE_BLOCKED_BY_LOCAL_NETWORK_ACCESS_POLICY INCONSISTENT_IP_ADDRESS_SPACE CLEARTEXT_NOT_PERMITTED CONTENT_BLOCKED CONTENT_BLOCKED_SHOW_ALT BLOCKED_BY_POLICY DOM_BAD_URI DOM_BAD_CROSS_ORIGIN_URI DOM_COEP_FAILED DOM_CORP_FAILED DOM_SECURITY_ERR LOCAL_NETWORK_ACCESS_DENIED OS_LOCAL_NETWORK_ACCESS_DENIED HTTPS_ONLY',
  port: 'UNSAFE_PORT PORT_ACCESS_NOT_ALLOWED',
  redirects: 'TOO_MANY_REDIRECTS REDIRECT_LOOP',
  /** The URL, or that of a redirect, is none that may be asked. */
  url: 'INVALID_URL DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME INVALID_REDIRECT UNSAFE_REDIRECT FILE_NOT_FOUND MALFORMED_URI DOM_MALFORMED_URI UNKNOWN_PROTOCOL',
  auth: 'INVALID_AUTH_CREDENTIALS MISSING_AUTH_CREDENTIALS UNSUPPORTED_AUTH_SCHEME MISCONFIGURED_AUTH_ENVIRONMENT MALFORMED_IDENTITY UNEXPECTED_SECURITY_LIBRARY_STATUS UNDOCUMENTED_SECURITY_LIBRARY_STATUS TOO_MANY_RETRIES BASIC_HTTP_AUTH_DISABLED',
  /** The browser, or its computer, had no more memory, sockets or space. */
  resources:
    'INSUFFICIENT_RESOURCES OUT_OF_MEMORY FILE_NO_SPACE FILE_NO_DEVICE_SPACE NO_BUFFER_SPACE ADDRESS_IN_USE SOCKET_ADDRESS_IN_USE PRECONNECT_MAX_SOCKET_LIMIT DNS_LOOKUP_QUEUE_FULL',
  cache: 'DOCUMENT_NOT_CACHED',
  /** A service worker was to answer, and did not. */
  worker: 'INTERCEPTION_FAILED',
  /** The browser or the page let go of it. */
  aborted:
    'ABORTED CONTEXT_SHUT_DOWN ABORT DOM_ABORT_ERR DOCSHELL_DYING ILLEGAL_DURING_SHUTDOWN NS_BINDING_ABORTED NS_BINDING_CANCELLED_OLD_LOAD NS_BINDING_RETARGETED',
  /** The browser says that it failed, and nothing else. */
  generic: 'FAILED UNEXPECTED FAILURE NS_BINDING_FAILED DOM_NETWORK_ERR',
} as const;

const KINDS: ReadonlyMap<string, NetworkErrorKind> = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind as NetworkErrorKind] as const)),
);

/** Families of names. The first that fits counts. */
const FAMILIES: readonly (readonly [RegExp, NetworkErrorKind])[] = [
  [/PROX(Y|IES)|^(SOCKS|PAC)_/, 'proxy'],
  [/^DNS_/, 'dns'],
  [/^(CERT_|CERTIFICATE_|SSL_|ECH_|TLS13_|WRONG_VERSION_ON_EARLY_DATA|EARLY_DATA_REJECTED|SEC_ERROR_|MOZILLA_PKIX_ERROR_|QUIC_CERT_ROOT)/, 'tls'],
  [/^(HTTP2_|SPDY_|QUIC_)/, 'http2'],
  [/^CACHE_/, 'cache'],
  // Firefox tells of these in a sentence, in the language of its user.
  [/^(?!\S*$).*(\bSSL\b|\bTLS\b|certif|Zertifikat)|证书/i, 'tls'],
];

/** @param error as in `Attempt.error`: `net::ERR_…`, `NS_ERROR_…` */
export function networkErrorKind(error: string): NetworkErrorKind {
  // Chromium says behind a point which of its parts blocked: `net::ERR_BLOCKED_BY_CLIENT.Inspector`.
  const name = error.replace(/^(net::)?ERR_|^NS_ERROR_/, '').replace(/^([A-Z\d_]+)\.\w+$/, '$1');
  return KINDS.get(name) ?? FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}

/** The browser let go of it itself, mostly because the page did. */
export function isOwnAbort(error: string | undefined): boolean {
  return error !== undefined && networkErrorKind(error) === 'aborted';
}
