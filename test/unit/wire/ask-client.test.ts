import { describe, expect, it, vi } from 'vitest';
import type { Ask } from '../../../src/recorder/questions/questions.ts';
import { createAskClient } from '../../../src/wire/protocol/ask-client.ts';
import { VERSION } from '../../../src/wire/protocol/version.ts';

function setup() {
  const sent: unknown[] = [];
  const strangers: string[] = [];
  const client = createAskClient<Ask>(
    (message) => void sent.push(message),
    (reason) => void strangers.push(reason),
  );
  return { sent, strangers, client, receive: client.receive };
}

describe('the ask client', () => {
  it('gives each answer to the question with its number, in whatever order they come', async () => {
    const { sent, client, receive } = setup();
    const first = client.ask('position', { filter: {}, index: 1 });
    const second = client.ask('position', { filter: {}, index: 2 });
    expect(sent).toEqual([
      { kind: 'ask', id: 1, name: 'position', args: { filter: {}, index: 1 } },
      { kind: 'ask', id: 2, name: 'position', args: { filter: {}, index: 2 } },
    ]);
    receive({ kind: 'answer', id: 2, value: 22 });
    receive({ kind: 'answer', id: 1, value: 11 });
    expect(await Promise.all([first, second])).toEqual([11, 22]);
  });

  it("rejects with the recorder's words", async () => {
    const { client, receive } = setup();
    const asked = client.ask('overview');
    receive({ kind: 'refusal', id: 1, reason: 'too many buckets' });
    await expect(asked).rejects.toThrow('too many buckets');
  });

  it('says that the recorder is of another version, and trusts no answer of it', async () => {
    const { client, receive, strangers } = setup();
    client.onVersion(() => undefined);
    const asked = client.ask('messages', { filter: {}, from: 0, to: 9 });
    receive({ kind: 'other-version' });
    receive({ kind: 'answer', id: 1, value: { total: 1, complete: true, from: 0, rows: [{ index: 'x' }] } });
    await expect(asked).rejects.toThrow('it is of another version of the extension');
    await expect(client.ask('overview')).rejects.toThrow('it is of another version');
    expect(strangers).toEqual(['it is of another version of the extension']);
  });

  it.each([null, undefined, 7, 'answer', {}, { kind: 'answer' }, { kind: 'answer', id: '1' }, { kind: 'version', version: '2' }, { kind: 'refusal', id: 1 }])(
    'is not moved by %j',
    async (noise) => {
      const { client, receive } = setup();
      const heard = vi.fn();
      client.onVersion(heard);
      const asked = client.ask('clear');
      receive(noise);
      receive({ kind: 'answer', id: 99, value: 1 });
      receive({ kind: 'answer', id: 1, value: undefined });
      await expect(asked).resolves.toBeUndefined();
      expect(heard).not.toHaveBeenCalled();
    },
  );

  it('asks to watch once, and tells versions until it is stopped', () => {
    const { sent, client, receive } = setup();
    const one = vi.fn();
    const two = vi.fn();
    const stop = client.onVersion(one);
    client.onVersion(two);
    expect(sent).toEqual([{ kind: 'watch', version: VERSION }]);
    receive({ kind: 'version', version: 5 });
    stop();
    receive({ kind: 'version', version: 6 });
    expect(one.mock.calls).toEqual([[5]]);
    expect(two.mock.calls).toEqual([[5], [6]]);
  });

  it('rejects what waits and what comes later when the recorder is gone', async () => {
    const { client } = setup();
    const waiting = client.ask('overview');
    client.fail('the recorder is not running');
    await expect(waiting).rejects.toThrow('not running');
    await expect(client.ask('overview')).rejects.toThrow('not running');
  });

  it('rejects when the arguments cannot be sent', async () => {
    const client = createAskClient<Ask>(() => {
      throw new DOMException('could not be cloned', 'DataCloneError');
    });
    await expect(client.ask('overview')).rejects.toThrow('could not be cloned');
  });
});
