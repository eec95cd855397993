/** Expectations as they are written. */
import { describe, expect, test } from 'vitest';
import { parseExpectation, readExpectations } from '../../../../cli/check/expectation.ts';

const atLeastOne = { low: 1, high: Infinity, lowOpen: false, highOpen: false };

describe('an expectation', () => {
  test.each([
    ['type:order.paid', { kind: 'messages', query: 'type:order.paid', count: atLeastOne, within: undefined }],
    ['type:a within:5s data.price:>3 count:2..4', { kind: 'messages', query: 'type:a data.price:>3', within: 5000, count: { low: 2, high: 4 } }],
    ['"exact within:5s text" count:0', { kind: 'messages', query: '"exact within:5s text"', count: { low: 0, high: 0 } }],
    ['type:"a count:2" ping', { kind: 'messages', query: 'type:"a count:2" ping', count: atLeastOne }],
    ['no:finding', { kind: 'no-finding', severity: 'note', rule: undefined }],
    ['no:finding severity:error rule:cut-off', { kind: 'no-finding', severity: 'error', rule: 'cut-off' }],
    ['reconnects:<=2', { kind: 'reconnects', count: { low: -Infinity, high: 2 } }],
  ])('%s', (text, meant) => {
    expect(parseExpectation(text)).toMatchObject({ text, ...meant });
  });

  test.each([
    ['within:5s', /names no messages/],
    ['type:a count:many', /"many" is no number/],
    ['type:a count:1 count:2', /count: twice/],
    ['type:a within:5', /not a duration/],
    ['size:lots', /the query size:lots is wrong at 5: size/],
    ['no:message', /no:finding is all/],
    ['no:finding type:a', /type:a does not belong here/],
    ['no:finding severity:bad', /no severity "bad"/],
    ['reconnects:2 within:5s', /within does not belong here/],
    ['type:a severity:error', /belong to no:finding/],
  ])('%s is refused', (text, message) => {
    expect(() => parseExpectation(text)).toThrow(message);
  });
});

test('a file has one a line', () => {
  expect(readExpectations('# of the shop\n\n  type:a\r\nreconnects:0\n').map(({ text }) => text)).toEqual(['type:a', 'reconnects:0']);
  expect(() => readExpectations('type:a\ncount:1\n')).toThrow(RangeError);
});
