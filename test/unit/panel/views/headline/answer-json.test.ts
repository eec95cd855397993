/** What is copied as JSON. */
import { expect, test } from 'vitest';
import { answerJson } from '../../../../../src/panel/views/headline/answer-json.ts';
import type { DecodedAnswer } from '../../../../../src/wire/protocol/decoded.ts';

test('numbers of the panel are left out, and nothing of what the model has said, whatever its name', () => {
  const answer = {
    protocol: { id: 'mcp', name: 'MCP', certainty: 'certain' },
    verdict: 'complete',
    parts: [{ kind: 'call', name: 'send', messages: [7], argumentsText: '{}', arguments: { messages: ['hi'], changes: 1 }, result: { pieces: 3 } }],
  };
  expect(JSON.parse(answerJson(answer as unknown as DecodedAnswer))).toEqual({
    protocol: 'mcp',
    verdict: 'complete',
    parts: [{ kind: 'call', name: 'send', arguments: { messages: ['hi'], changes: 1 }, result: { pieces: 3 } }],
  });
});
