/** Credentials in texts, bodies and titles, in whatever notation. */
import fc from '../../../property.ts';
import { describe, expect, it } from 'vitest';
import { createRedaction, REDACT } from '../../../../src/core/export/redact.ts';

const S = 's3cr3tValue';

describe('a secret leaves', () => {
  it.each([
    `at f (https://h/a.js?token=${S}:1:2)`,
    `f@https://h/a.js?token=${S}:1:2`,
    `failed for "/x?token=${S}"`,
    `see https://h/?a=(token)&token=${S})`,
    `Bearer ${S}`,
    `Authorization: Bearer ${S}`,
    `Authorization: Digest username="u", response="${S}"`,
    `Cookie: a=1; sid=${S}; b=2`,
    `{"token":"${S}"`,
    `{\\"token\\":\\"${S}\\"}`,
    `password: ${S}`,
    `token='${S} more'`,
    `mutation { login(password: "${S}") { ok } }`,
    `<password>${S}</password>`,
    `<login user="x" password="${S}"/>`,
    `/login?next=%2Fcb%3Ftoken%3D${S}`,
    `/login?next=%252Fcb%253Ftoken%253D${S}`,
    `me:${S}@db.test/x`,
    `postgres://me:${S}@db.test/x`,
    `/a;jsessionid=${S}?x=1`,
    'ghp_abcdefghijklmnopqrst1234 in text'.replace('ghp_abcdefghijklmnopqrst1234', `ghp_${S}${S}${S}`),
    `eyJhbGciOiJkaXIifQ..${S}.${S}.${S}`,
  ])('text %s', (text) => {
    const redacted = REDACT.text(text);
    expect(redacted).not.toContain(S);
    expect(redacted).toContain('REDACTED');
    expect(REDACT.text(redacted)).toBe(redacted);
  });

  it.each([
    `https://h/?next=/cb?token=${S}`,
    `https://h/?q={"token":"${S}"}`,
    `https://h/?q=%7B%22token%22%3A%22${S}%22%7D`,
    `https://h/?a=%252Fcb%253Ftoken%253D${S}`,
    `https://h/token/${S}/x`,
    `https://h/reset-password/${S}`,
    `https://h/secret-token/${S}/events`,
    `https://h/magic-link/${S}`,
    `https://h/jwt/${S}?a=1`,
    `https://h/a/token=${S}/x`,
    `view-source:https://u:${S}@h/`,
    `data:text/event-stream,data: token=${S}`,
    `//u:${S}@h/`,
  ])('URL %s', (url) => {
    expect(REDACT.url(url)).not.toContain(S);
    expect(REDACT.url(REDACT.url(url))).toBe(REDACT.url(url));
  });

  it.each([
    [`Refresh`, `0; url=/x?token=${S}`],
    ['Link', `</x?token=${S}>; rel=next`],
    ['Sec-WebSocket-Protocol', `bearer, ${S}`],
    ['Sec-WebSocket-Protocol', `chat, openai-insecure-api-key.${S}`],
    [':path', `/a;jsessionid=${S}?b=1`],
    ['X-Original-URL', `/x?token=${S}`],
    ['X-Custom', `{"token":"${S}"}`],
  ])('header %s: %s', (name, value) => {
    expect(REDACT.headers([{ name, value }])[0]!.value).not.toContain(S);
  });

  it.each([
    '{"pin":1234567}',
    '{"authorization":["Bearer 1234567"]}',
    '{"auth":{"type":"basic","user":"me","value":"1234567"}}',
    '{"to\\u006ben":"1234567"}',
    "{'token':'1234567'}",
    '{token: 1234567}',
    '{"a":"{\\"token\\":\\"1234567\\"}"}',
    '{"name":"password","value":"1234567"}',
    '{"type":"password","value":"1234567"}',
    '{"id":"new-password","value":"1234567"}',
    '{"headers":{"Cookie":["a=1234567","b=1234567"]}}',
    '[["Authorization","Bearer 1234567"]]',
    '{"url":"/x?token=1234567"}',
    '{"x":"Bearer 1234567"}',
    '{"token":"1234567',
    '{"a":1}\n{"token":"1234567"}',
    `)]}',\n{"token":"1234567"}`,
    '"token=1234567"',
    'password=a b 1234567',
    'a=1&password=1234567\n',
    'data={"token":"1234567"}',
    'data=%7B%22token%22%3A%221234567%22%7D',
    'user%5Bpassword%5D=1234567',
    '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n1234567\r\n--b--',
    '--b\nContent-Disposition: form-data; name=token\nContent-Type: text/plain\n\n1234567\n--b--',
    '--b\r\nContent-Disposition: form-data; name="json"\r\n\r\n{"token":"1234567"}\r\n--b--',
    'token: 1234567',
    '<a><token>1234567</token></a>',
    '{"query":"mutation { login(password: \\"1234567\\") }"}',
  ])('body %s', (body) => {
    const redacted = REDACT.body(body);
    expect(redacted).not.toContain('1234567');
    expect(REDACT.body(redacted)).toBe(redacted);
  });
});

