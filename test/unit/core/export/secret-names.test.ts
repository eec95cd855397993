/** What is taken and what stays: names of frameworks and providers as their documentation writes them. */
import { describe, expect, it } from 'vitest';
import { REDACT } from '../../../../src/core/export/redact.ts';

const SECRET = 's3cr3tValue';

/** Of each: headers, parameters of URLs, members of JSON (which forms have, too), cookies' own names where they are sent otherwise. */
const TAKEN: Record<string, { headers?: string[]; parameters?: string[]; members?: string[] }> = {
  'ASP.NET': { headers: ['RequestVerificationToken'], parameters: ['access_token'], members: ['__RequestVerificationToken', 'ASP.NET_SessionId'] },
  AWS: {
    headers: ['Authorization', 'X-Amz-Security-Token', 'x-amz-server-side-encryption-customer-key'],
    parameters: ['X-Amz-Signature', 'X-Amz-Credential', 'X-Amz-Security-Token', 'AWSAccessKeyId', 'Signature'],
    members: ['SecretAccessKey', 'SessionToken', 'aws_secret_access_key'],
  },
  Ably: { parameters: ['key', 'accessToken'] },
  Algolia: { headers: ['X-Algolia-API-Key'], parameters: ['x-algolia-api-key'] },
  Anthropic: { headers: ['x-api-key'] },
  Azure: {
    headers: ['api-key', 'Ocp-Apim-Subscription-Key', 'x-functions-key', 'X-ZUMO-AUTH', 'X-MS-TOKEN-AAD-ACCESS-TOKEN', 'x-ms-client-principal'],
    parameters: ['sig', 'subscription-key'],
  },
  Cloudflare: { headers: ['CF-Access-Client-Secret', 'Cf-Access-Jwt-Assertion', 'X-Auth-Key', 'X-Auth-User-Service-Key'] },
  Datadog: { headers: ['DD-API-KEY', 'DD-APPLICATION-KEY'], parameters: ['dd-api-key'] },
  Django: { headers: ['X-CSRFToken'], members: ['csrfmiddlewaretoken', 'csrftoken', 'sessionid'] },
  ElevenLabs: { headers: ['xi-api-key'] },
  Express: { headers: ['csrf-token', 'X-XSRF-Token'], members: ['_csrf', 'connect.sid'] },
  Facebook: { parameters: ['fb_exchange_token', 'appsecret_proof', 'signed_request'], members: ['app_secret'] },
  CAPTCHAs: { members: ['g-recaptcha-response', 'h-captcha-response', 'cf-turnstile-response'] },
  CAS: { parameters: ['ticket', 'SAMLart'], members: ['wresult'] },
  Firebase: {
    headers: ['X-Firebase-AppCheck', 'X-Firebase-AppCheck-Token'],
    parameters: ['auth'],
    members: ['idToken', 'refreshToken', 'apiKey', 'oobPassword'],
  },
  GitHub: { headers: ['X-Hub-Signature', 'X-Hub-Signature-256', 'X-GitHub-Token'], members: ['client_secret', 'personal_access_token'] },
  GitLab: { headers: ['PRIVATE-TOKEN', 'JOB-TOKEN', 'Deploy-Token', 'X-Gitlab-Token'], parameters: ['private_token', 'job_token', 'feed_token'] },
  Google: { headers: ['X-Goog-Api-Key', 'X-Goog-IAP-JWT-Assertion'], parameters: ['key', 'X-Goog-Signature', 'X-Goog-Credential', 'access_token'] },
  Honeycomb: { headers: ['X-Honeycomb-Team'] },
  Java: { parameters: ['jsessionid'], members: ['j_password', 'JSESSIONID'] },
  Jellyfin: { headers: ['X-Emby-Token', 'X-MediaBrowser-Token', 'X-Emby-Authorization'], parameters: ['api_key', 'ApiKey'] },
  Jenkins: { headers: ['Jenkins-Crumb'], members: ['apiToken'] },
  Laravel: { headers: ['X-XSRF-TOKEN'], members: ['_token', 'laravel_session', 'password_confirmation'] },
  hapi: { parameters: ['bewit'] },
  Moodle: { parameters: ['sesskey', 'wstoken'], members: ['logintoken'] },
  Vercel: { headers: ['x-vercel-protection-bypass', 'x-vercel-oidc-token'], parameters: ['x-vercel-protection-bypass'] },
  Magento: { members: ['form_key'] },
  'New Relic': { headers: ['X-Insert-Key', 'X-Query-Key', 'X-License-Key', 'Api-Key'] },
  NextAuth: { members: ['csrfToken', 'next-auth.session-token'] },
  OAuth: {
    parameters: ['code', 'id_token', 'code_verifier', 'client_secret', 'refresh_token', 'client_assertion', 'device_code'],
    members: ['clientsecret', 'refreshtoken', 'idtoken', 'usertoken', 'accesskey', 'secretkey', 'authkey', 'sessiontoken', 'token1', 'apikey2', 'signature256'],
  },
  Okta: { headers: ['X-Okta-Session-Token'], members: ['sessionToken', 'passCode', 'stateToken'] },
  Parse: { headers: ['X-Parse-REST-API-Key', 'X-Parse-Session-Token', 'X-Parse-Master-Key', 'X-Parse-Javascript-Key'] },
  PayPal: { headers: ['PayPal-Auth-Assertion', 'PAYPAL-TRANSMISSION-SIG'] },
  PHP: { members: ['PHPSESSID', 'passwd', 'user_pass'] },
  Phoenix: { members: ['_csrf_token', 'user_token'] },
  Plex: { headers: ['X-Plex-Token'], parameters: ['X-Plex-Token'] },
  Pusher: { parameters: ['auth_key', 'auth_signature'] },
  Rails: { members: ['authenticity_token', 'user[password]', '_session_id'] },
  Salesforce: { headers: ['X-SFDC-Session'], parameters: ['sid'] },
  Segment: { members: ['writeKey'] },
  SendGrid: { headers: ['X-Twilio-Email-Event-Webhook-Signature'] },
  Sentry: { headers: ['X-Sentry-Auth'], parameters: ['sentry_key'] },
  ServiceNow: { headers: ['X-UserToken'] },
  Shopify: { headers: ['X-Shopify-Access-Token', 'X-Shopify-Hmac-Sha256'], parameters: ['hmac'] },
  SignalR: { parameters: ['connectionToken'] },
  Slack: { headers: ['X-Slack-Signature'], members: ['bot_token', 'signing_secret'] },
  Spring: { members: ['_csrf', 'JSESSIONID'], headers: ['X-CSRF-TOKEN'] },
  Stripe: { headers: ['Stripe-Signature'], members: ['payment_intent_client_secret'] },
  Supabase: { headers: ['apikey'], parameters: ['apikey'] },
  Symfony: { members: ['_csrf_token', '_password'] },
  Telegram: { headers: ['X-Telegram-Bot-Api-Secret-Token'] },
  Trello: { parameters: ['key', 'token'] },
  Twilio: { headers: ['X-Twilio-Signature'], members: ['AuthToken'] },
  Typesense: { headers: ['X-TYPESENSE-API-KEY'] },
  Vault: { headers: ['X-Vault-Token'], members: ['unseal_key_secret', 'client_token'] },
  WordPress: { headers: ['X-WP-Nonce'], parameters: ['_wpnonce'], members: ['pwd', 'user_pass'] },
  'proxies and home-made': {
    headers: [
      ...['Cookie', 'Set-Cookie', 'Proxy-Authorization', 'X-IDToken', 'X-JWTAssertion', 'X-APIToken', 'X-Refreshtoken', 'X-Usertoken', 'X-Token2', 'X-Passkey'],
      ...[
        'X-Clientsecret',
        'X-Signing-Key',
        'X-Shared-Key',
        'X-Encryption-Key',
        'X-Webhook-Key',
        'X-User-Key',
        'X-Sessid',
        'X-Pin',
        'X-2FA-Code',
        'X-Xhr-Creds',
      ],
      ...['DPoP', 'X-RapidAPI-Key', 'X-Acme-Key', 'X-Secretkey'],
    ],
    parameters: ['TOKEN', 'token[]', '%74oken', '%2574oken', 'api.key', 'access-token', 'pass', 'passwort', 'samlResponse', 'ticket', 'pin', 'userToken'],
    members: ['dbPassword', 'smtp_pass', 'private_key', 'privateKey', 'connectionString', 'otp', 'mfaCode', 'credential', 'bearer', 'passphrase', 'x-api-key'],
  },
};

