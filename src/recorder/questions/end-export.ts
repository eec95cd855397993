/** The file is not wanted any more. */
import { count, fields } from './fields.ts';
import { question } from './question.ts';

export const endExport = question(fields({ id: count }), ({ exports }, { id }): void => void exports.delete(id));