describe('what stays', () => {
  it.each([
    'at token (https://h/token.js:1:2)',
    'at auth/session.ts:10:2',
    'Basic realm="x", charset="UTF-8"',
    'Bearer realm="api", error="invalid_token"',
    'Basic usage of a token is easy',
    'mailto:me@h.test',
    'a stream of 12 tokens: fast',
    'text/event-stream;charset=utf-8',
    'https://h/x?a=1&b=2#top',
    'max-age=0, must-revalidate',
  ])('text %s', (text) => {
    expect(REDACT.text(text)).toBe(text);
  });

  it.each([
    '{"max_tokens":5,"model":"m","stream":true,"stop_tokens":["\\n"],"messages":[{"role":"user","content":"hello there"}]}',
    '{"session":{"type":"realtime","model":"m"},"token_count":{"prompt":5}}',
    '{"author":"me","keyboard":"de","key_count":2,"ok":true,"auth":false,"token":null}',
    'a=1&b=x y',
    'plain text, and more',
  ])('body %s', (body) => {
    expect(REDACT.body(body)).toBe(body);
  });

  it('JSON is JSON again, with the same names', () => {
    const shape = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shape)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shape(item)]))
          : '';
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom('token', `Bearer ${S}`, '{"token":"x1"}', 'password="x'),
        tie('object'),
        fc.array(tie('any'), { maxLength: 4 }),
      ),
      object: fc.dictionary(fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('token', 'auth', 'key', 'name', 'value', 'session')), tie('any'), {
        maxKeys: 4,
      }),
    })).any;
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (one, indent) => {
        const text = JSON.stringify(one, null, indent);
        const redacted = REDACT.body(text);
        expect(shape(JSON.parse(redacted))).toEqual(shape(one));
        expect(REDACT.body(redacted)).toBe(redacted);
      }),
    );
  });
});

describe('titles', () => {
  const url = 'http://127.0.0.1:8080/app?token=s3cr3t%20value&next=%2Fcb%3Ftoken%3Dother77#id_token=third99';
  it.each([
    ['127.0.0.1:8080/app?token=s3cr3t%20value&next=%2Fcb%3Ftoken%3Dother77#id_token=third99'],
    ['127.0.0.1:8080/app?token=s3cr3t value&next=/cb?token=other77#id_token=third99'],
    ['App – s3cr3t value'],
    ['127.0.0.1:8080/app?token=s3cr3t val…'],
    [url],
  ])('%s', (title) => {
    const redacted = REDACT.title(title, url);
    for (const secret of ['s3cr3t', 'other77', 'third99']) expect(redacted).not.toContain(secret);
  });

  it('are taken out whole where a page has made more credentials than are looked for', () => {
    const many = Array.from({ length: 200 }, (_, n) => `token=s3cr3t${n}`).join('&');
    expect(REDACT.title(`title ${many}`, `https://s.test/?${many}`)).toBe('REDACTED');
  });

  it('stay where they are titles', () => {
    expect(REDACT.title('Orders (12) – Shop', url)).toBe('Orders (12) – Shop');
    expect(REDACT.title('127.0.0.1:8080/app', url)).toBe('127.0.0.1:8080/app');
  });
});

it('says what was taken, by place and name', () => {
  const taken: string[] = [];
  const redaction = createRedaction((place, name) => taken.push(`${place} ${name}`));
  redaction.headers([
    { name: 'Cookie', value: 'a=b' },
    { name: 'Cookie', value: 'REDACTED' },
  ]);
  redaction.url('https://u:p@s.test/?token=1#eyJhbGciOiJI.eyJzdWIi.sig');
  redaction.body('{"password":"x"}');
  expect(taken).toEqual(['header Cookie', 'login @', 'parameter token', 'token JWT', 'field password']);
});
