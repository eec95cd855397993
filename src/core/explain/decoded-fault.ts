/** Rules that say what a decoder has found: they differ in what it is. */
import type { FaultId } from '../decoders/decoder.ts';
import type { AttemptFacts, DecodedFacts } from './facts.ts';
import type { Hit } from './rule.ts';

/** The check of a rule about this fault. Said once an attempt, with the words and the message of the first. */
export function whenFault(id: FaultId): (facts: AttemptFacts) => Hit | undefined {
  return ({ decoded }) => {
    const found = decoded?.faults.filter((fault) => fault.id === id) ?? [];
    const [first] = found;
    if (decoded === undefined || first === undefined) return undefined;
    const params = { protocol: decoded.name, says: first.says.replace(/\.$/, '') };
    return { params, ...(first.message !== undefined && { message: first.message }), ...(found.length > 1 && { count: found.length }) };
  };
}

/** For samples: a stream of `protocol` with these faults. */
export function withFaults(name: string, protocol: DecodedFacts['protocol'], ...faults: DecodedFacts['faults']): { decoded: DecodedFacts } {
  return { decoded: { protocol, name, faults } };
}
