/** Built-ins of `XMLHttpRequest`, taken before the page's first script runs: see pristine.ts, whose rules are the rules here. */
import { getter, indexOf, slice, uncurry } from './pristine.ts';

export const xhrPrototype: XMLHttpRequest = XMLHttpRequest.prototype;
export const stateOf = getter<XMLHttpRequest, number>(xhrPrototype, 'readyState');
export const xhrStatusOf = getter<XMLHttpRequest, number>(xhrPrototype, 'status');
export const xhrStatusTextOf = getter<XMLHttpRequest, string>(xhrPrototype, 'statusText');
export const xhrUrlOf = getter<XMLHttpRequest, string>(xhrPrototype, 'responseURL');
export const xhrWithCredentialsOf = getter<XMLHttpRequest, boolean>(xhrPrototype, 'withCredentials');
export const responseTypeOf = getter<XMLHttpRequest, string>(xhrPrototype, 'responseType');
export const responseOf = getter<XMLHttpRequest, unknown>(xhrPrototype, 'response');
export const responseTextOf = getter<XMLHttpRequest, string>(xhrPrototype, 'responseText');
export const getResponseHeader = uncurry(xhrPrototype.getResponseHeader);
const getAllResponseHeaders = uncurry(xhrPrototype.getAllResponseHeaders);

/** `name\nvalue\n` for each. [spec: XHR] They come as `name: value\r\n`. */
export function xhrHeadersOf(xhr: XMLHttpRequest): string {
  const all = getAllResponseHeaders(xhr);
  let lines = '';
  let from = 0;
  for (;;) {
    const end = indexOf(all, '\r\n', from);
    const colon = indexOf(all, ': ', from);
    if (end < 0 || colon < 0) return lines;
    if (colon < end) lines += slice(all, from, colon) + '\n' + slice(all, colon + 2, end) + '\n';
    from = end + 2;
  }
}
