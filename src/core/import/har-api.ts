/**
 * By what a request of a HAR was made: as its writer says, else by what only one of them can do. In doubt an `EventSource`, which is what most event
 * streams are read by; but never against the standard, since of an `EventSource` more is said.
 */
import { headerValue } from '../model/header-value.ts';
import type { Api } from '../model/connection.ts';
import type { Header } from '../model/observation.ts';

export interface HarRequest {
  /** `_resourceType`, '' where the writer has none. */
  resource: string;
  method: string;
  hasBody: boolean;
  headers: readonly Header[];
}

/** Schemes of Authorization that a browser may have sent by itself. */
const BY_BROWSER = /^(basic|digest|negotiate|ntlm)\b/i;
/** Headers by a name of their own that proxies add. */
const BY_PROXY = /^x-(forwarded|real-ip|client-ip|request-id|correlation-id|amz|amzn|b3|cloud|envoy)/;

/** @returns `eventsource` also where nothing tells */
export function apiOf(request: HarRequest): Api {
  const { resource, method, hasBody, headers } = request;
  if (resource === 'fetch' || resource === 'xhr') return resource;
  const value = (name: string): string => (headerValue(headers, name) ?? '').trim().toLowerCase();
  const isXhr = value('x-requested-with') === 'xmlhttprequest';
  // [spec] An EventSource makes a GET without a body, in mode "cors", and the page can set no header of it.
  if (method.toUpperCase() !== 'GET' || hasBody) return isXhr ? 'xhr' : 'fetch';
  if (resource === 'eventsource') return resource;
  if (isXhr) return 'xhr';
  return isAgainstEventSource(headers, value) ? 'fetch' : 'eventsource';
}

function isAgainstEventSource(headers: readonly Header[], value: (name: string) => string): boolean {
  const accept = value('accept');
  if (accept !== '' && accept !== 'text/event-stream') return true;
  const [mode, dest, agent, authorization] = ['sec-fetch-mode', 'sec-fetch-dest', 'user-agent', 'authorization'].map(value) as [string, string, string, string];
  if ((mode !== '' && mode !== 'cors') || (dest !== '' && dest !== 'empty')) return true;
  if (agent !== '' && !/^(mozilla|opera)\//.test(agent)) return true;
  if (authorization !== '' && !BY_BROWSER.test(authorization)) return true;
  return headers.some(({ name }) => /^(content-type$|x-)/i.test(name) && !BY_PROXY.test(name.toLowerCase()));
}
