/** The words of formats of files: English stands with the format, and is what is said where a language has none. */
import { EXPORT_FORMATS, type ExportFormatName } from '../core/export/formats.ts';
import { templateOf } from './t.ts';

export const formatLabel = (name: ExportFormatName): string => templateOf(`format.${name}`) ?? EXPORT_FORMATS[name].label;

/** What it is good for. */
export const formatHint = (name: ExportFormatName): string => templateOf(`format.${name}.hint`) ?? EXPORT_FORMATS[name].hint;
