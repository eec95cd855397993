/**
 * Whether a request is an `EventSource`'s: asked by the wire tap of Firefox, which must not touch what is read by fetch or XHR, and cannot tell
 * one from the other. So those that ask for an event stream too are kept in mind until they are answered.
 */
import type { Outbox } from './outbox.ts';
import { deref, indexOf, readyStateOf, slice, startsWith, withCredentialsOf } from './pristine.ts';
import { bare, type Source } from './source.ts';

/** Requests of fetch and XHR for event streams that have no answer yet. */
export interface Waiting {
  begin(url: string): void;
  end(url: string): void;
}

export interface Requests extends Waiting {
  /** '': no, or in doubt. '0' or '1': yes, and with credentials if 1. */
  whose(url: string): string;
  /** Calls `each` with the sources whose stream from there is open. */
  open(url: string, each: (source: Source, target: EventSource) => void): void;
}

const HTTPS = 'https:';

/** What a browser asks for: no fragment, and https where the page wrote http, if it is told so (HSTS, `upgrade-insecure-requests`). */
function asked(url: string): string {
  const hash = indexOf(url, '#', 0);
  const whole = hash < 0 ? url : slice(url, 0, hash);
  return startsWith(whole, HTTPS) ? 'http:' + slice(whole, HTTPS.length) : whole;
}

export function createRequests(outbox: Outbox): Requests {
  const waiting = bare<Record<string, number>>();
  return {
    begin(url) {
      const key = asked(url);
      waiting[key] = (waiting[key] ?? 0) + 1;
    },
    end(url) {
      const key = asked(url);
      const left = (waiting[key] ?? 1) - 1;
      if (left > 0) waiting[key] = left;
      else delete waiting[key];
    },
    whose(url) {
      const key = asked(url);
      let answer = '';
      if (waiting[key] !== undefined) return answer;
      outbox.each((source) => {
        const target = asked(source.url) === key ? deref(source.target) : undefined;
        if (target === undefined || readyStateOf(target) !== 0) return;
        if (answer !== '1') answer = withCredentialsOf(target) ? '1' : '0';
      });
      return answer;
    },
    open(url, each) {
      const key = asked(url);
      outbox.each((source) => {
        const target = asked(source.url) === key ? deref(source.target) : undefined;
        if (target !== undefined && readyStateOf(target) === 1) each(source, target);
      });
    },
  };
}
