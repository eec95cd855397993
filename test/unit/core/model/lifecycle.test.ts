import { describe, expect, test } from 'vitest';
import { record } from '../../../../src/core/model/record.ts';
import { captureFrom, connectionOf, draw, EPOCH } from '../drawing.ts';

const setup = (drawing: string) => {
  const capture = captureFrom(drawing);
  const connection = connectionOf(capture);
  return { capture, connection, state: connection.state, outcomes: connection.attempts.map((attempt) => attempt.outcome) };
};

describe('without a request log', () => {
  test('a source is connecting until it opens', () => {
    expect(setup('a 0ms create').state).toBe('connecting');
    expect(setup('a 0ms create\na 5ms open')).toMatchObject({ state: 'open', outcomes: ['open'], connection: { by: 'server', stateSince: EPOCH + 5 } });
  });

  test('after an error it waits, and the cause is not known', () => {
    const { state, outcomes, connection } = setup('a 0ms create\na 5ms open\na 9ms error');
    expect(state).toBe('waiting');
    expect(outcomes).toEqual(['failed']);
    expect(connection.attempts[0]).toMatchObject({ openedAt: EPOCH + 5, endedAt: EPOCH + 9 });
  });

  test('the next attempt is known when it opens', () => {
    const { connection, outcomes } = setup('a 0ms create\na 5ms open\na 9ms error\na 1012ms open');
    expect(outcomes).toEqual(['failed', 'open']);
    expect(connection.attempts[1]).toMatchObject({
      n: 2,
      startedAt: EPOCH + 1012,
      reconnectDelay: 1003,
      reconnectDelayFrom: 'page',
    });
    // It came sooner than the browser does by itself, so another delay was in force, and nobody knows from where.
    expect(connection.attempts[1]).not.toHaveProperty('retryFrom', 'default');
    expect(connection.attempts[1]!.retryInForce).toBe(undefined);
  });

  test('the next attempt is known when it fails', () => {
    expect(setup('a 0ms create\na 5ms error\na 3005ms error\na 6005ms fatal')).toMatchObject({ state: 'failed', outcomes: ['failed', 'failed', 'failed'] });
  });

  test('the delay observed last is in force for the attempt after it', () => {
    const { connection } = setup('a 0ms create\na 5ms error\na 1009.4ms error\na 2013ms open');
    expect(connection.attempts.map((attempt) => [attempt.retryInForce, attempt.retryFrom])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [1004, 'observed'],
    ]);
  });

  test('close() ends it, also while it waits, and only once', () => {
    expect(setup('a 0ms create\na 5ms open\na 9ms close\na 10ms close')).toMatchObject({
      state: 'closed',
      outcomes: ['closed-by-page'],
      connection: { by: 'page', stateSince: EPOCH + 9, attempts: [{ closeStack: 'at close' }] },
    });
    expect(setup('a 0ms create\na 5ms error\na 9ms close')).toMatchObject({ state: 'closed', outcomes: ['failed'] });
    expect(setup('a 0ms create\na 5ms fatal\na 9ms close')).toMatchObject({ state: 'failed', connection: { by: 'browser' } });
  });

  test('an error event that the page made itself changes nothing', () => {
    const [observations, capture] = [draw('a 0ms create\na 5ms open'), captureFrom('a 0ms create\na 5ms open')];
    record(capture, { ...(observations.at(-1) as { session: string; source: number }), kind: 'failed', at: EPOCH + 7, readyState: 1 });
    expect(connectionOf(capture).state).toBe('open');
  });

  test('navigation ends what lives', () => {
    expect(setup('a 0ms create\na 5ms open\na 9ms hide')).toMatchObject({ state: 'closed', outcomes: ['navigated'], connection: { by: 'browser' } });
    expect(setup('a 0ms create\na 5ms open\na 9ms gone')).toMatchObject({ state: 'closed', outcomes: ['navigated'] });
    expect(setup('a 0ms create\na 5ms fatal\na 9ms gone')).toMatchObject({ state: 'failed', outcomes: ['failed'] });
  });

  test('a link that broke is no navigation when the source goes on to speak', () => {
    expect(setup('a 0ms create\na 5ms open\na 9ms gone\na 20ms message tick #1 x')).toMatchObject({ state: 'open', outcomes: ['open'] });
    expect(setup('a 0ms create\na 5ms error\na 9ms gone\na 3020ms open')).toMatchObject({ state: 'open', outcomes: ['failed', 'open'] });
  });

  test('the back/forward cache suspends, and gives back', () => {
    const drawing = 'a 0ms create\na 5ms open\na 9ms freeze';
    expect(setup(drawing)).toMatchObject({ state: 'suspended', outcomes: ['open'] });
    expect(setup(`${drawing}\na 9ms gone`)).toMatchObject({ state: 'suspended', outcomes: ['open'] });
    expect(setup(`${drawing}\na 50ms show`)).toMatchObject({ state: 'open', connection: { stateSince: EPOCH + 5 } });
    expect(setup(`${drawing}\na 50ms show\na 51ms error`)).toMatchObject({ state: 'waiting' });
  });

  test('changes of readyState are in the ledger', () => {
    const { capture } = setup('a 0ms create\na 5ms open\na 9ms error\na 3010ms open\na 3011ms close');
    const states = capture.ledger.entries.flatMap(({ fact }) =>
      fact.kind === 'state' ? [[fact.change.at - EPOCH, fact.change.readyState, fact.change.by]] : [],
    );
    expect(states).toEqual([
      [0, 0, 'page'],
      [5, 1, 'server'],
      [9, 0, 'server'],
      [3010, 1, 'server'],
      [3011, 2, 'page'],
    ]);
  });

  test('what the page hears is remembered once', () => {
    expect(setup('a 0ms create\na 1ms listen tick\na 1ms listen tick\na 2ms listen price').connection.heardTypes).toEqual(['tick', 'price']);
  });

  test('losses are counted, together where nothing came between', () => {
    const { capture, connection } = setup(
      'a 0ms create\na 5ms open\na 6ms lost 3 overflow\na 7ms lost 4 overflow\na 8ms message tick # x\na 9ms lost 1 overflow\nb/x 9ms lost 2 backlog-full',
    );
    expect(capture.gaps.map(({ lost, why, connection: id }) => [id, lost, why])).toEqual([
      [1, 7, 'overflow'],
      [1, 1, 'overflow'],
      [undefined, 2, 'backlog-full'],
    ]);
    expect([capture.lost, connection.lost]).toEqual([10, 8]);
  });
});

