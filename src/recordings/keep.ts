/** What the recorder loads to keep its capture on the disk: one file, so that it is loaded in one go. */
export { createKeeper } from './keeper.ts';
export { createRecordingStore } from './store.ts';
