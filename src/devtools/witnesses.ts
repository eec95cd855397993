/** Which witnesses are at work, as the recorder is told; and the user's switches, passed to those that have one. */
import type { EpochMs } from '../core/units.ts';
import type { WitnessName, WitnessState } from '../wire/protocol/command.ts';

export interface Witnesses {
  is(name: WitnessName, state: WitnessState['state'], why?: WitnessState['why']): void;
  /** `turn` is called when the user turns it on or off. */
  switchable(name: WitnessName, turn: (on: boolean) => void): void;
  /** The user's wish. One without a switch goes on as it was. */
  turn(name: WitnessName, on: boolean): void;
}

export function createWitnesses(tell: (witness: WitnessState) => void, now: () => EpochMs): Witnesses {
  const switches = new Map<WitnessName, (on: boolean) => void>();
  return {
    is(name, state, why) {
      tell({ name, state, ...(why === undefined ? {} : { why }), since: now() });
    },
    switchable: (name, turn) => void switches.set(name, turn),
    turn: (name, on) => switches.get(name)?.(on),
  };
}
