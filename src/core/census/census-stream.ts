/** What the census keeps of one request: enough to count it, without its headers. */
import type { RequestObservation } from '../model/observation.ts';
import type { DocumentId, EpochMs, FrameId, RequestId, TabId } from '../units.ts';
import { originOf, siteOf } from '../origin.ts';
import { phaseOf, type Phase } from './phase.ts';

/** A request of an event stream, and where in the browser it was made. */
export interface LoggedRequest {
  /** -1: made by no tab (shared and service workers). */
  tabId: TabId;
  observation: RequestObservation;
  /** URL of the tab's top document when the request began, if known. */
  top?: string;
  /** The tab is in a private window. */
  incognito?: boolean;
  /** When the document that asked was seen to have gone: it will not ask again. */
  abandonedAt?: EpochMs;
}

export interface CensusStream {
  readonly request: RequestId;
  readonly revision: number;
  readonly tabId: TabId;
  readonly url: string;
  readonly frameId: FrameId;
  readonly documentId: DocumentId | undefined;
  /** The same for all requests that one `EventSource` makes. Two of one document to one URL share it. */
  readonly source: string;
  readonly pool: Pool;
  readonly phase: Phase;
  readonly startedAt: EpochMs;
  readonly openedAt: EpochMs | undefined;
  readonly endedAt: EpochMs | undefined;
  /** Whether streams share a connection (HTTP/2 and 3), or have one each; undefined where the browser does not tell (Chromium). */
  readonly multiplexed: boolean | undefined;
}

/**
 * Requests that share the browser's limit of connections to an origin. Measured in Chromium: tabs share it only when their top
 * documents are of one site (4 + 4 streams from two sites are all open, from one site the seventh waits), and never with private windows.
 * A frame of another site than its top document has a pool apart from that document's own.
 */
export interface Pool {
  readonly key: string;
  /** Where the connection leads, after redirects. */
  readonly origin: string;
  /** Of the top document; '' where it is not known. */
  readonly site: string;
  readonly incognito: boolean;
  readonly crossSite: boolean;
}

export function toCensusStream({ tabId, observation, top, incognito = false, abandonedAt }: LoggedRequest): CensusStream {
  const { request, revision, frameId, documentId, initiator = '', url, startedAt, response, endedAt, redirects, httpVersion } = observation;
  const phase = phaseOf(observation);
  return {
    request,
    revision,
    tabId,
    url,
    frameId,
    documentId,
    source: `${tabId} ${documentId ?? `${frameId} ${initiator}`} ${url}`,
    pool: poolOf(response?.url ?? redirects.at(-1)?.location ?? url, frameId === 0 && initiator !== '' ? initiator : (top ?? initiator), initiator, incognito),
    phase: phase === 'retrying' && abandonedAt !== undefined ? 'over' : phase,
    startedAt,
    openedAt: phase === 'connecting' ? undefined : response?.at,
    endedAt,
    multiplexed: httpVersion === undefined ? undefined : /^h[23]/.test(httpVersion),
  };
}

function poolOf(url: string, top: string, frame: string, incognito: boolean): Pool {
  const origin = originOf(url);
  const site = siteOf(top);
  const crossSite = frame !== '' && siteOf(frame) !== site;
  return { key: `${incognito ? 'private ' : ''}${site}${crossSite ? ' frame' : ''} ${origin}`, origin, site, incognito, crossSite };
}