/** Harmless, though a part of the name is not. */
const STAY = {
  headers: [
    ...[
      'Access-Control-Allow-Credentials',
      'Idempotency-Key',
      'Sec-WebSocket-Key',
      'Surrogate-Key',
      'X-Cache-Key',
      'X-RateLimit-Reset-Tokens',
      'Sec-Fetch-Site',
    ],
    ...['X-Token-Type', 'X-Request-Id', 'Last-Event-ID', 'Accept', 'User-Agent', 'Content-Type', 'X-Author', 'Alt-Svc', 'X-Session-Duration', 'X-Keyboard'],
    'anthropic-ratelimit-tokens-reset',
  ],
  parameters: [
    ...['token_count', 'max_tokens', 'max_token', 'keyboard', 'monkey', 'author', 'authors', 'country_code', 'zip_code', 'keyword', 'hotkey', 'primary_key'],
    ...[
      'partition_key',
      'sort_key',
      'idempotency_key',
      'publicKey',
      'design',
      'signal',
      'assign',
      'passage',
      'passenger',
      'bypass',
      'compass',
      'secretary',
      'tokenizer',
    ],
    ...[
      'token_type',
      'token_limit',
      'password_policy',
      'passwordLength',
      'session_count',
      'session_timeout',
      'cookie_consent',
      'auth_method',
      'auth_type',
      'authority',
    ],
    ...[
      'codec',
      'pinned',
      'opinion',
      'ping',
      'spin',
      'expires_in',
      'token_expires_in',
      'signature_version',
      'state',
      'room',
      'inside',
      'obsession',
      'season_pass',
    ],
  ],
  values: ['?code=404', '?tokens=5', '?auth=true', '?token=', '?session=null'],
};

