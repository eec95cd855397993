/** The browser, as files name it: "Chromium 156.0.0.0", "Firefox 145.0". */
export function browserName(userAgent: string): string {
  const [, firefox] = /Firefox\/([\d.]+)/.exec(userAgent) ?? [];
  if (firefox !== undefined) return `Firefox ${firefox}`;
  const [, chromium] = /Chrom(?:e|ium)\/([\d.]+)/.exec(userAgent) ?? [];
  return chromium === undefined ? '' : `Chromium ${chromium}`;
}
