/** Origins and sites of URLs. @note As text, not by `URL`: what browsers hand out is serialized, and `URL` takes four times as long. */

/**
 * `scheme://host:port` of an absolute URL, in lower case; the URL itself when it has no host.
 */
export function originOf(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^/?#]*)/i.exec(url);
  return match === null ? url : `${match[1]!}${match[2]!}`.toLowerCase();
}

/** Labels below which countries register names: `shop.co.uk` is a site, `co.uk` is not. */
const REGISTRIES = new Set(['ac', 'co', 'com', 'edu', 'gob', 'gov', 'net', 'or', 'org']);

/**
 * Scheme and registrable domain: what browsers call a site. The port is no part of it; an address or a single name stands for itself.
 * @note The list of public suffixes is 200 KB and changes weekly; this knows the common shapes of it. Where it is wrong
 * (`a.github.io` and `b.github.io`), two sites are taken for one.
 */
export function siteOf(url: string): string {
  const origin = originOf(url);
  const match = /^([a-z][a-z0-9+.-]*:\/\/)(\[[^\]]*\]|[^:]*)/i.exec(origin);
  if (match === null) return origin;
  const [, scheme = '', host = ''] = match;
  const labels = host.split('.');
  if (host.startsWith('[') || labels.length < 3 || labels.every((label) => /^\d+$/.test(label))) return scheme + host;
  const underRegistry = labels.at(-1)!.length === 2 && REGISTRIES.has(labels.at(-2)!);
  return scheme + labels.slice(underRegistry ? -3 : -2).join('.');
}
