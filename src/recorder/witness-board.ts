/** Which witnesses are at work, as they were last told, always in the same order. */
import { WITNESS_NAMES, type WitnessName, type WitnessState } from '../wire/protocol/command.ts';

export interface WitnessBoard {
  put(state: WitnessState): void;
  /** Those that have said how they stand. */
  list(): WitnessState[];
}

export function createWitnessBoard(): WitnessBoard {
  const states = new Map<WitnessName, WitnessState>();
  return {
    put: (state) => void states.set(state.name, state),
    list: () => WITNESS_NAMES.flatMap((name) => states.get(name) ?? []),
  };
}
