/** fast-check, with the seed of this run for all properties that name none: a property that fails fails again. */
import fc from 'fast-check';
import { seedOf } from './sizes.ts';

fc.configureGlobal({ seed: seedOf() });

export default fc;
