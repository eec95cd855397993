/** A session of MCP as its view has it: what stands in the table, what is a log, and how each call stands. */
import { describe, expect, it, test } from 'vitest';
import { callState, outcomeOf, sessionLines, type ShownCall } from '../../../../../src/panel/views/decoded/session-lines.ts';
import type { DecodedPart } from '../../../../../src/wire/protocol/decoded.ts';

const call = (more: Partial<ShownCall> = {}): ShownCall => ({ kind: 'call', id: '1', from: 'page', method: 'tools/call', name: 'tide', messages: [], ...more });
const value = (name: string, of: unknown): DecodedPart => ({ kind: 'value', name, value: of, messages: [] });

test('calls and resumptions stay in their order; logs, and what is neither, stand apart', () => {
  const [first, second] = [call(), call({ id: '2' })];
  const [resumed, log, changed] = [value('resumed from', 's1-4'), value('log', { level: 'info', data: 'x' }), value('tools/list_changed', {})];
  expect(sessionLines([first, log, resumed, changed, second])).toEqual({ calls: [first, resumed, second], logs: [log], others: [changed] });
});

describe('a call', () => {
  it('waits as long as there is no answer, and has none when none can come', () => {
    expect(callState(call({ state: 'called' }), 'open')).toBe('waiting');
    expect(callState(call({ state: 'called' }), 'cut')).toBe('unanswered');
  });

  it('of the server is answered in a request that may not be captured', () => {
    expect(callState(call({ state: 'called', from: 'server' }), 'open')).toBe('unseen');
    expect(callState(call({ state: 'done', from: 'server' }), 'open')).toBe('done');
  });

  it.each([
    ['done', 'done'],
    ['failed', 'failed'],
    ['tool error', 'toolError'],
    ['waiting', 'input'],
    ['cancelled', 'cancelled'],
  ])('that is %s stands as %s, however the session ends', (state, stands) => {
    expect([callState(call({ state }), 'open'), callState(call({ state }), 'cut')]).toEqual([stands, stands]);
  });

  it('says what came of it on one line', () => {
    expect(outcomeOf(call({ state: 'called' }))).toBe('');
    expect(
      outcomeOf(
        call({
          state: 'done',
          result: {
            content: [
              { type: 'text', text: 'High' },
              { type: 'text', text: 'tide' },
            ],
          },
        }),
      ),
    ).toBe('High\ntide');
    expect(outcomeOf(call({ state: 'done', result: { tools: [1] } }))).toBe('{tools: [1]}');
    expect(outcomeOf(call({ state: 'failed', error: { code: -32602, message: 'Unknown tool: tyde' } }))).toBe('-32602 Unknown tool: tyde');
    expect(outcomeOf(call({ state: 'tool error', error: 'no such port', result: { isError: true } }))).toBe('no such port');
    expect(outcomeOf(call({ state: 'waiting', result: { resultType: 'input_required' } }))).toBe('{resultType: "input_required"}');
  });
});
