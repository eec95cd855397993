import { describe, expect, it } from 'vitest';
import { networkTiming } from '../../../../../src/panel/views/request/network-timing.ts';

describe('the phases of the network log', () => {
  const drawn = (timings: Parameters<typeof networkTiming>[0]): string[] =>
    networkTiming(timings).phases.map(({ name, from, span }) => `${name} ${from}+${span}`);
  it('follow one another up to the answer, with TLS at the end of connecting', () => {
    const timings = { blocked: 5, dns: 10, connect: 30, ssl: 20, send: 1, wait: 40, receive: 9000 };
    expect(drawn(timings)).toEqual(['blocked 0+5', 'dns 5+10', 'connect 15+30', 'ssl 25+20', 'send 45+1', 'wait 46+40']);
    expect(networkTiming(timings).whole).toBe(86);
  });
  it('leave out what did not happen', () => expect(drawn({ blocked: 2, wait: 3 })).toEqual(['blocked 0+2', 'wait 2+3']));
  it('have a whole to divide by where nothing was measured', () => expect(networkTiming({}).whole).toBeGreaterThan(0));
});
