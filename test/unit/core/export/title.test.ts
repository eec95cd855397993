/** A title may be the URL that the browser took for one: no redacted file holds what stood in it. */
import { expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../../../src/core/export/formats.ts';
import { REDACT } from '../../../../src/core/export/redact.ts';
import { captureFrom } from '../drawing.ts';
import { exportText, META, ROW_FORMATS } from './round.ts';

const SECRET = 's3cr3t77';
const url = `http://127.0.0.1:8080/app?token=${SECRET}`;

function capture() {
  const made = captureFrom(`
    a 0ms create https://s.test/a
    a 1ms request r1
    a 2ms response r1
    a 3ms open
    a 4ms message x #1 public`);
  const attempt = made.connections.get(1)!.connection.attempts[0]!;
  Object.assign(attempt, {
    statusLine: `HTTP/1.1 403 no /x?token=${SECRET}`,
    error: `failed for "/x?token=${SECRET}"`,
    closeStack: `at f (/local.js?token=${SECRET}:1:2)`,
    requestBody: `{"next":"/x?token=${SECRET}"}`,
    responseHeaders: [{ name: 'Content-Type', value: `text/event-stream; token=${SECRET}` }],
    redirects: [{ at: 1, status: 302, location: `/x;jsessionid=${SECRET}`, responseHeaders: [{ name: 'Location', value: `/x?token=${SECRET}` }] }],
  });
  return made;
}

it.each(ROW_FORMATS)('%s holds no credential in its title or any other text', (format) => {
  const meta = { ...META, page: { url, title: url.replace('http://', '') } };
  const text = exportText(capture(), format, { meta, redact: true });
  expect(text).not.toContain(SECRET);
  expect(text).toContain('public');
  if (EXPORT_FORMATS[format].lossless) expect(text).toContain('127.0.0.1:8080/app?token=REDACTED');
});

it('fields of a record that only a later version knows are redacted, too', () => {
  const record = { kind: 'finding', rule: 'x', params: { deep: [{ note: `token=${SECRET}` }] }, note: `Bearer ${SECRET}` };
  expect(JSON.stringify(REDACT.record(record))).not.toContain(SECRET);
  expect(REDACT.record({ kind: 'novel', text: SECRET })).toBeUndefined();
});
