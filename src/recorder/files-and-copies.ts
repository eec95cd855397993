/** All code that writes files and copies, in one piece: loaded when the first of them is wanted, and not with the panel. So nothing is answered out of turn. */
export { copyAsMarkdown, copyAsNdjson } from '../core/export/copy-as/messages.ts';
export { copyAs } from './copy-as.ts';
export { beginExport, nextPiece } from './export-answer.ts';
