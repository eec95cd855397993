/** The names of the formats, apart from the code that writes them: guards and menus need no more, and that code is loaded when a file is wanted. */
export const EXPORT_FORMAT_NAMES = ['ndjson', 'json', 'csv', 'har', 'sse'] as const;

export type ExportFormatName = (typeof EXPORT_FORMAT_NAMES)[number];

export function isExportFormatName(value: unknown): value is ExportFormatName {
  return (EXPORT_FORMAT_NAMES as readonly unknown[]).includes(value);
}
