import { expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import { pairCost } from '../../../../src/core/model/join/evidence.ts';
import { arrivals, chanceFrom, historyOf, hookFacts, requestFacts } from './history.ts';
test('x', () => {
  const e='ended' as const;
  const h = historyOf([{"document":1,"url":0,"createdAfter":0,"ids":false,"attempts":[{"delay":0,"connect":1,"lasts":156,"ending":e},{"delay":85,"connect":1,"lasts":1,"ending":e},{"delay":0,"connect":1,"lasts":1,"ending":"open"},{"delay":0,"connect":1,"lasts":1,"ending":e}]},{"document":1,"url":0,"createdAfter":121,"ids":true,"attempts":[{"delay":0,"connect":1,"lasts":1,"ending":e},{"delay":101,"connect":8,"lasts":4,"ending":e},{"delay":0,"connect":1,"lasts":1,"ending":e},{"delay":0,"connect":1,"lasts":1,"ending":e},{"delay":0,"connect":1,"lasts":244,"ending":e}]}],[{"plan":0,"start":366}]);
  const c = chanceFrom(1099033638);
  const clocks = { hook: () => c() * 8, log: () => (c() * 2 - 1) * 4 };
  const hooks = hookFacts(h, clocks), requests = requestFacts(h, clocks);
  const chance = chanceFrom(0);
  const cap = createCapture();
  for (const o of arrivals(hooks, requests, chance)) { record(cap, o); if (chance() < 0.05) catchUp(cap); }
  catchUp(cap);
  const all = [...cap.connections.values()].flatMap((x) => x.slots);
  for (const s of all) console.log(s.owner.source, s.attempt.n, 'lo', (s.notBefore%1e6).toFixed(1), 'open', ((s.openedAt??0)%1e6).toFixed(1), 'end', ((s.end?.at??0)%1e6).toFixed(1), 'id', s.expectedId, '|', s.request?.id, 'sent', s.request?.sentId, 's', ((s.request?.latest.startedAt??0)%1e6).toFixed(1), 'a', ((s.request?.latest.response?.at??0)%1e6).toFixed(1), 'e', ((s.request?.latest.endedAt??0)%1e6).toFixed(1), 'cost', s.request && pairCost(s, s.request).toFixed(1));
  const truth = h.connections.map((x) => x.attempts.map((a) => a.request));
  const cost = (own: typeof truth) => own.flatMap((ids, i) => ids.map((id, n) => pairCost([...cap.connections.values()][i]!.slots[n]!, cap.join.requests.get(id)!)));
  console.log(JSON.stringify(cost(truth)));
  expect([...cap.connections.values()].map((x) => x.slots.map((s) => s.request?.id))).toEqual(truth);
});
