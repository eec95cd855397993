/** The debugger's place among the witnesses: only the raw build has it, and then it waits for the user's switch. */
import type { EpochMs, TabId } from '../../core/units.ts';
import type { RecorderInput } from '../../wire/protocol/recorder-messages.ts';
import type { Claims } from '../claims.ts';
import type { Witnesses } from '../witnesses.ts';
import { type DebuggerApi, openDebuggerTap } from './open-debugger-tap.ts';

export function startDebuggerTap(tabId: TabId, claims: Claims, witnesses: Witnesses, tell: (input: RecorderInput) => void, now: () => EpochMs): void {
  const api = (globalThis as { chrome?: { debugger?: DebuggerApi } }).chrome?.debugger;
  if (api === undefined) {
    witnesses.is('debugger', 'not-here', navigator.userAgent.includes('Firefox/') ? 'chromium' : 'flavour');
    return;
  }
  const life = crypto.randomUUID().slice(0, 8);
  let count = 0;
  const tap = openDebuggerTap({
    api,
    tabId,
    claims,
    tell: (observations) => tell({ kind: 'network', observations }),
    onState: (state, why) => witnesses.is('debugger', state, why),
    now,
    newId: () => `debugger:${life}:${(count += 1)}`,
  });
  witnesses.switchable('debugger', (on) => void tap.turn(on));
}