describe('with a request log', () => {
  const opened = 'a 0ms create\na 1ms request r1\na 4ms response r1\na 5ms open\n';

  test.each([
    ['a clean end by the server', `${opened}a 9ms end r1\na 10ms error`, 'ended', 'waiting'],
    ['a connection that was cut', `${opened}a 9ms cut r1 net::ERR_INCOMPLETE_CHUNKED_ENCODING\na 10ms error`, 'cut', 'waiting'],
    ['an error status', 'a 0ms create\na 1ms request r1\na 4ms response r1 500\na 4ms end r1\na 5ms fatal', 'http-error', 'failed'],
    ['204', 'a 0ms create\na 1ms request r1\na 4ms response r1 204\na 4ms end r1\na 5ms fatal', 'no-content', 'failed'],
    ['a wrong type', 'a 0ms create\na 1ms request r1\na 4ms response r1 200 text/html\na 4ms cut r1 net::ERR_ABORTED\na 5ms fatal', 'bad-type', 'failed'],
    [
      'a good type with parameters, kept back',
      'a 0ms create\na 1ms request r1\na 4ms response r1 200 TEXT/Event-Stream;charset=utf-8\na 4ms cut r1\na 5ms fatal',
      'cors',
      'failed',
    ],
    ['a server that is not there', 'a 0ms create\na 1ms request r1\na 4ms cut r1 net::ERR_CONNECTION_REFUSED\na 5ms error', 'refused', 'waiting'],
    ['close() by the page', `${opened}a 9ms close\na 12ms cut r1 net::ERR_FAILED`, 'closed-by-page', 'closed'],
    ['navigation', `${opened}a 9ms hide\na 12ms cut r1 net::ERR_ABORTED`, 'navigated', 'closed'],
  ])('%s', (_, drawing, outcome, state) => {
    const { connection, outcomes } = setup(drawing);
    expect(outcomes).toEqual([outcome]);
    expect(connection.state).toBe(state);
    expect(connection.attempts[0]!.request).toBe('r1');
  });

  describe('of a page in the back/forward cache', () => {
    const resting = `${opened}a 9ms freeze\na 9ms gone\n`;

    test.each(['net::ERR_ABORTED', 'net::ERR_FAILED'])('%s says that the browser has dropped it', (error) => {
      const { connection, state, outcomes } = setup(`${resting}a 5000ms cut r1 ${error}`);
      expect([state, connection.by, connection.stateSince, outcomes]).toEqual(['closed', 'browser', EPOCH + 5000, ['navigated']]);
      expect(connection.attempts[0]!.endedAt).toBe(EPOCH + 5000);
    });

    test('a server that ends or is gone says nothing of the page', () => {
      expect(setup(`${resting}a 5000ms end r1`)).toMatchObject({ state: 'suspended', outcomes: ['open'] });
      expect(setup(`${resting}a 5000ms cut r1 net::ERR_CONNECTION_RESET`)).toMatchObject({ state: 'suspended', outcomes: ['open'] });
    });

    test('the page has the last word, in whichever order it is heard', () => {
      const closed = { state: 'closed', connection: { by: 'page' }, outcomes: ['closed-by-page'] };
      expect(setup(`${resting}a 5000ms cut r1 net::ERR_FAILED\na 4000ms show\na 4999ms close`)).toMatchObject(closed);
      expect(setup(`${resting}a 5000ms cut r1 net::ERR_FAILED\na 4000ms show`)).toMatchObject({ state: 'open', outcomes: ['open'] });
      expect(setup(`${opened}a 5000ms cut r1 net::ERR_FAILED\na 9ms freeze`)).toMatchObject({ state: 'closed', outcomes: ['navigated'] });
    });
  });

  test('a reconnect shows as soon as its request is seen', () => {
    const drawing = `${opened}a 6ms message tick #7 x\na 9ms end r1\na 10ms error\na 1010ms request r2 7`;
    const { connection, state } = setup(drawing);
    expect(state).toBe('reconnecting');
    expect(connection.attempts[1]).toMatchObject({
      n: 2,
      startedAt: EPOCH + 1010,
      outcome: 'connecting',
      lastEventIdSent: '7',
      reconnectDelay: 1001,
      reconnectDelayFrom: 'request-log',
    });
    expect(setup(`${drawing}\na 1013ms response r2\na 1014ms open`)).toMatchObject({ state: 'open', outcomes: ['ended', 'open'] });
    expect(setup(`${drawing}\na 1013ms close\na 1015ms cut r2`)).toMatchObject({ state: 'closed', outcomes: ['ended', 'closed-by-page'] });
  });

  test('an id comes as bytes and is read as UTF-8', () => {
    const { connection } = setup(`${opened}a 6ms message tick #é€ x\na 9ms end r1\na 10ms error\na 1010ms request r2 ${Buffer.from('é€').toString('latin1')}`);
    expect(connection.attempts[1]!.lastEventIdSent).toBe('é€');
  });

  test('a stream that the browser stops behind the back of its page has failed, unless the page goes', () => {
    const stopped = `${opened}a 3000ms cut r1 NS_BINDING_ABORTED`;
    const { connection, state, outcomes } = setup(stopped);
    expect([state, connection.by, connection.stateSince, outcomes]).toEqual(['failed', 'browser', EPOCH + 3000, ['cut']]);
    expect(connection.attempts[0]).toMatchObject({ endedAt: EPOCH + 3000, error: 'NS_BINDING_ABORTED' });
    expect(setup(`${stopped}\na 9000ms hide`)).toMatchObject({ state: 'closed', outcomes: ['navigated'] });
    expect(setup(`${opened}a 3000ms cut r1 NS_ERROR_ABORT`)).toMatchObject({ state: 'open', outcomes: ['open'] });
  });

  test('an open source that gives up while its page is unloaded was ended by that, and not cut', () => {
    const unloaded = `${opened}a 3000ms cut r1 net::ERR_FAILED\na 3001ms fatal\na 3002ms gone`;
    expect(setup(unloaded)).toMatchObject({ state: 'closed', outcomes: ['navigated'] });
    expect(setup(`${opened}a 3000ms cut r1 net::ERR_FAILED\na 3001ms fatal\na 60000ms gone`)).toMatchObject({ state: 'failed', outcomes: ['cut'] });
  });
});
