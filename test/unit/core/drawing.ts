/**
 * Tests are drawings: one step a line, what the witnesses told and when.
 *
 *     a 0ms create https://s.test/stream
 *     a 2ms request r1
 *     a 5ms response r1 200
 *     a 6ms open
 *     a 9ms message tick #7 one
 *     a 20ms end r1
 *     a 21ms error
 *
 * A line begins with the name of a source (made by `create`, in the document `doc` unless the name is `doc/source`), then the
 * time from `EPOCH`, then the word. Words of the page hook: create URL, listen TYPE, open, message TYPE #ID DATA (`#` alone: no id),
 * error (reconnects), fatal (gave up), close, hide, freeze (hide persisted), show, gone, lost COUNT WHY.
 * Words of the request log: request ID [LAST-EVENT-ID], response ID STATUS [CONTENT-TYPE], end ID, cut ID ERROR.
 * Lines that begin with `//` are left out.
 */
import { createCapture, type CaptureOptions } from '../../../src/core/model/capture.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { catchUp } from '../../../src/core/model/join/catch-up.ts';
import type { LossReason, Observation, RequestObservation } from '../../../src/core/model/observation.ts';
import { record } from '../../../src/core/model/record.ts';
import type { Capture } from '../../../src/core/model/types.ts';

/** Time zero of a drawing. */
export const EPOCH = 1_700_000_000_000;

/** The observations of a drawing, in the order of its lines. */
export function draw(drawing: string): Observation[] {
  const observations: Observation[] = [];
  const sources = new Map<string, { session: string; source: number; url: string }>();
  const sessions = new Map<string, { frameId: number; documentId: string }>();
  const requests = new Map<string, RequestObservation>();

  for (const line of drawing.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('//')) continue;
    const [name = '', time = '', word = '', ...rest] = line.split(' ');
    const at = EPOCH + Number.parseFloat(time);
    if (!time.endsWith('ms') || Number.isNaN(at)) throw new Error(`no time in "${line}"`);
    const session = name.includes('/') ? name.slice(0, name.indexOf('/')) : 'doc';
    if (!sessions.has(session)) {
      const frame = { frameId: sessions.size, documentId: `id of ${session}` };
      sessions.set(session, frame);
      observations.push({ kind: 'document', session, at, url: `https://${session}.test/`, title: session, frame });
    }
    if (word === 'create') {
      const source = { session, source: sources.size + 1, url: rest[0] ?? 'https://s.test/stream' };
      sources.set(name, source);
      observations.push({ kind: 'created', at, ...source, withCredentials: false, stack: '' });
      continue;
    }
    if (word === 'request' || word === 'response' || word === 'end' || word === 'cut') {
      const [id = '', ...more] = rest;
      const url = sources.get(name)?.url ?? (name.startsWith('https:') ? name : 'https://s.test/stream');
      const next = told(requests.get(id), { id, url, at, word, more, ...sessions.get(session)! });
      requests.set(id, next);
      observations.push(next);
      continue;
    }
    const of = { session, source: sources.get(name)?.source ?? 0, at };
    if (word === 'open') observations.push({ kind: 'opened', ...of });
    else if (word === 'error') observations.push({ kind: 'failed', ...of, readyState: 0 });
    else if (word === 'fatal') observations.push({ kind: 'failed', ...of, readyState: 2 });
    else if (word === 'close') observations.push({ kind: 'closed', ...of, stack: 'at close' });
    else if (word === 'listen') observations.push({ kind: 'listening', ...of, type: rest[0] ?? '' });
    else if (word === 'message') {
      const [type = 'message', id = '#', ...data] = rest;
      observations.push({ kind: 'message', ...of, type, lastEventId: id.slice(1), data: data.join(' ') });
    } else if (word === 'hide' || word === 'freeze') observations.push({ kind: 'document-hidden', session, at, persisted: word === 'freeze' });
    else if (word === 'show') observations.push({ kind: 'document-shown', session, at });
    else if (word === 'gone') observations.push({ kind: 'document-gone', session, at });
    else if (word === 'lost') {
      const known = sources.get(name);
      observations.push({ kind: 'lost', session, source: known?.source, at, messages: Number(rest[0]), why: (rest[1] ?? 'overflow') as LossReason });
    } else throw new Error(`unknown word in "${line}"`);
  }
  return observations;
}

interface Told {
  id: string;
  url: string;
  at: number;
  word: 'request' | 'response' | 'end' | 'cut';
  more: string[];
  frameId: number;
  documentId: string;
}

/** The next snapshot of a request. */
function told(known: RequestObservation | undefined, { id, url, at, word, more, frameId, documentId }: Told): RequestObservation {
  const revision = known === undefined ? 0 : known.revision + 1;
  const before: RequestObservation = known ?? {
    kind: 'request',
    request: id,
    revision,
    frameId,
    documentId,
    method: 'GET',
    url,
    startedAt: at,
    requestHeaders: [{ name: 'Accept', value: 'text/event-stream' }],
    redirects: [],
  };
  if (word === 'request')
    return more[0] === undefined ? before : { ...before, requestHeaders: [...before.requestHeaders, { name: 'Last-Event-ID', value: more[0] }] };
  if (word === 'response') {
    const status = Number(more[0] ?? 200);
    const headers = [{ name: 'Content-Type', value: more[1] ?? 'text/event-stream' }];
    return { ...before, revision, response: { at, status, statusLine: `HTTP/1.1 ${status}`, headers, url } };
  }
  return { ...before, revision, endedAt: at, ...(word === 'cut' ? { error: more[0] ?? 'net::ERR_FAILED' } : {}) };
}

/** Records observations and joins them. */
export function captureOf(observations: readonly Observation[], options?: CaptureOptions): Capture {
  const capture = createCapture(options);
  for (const observation of observations) record(capture, observation);
  catchUp(capture);
  return capture;
}

/** The capture of a drawing. */
export function captureFrom(drawing: string, options?: CaptureOptions): Capture {
  return captureOf(draw(drawing), options);
}

/** The `nth` connection of a capture, from 1. */
export function connectionOf(capture: Capture, nth = 1): Connection {
  const entry = [...capture.connections.values()][nth - 1];
  if (entry === undefined) throw new Error(`the capture has no connection ${nth}`);
  return entry.connection;
}
