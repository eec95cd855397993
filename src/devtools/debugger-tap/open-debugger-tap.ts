/**
 * The debugger as a witness: the exact bytes of every stream of one tab as they come, also of its workers. For that the browser shows a banner
 * above the page, so it is attached only while the user wants it. Only the raw build has it (see build/flavour.ts).
 */
import type { NetworkObservation } from '../../core/model/observation.ts';
import type { EpochMs, ExchangeId, TabId } from '../../core/units.ts';
import { isRecord } from '../../wire/protocol/guard.ts';
import type { WitnessState } from '../../wire/protocol/command.ts';
import type { Claims } from '../claims.ts';
import { createDebuggerExchanges } from './debugger-exchanges.ts';

interface Target {
  tabId: TabId;
  sessionId?: string;
}
/** As much of `chrome.debugger` as is used. */
export interface DebuggerApi {
  attach(target: Target, version: string): Promise<void>;
  detach(target: Target): Promise<void>;
  sendCommand(target: Target, method: string, params?: Record<string, unknown>): Promise<unknown>;
  onEvent: { addListener(listener: (source: { tabId?: number; sessionId?: string }, method: string, params?: object) => void): void };
  onDetach: { addListener(listener: (source: { tabId?: number }, reason: string) => void): void };
}

const PROTOCOL = '1.3';
/** Workers, and frames of other sites, have sessions of their own; each is held until it is listened to, so that nothing of it is missed. */
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/** @param onState is told how it stands, each time that changes. */
export function openDebuggerTap(options: {
  api: DebuggerApi;
  tabId: TabId;
  claims: Claims;
  tell(observations: NetworkObservation[]): void;
  onState(state: WitnessState['state'], why?: WitnessState['why']): void;
  now(): EpochMs;
  newId(): ExchangeId;
}): { turn(on: boolean): Promise<void> } {
  const { api, tabId, claims, now, onState } = options;
  const exchanges = createDebuggerExchanges(options.newId);
  let attached = false;

  const tell = (observations: NetworkObservation[]): void => {
    if (observations.length > 0) options.tell(observations);
  };
  const target = (session: string): Target => (session === '' ? { tabId } : { tabId, sessionId: session });
  /** Resolves to undefined for a target that is gone meanwhile: a worker that has ended, a request that was cancelled. */
  const ask = (session: string, method: string, params?: Record<string, unknown>): Promise<unknown> =>
    api.sendCommand(target(session), method, params).catch(() => undefined);

  const listen = async (session: string): Promise<void> => {
    await Promise.all([ask(session, 'Network.enable'), ask(session, 'Target.setAutoAttach', AUTO_ATTACH)]);
    await ask(session, 'Runtime.runIfWaitingForDebugger');
  };
  const stream = async (session: string, request: string): Promise<void> => {
    const answer = await ask(session, 'Network.streamResourceContent', { requestId: request });
    if (isRecord(answer)) tell(exchanges.buffered(session, request, answer.bufferedData, now()));
  };
  const leave = (why?: WitnessState['why']): void => {
    attached = false;
    tell(exchanges.detached(now()));
    onState('off', why);
  };

  api.onEvent.addListener((source, method, params) => {
    if (source.tabId !== tabId || !attached || !isRecord(params)) return;
    const session = source.sessionId ?? '';
    if (method === 'Target.attachedToTarget') {
      if (typeof params.sessionId === 'string') void listen(params.sessionId);
      return;
    }
    const { observations, begun, stream: streams } = exchanges.event(session, method, params, now());
    if (begun !== undefined) claims.claim(begun);
    tell(observations);
    if (streams === true && typeof params.requestId === 'string') void stream(session, params.requestId);
  });
  api.onDetach.addListener((source, reason) => {
    if (source.tabId === tabId && attached) leave(reason === 'canceled_by_user' ? 'cancelled' : undefined);
  });
  onState('off');

  return {
    async turn(on) {
      if (on === attached) return;
      if (!on) {
        leave();
        await api.detach({ tabId }).catch(() => undefined); // it may be gone already
        return;
      }
      attached = true;
      try {
        await api.attach({ tabId }, PROTOCOL);
      } catch {
        attached = false;
        onState('cannot', 'refused');
        return;
      }
      await listen('');
      onState('at-work');
    },
  };
}
