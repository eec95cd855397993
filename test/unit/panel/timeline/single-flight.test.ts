import { describe, expect, it } from 'vitest';
import { createSingleFlight } from '../../../../src/panel/state/single-flight.ts';

function setup() {
  const asked: string[] = [];
  const answers: string[] = [];
  const failures: unknown[] = [];
  const pending: { resolve: (answer: string) => void; reject: (reason: unknown) => void }[] = [];
  const abort = new AbortController();
  const flight = createSingleFlight(
    (wish: string) => {
      asked.push(wish);
      return new Promise<string>((resolve, reject) => pending.push({ resolve, reject }));
    },
    (answer, wish) => answers.push(`${wish}=${answer}`),
    (reason) => failures.push(reason),
    abort.signal,
  );
  const settle = async (how: (each: (typeof pending)[number]) => void): Promise<void> => {
    how(pending.shift()!);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, answers, failures, abort, flight, settle };
}

describe('one question at a time', () => {
  it('asks the newest of the wishes that came meanwhile, and no other', async () => {
    const { asked, answers, flight, settle } = setup();
    for (const wish of ['a', 'b', 'c', 'd']) flight.want(wish);
    expect(asked).toEqual(['a']);
    await settle(({ resolve }) => resolve('1'));
    expect(asked).toEqual(['a', 'd']);
    await settle(({ resolve }) => resolve('2'));
    expect(answers).toEqual(['a=1', 'd=2']);
  });

  it('goes on after a failure, with the next wish', async () => {
    const { asked, failures, answers, flight, settle } = setup();
    flight.want('a');
    await settle(({ reject }) => reject('gone'));
    expect(failures).toEqual(['gone']);
    expect(asked).toEqual(['a']);
    flight.want('b');
    await settle(({ resolve }) => resolve('1'));
    expect(answers).toEqual(['b=1']);
  });

  it('tells and asks nothing after its end', async () => {
    const { asked, answers, abort, flight, settle } = setup();
    flight.want('a');
    flight.want('b');
    abort.abort();
    await settle(({ resolve }) => resolve('1'));
    expect(answers).toEqual([]);
    expect(asked).toEqual(['a']);
  });
});