const providers = Object.entries(TAKEN);

describe('names of credentials', () => {
  it.each(providers)('%s', (_, { headers = [], parameters = [], members = [] }) => {
    const taken = { headers: [] as string[], parameters: [] as string[], members: [] as string[] };
    for (const name of headers) if (!REDACT.headers([{ name, value: SECRET }])[0]!.value.includes(SECRET)) taken.headers.push(name);
    for (const name of parameters) {
      const all = [`https://s.test/a?x=1&${name}=${SECRET}#top`, `/a?x=1;${name}=${SECRET}`, `#/r?${name}=${SECRET}`, `#${name}=${SECRET}`].map((url) =>
        REDACT.url(url),
      );
      if (all.every((url) => !url.includes(SECRET))) taken.parameters.push(name);
    }
    for (const name of [...members]) {
      const json = JSON.stringify({ a: [{ [name]: SECRET }, { b: 1 }] });
      const form = new URLSearchParams({ a: '1', [name]: SECRET }).toString();
      if ([json, form, json.slice(0, -9)].every((text) => !REDACT.body(text).includes(SECRET))) taken.members.push(name);
    }
    expect(taken).toEqual({ headers, parameters, members });
  });

  it('are of fifty frameworks and providers', () => {
    expect(providers.length).toBeGreaterThanOrEqual(50);
  });
});

describe('names that stay', () => {
  it.each(STAY.headers)('header %s', (name) => {
    expect(REDACT.headers([{ name, value: 'morning-7' }])).toEqual([{ name, value: 'morning-7' }]);
  });
  it.each(STAY.parameters)('parameter %s', (name) => {
    const url = `https://s.test/?${name}=morning&b=1`;
    expect(REDACT.url(url)).toBe(url);
    const body = JSON.stringify({ [name]: 'morning', list: [{ [name]: 5 }] });
    expect(REDACT.body(body)).toBe(body);
  });
  it.each(STAY.values)('value %s', (url) => {
    expect(REDACT.url(url)).toBe(url);
  });
});
