import { expect, test } from 'vitest';
import { networkErrorKind } from '../../../../src/core/explain/network-error.ts';

test.each([
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
  ['NS_ERROR_PROXY_CONNECTION_REFUSED', 'proxy'],
  ['NS_ERROR_UNKNOWN_PROXY_HOST', 'proxy'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
  ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'tls'],
  ['SSL received a record that exceeded the maximum permissible length.', 'tls'],
  ['Dem Zertifikat des Ausstellers der Gegenstelle wird nicht vertraut.', 'tls'],
  ['NetworkError when attempting to fetch resource.', 'other'],
  ['net::ERR_TIMED_OUT', 'timeout'],
  ['net::ERR_ADDRESS_UNREACHABLE', 'offline'],
  ['net::ERR_HTTP2_PROTOCOL_ERROR', 'other'],
])('%s is %s', (error, kind) => {
  expect(networkErrorKind(error)).toBe(kind);
});
