/**
 * A HAR has an entry for each answer, also for those that led elsewhere; a browser follows them within one attempt. Such an entry becomes part of
 * the one that it led to.
 */
import { headerValue } from '../model/header-value.ts';
import type { Milliseconds } from '../units.ts';
import type { HarEntry } from './har-entry.ts';

/** [spec] Fetch, "redirect status". */
const REDIRECTS = [301, 302, 303, 307, 308];
/** [spec] Fetch: after so many a browser gives up. */
const MAX_REDIRECTS = 20;
/** Answers that led to one URL among which the one is looked for: a bound on the search. */
const MAX_RIVALS = 256;
/** Two notes of the same moment may differ by so much. */
const SLACK: Milliseconds = 50;

/** The entries that are attempts, in their order: each with what led there, and the URL that was asked for first. */
export function followRedirects(entries: readonly HarEntry[]): HarEntry[] {
  const found: HarEntry[] = [];
  /** What led to a URL and was not followed yet, by that URL. */
  const leading = new Map<string, HarEntry[]>();
  const inTime = entries.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  for (const entry of inTime) {
    const waiting = leading.get(resolved(entry.url)) ?? [];
    const nearest = waiting.slice(-MAX_RIVALS).findLast((one) => isAfter(entry, one) && one.redirects.length < MAX_REDIRECTS);
    const [before] = nearest === undefined ? [] : waiting.splice(waiting.lastIndexOf(nearest), 1);
    const whole = before === undefined ? entry : joined(before, entry);
    const to = leadsTo(entry);
    if (to === undefined) found.push(whole);
    else if (leading.has(to)) leading.get(to)!.push(whole);
    else leading.set(to, [whole]);
  }
  // What nothing followed stands for itself.
  return [...found, ...Array.from(leading.values()).flat()].sort((a, b) => a.place - b.place);
}

function joined(first: HarEntry, last: HarEntry): HarEntry {
  const { startedAt = 0, status, responseHeaders } = first;
  const redirect = { at: startedAt + (first.wait ?? first.time ?? 0), status, location: leadsTo(first)!, responseHeaders };
  const shift = (last.startedAt ?? startedAt) - startedAt;
  return {
    ...last,
    url: first.url,
    responseUrl: last.responseUrl ?? last.url,
    startedAt: first.startedAt,
    time: last.time === undefined ? undefined : last.time + shift,
    wait: last.wait === undefined ? undefined : last.wait + shift,
    redirects: [...first.redirects, redirect, ...last.redirects],
  };
}

function isAfter({ startedAt, resource }: HarEntry, before: HarEntry): boolean {
  if (startedAt === undefined || before.startedAt === undefined) return true;
  // Chromium calls the first of them by another name.
  const isOfOne = resource === before.resource || before.resource === 'other' || resource === 'other';
  return isOfOne && startedAt + SLACK >= before.startedAt + Math.max(0, before.wait ?? 0);
}

function leadsTo({ status, url, responseUrl = url, redirectUrl, responseHeaders }: HarEntry): string | undefined {
  if (!REDIRECTS.includes(status)) return undefined;
  const location = redirectUrl || headerValue(responseHeaders, 'location');
  return location === undefined ? undefined : resolved(location.replace(/#.*$/s, ''), responseUrl);
}

/** As browsers write it; what is no URL stays as it is. */
function resolved(url: string, base?: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
