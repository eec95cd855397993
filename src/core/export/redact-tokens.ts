/** Credentials that give themselves away by their form, wherever they stand. */
import type { Cleaning } from './cleaning.ts';

/**
 * JSON Web Tokens, signed or encrypted: `{"` in Base64 is `eyJ`.
 * @note What may stand before a match keeps all of these linear: a page can make texts of megabytes.
 */
const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]*(?:\.[\w-]*){1,4}/g;
/** By the documentation of who gives them out: GitHub, GitLab, Slack, Stripe, OpenAI, Anthropic, AWS, Google, Hugging Face, npm, SendGrid, Shopify, Vault, Telegram. */
const KNOWN = new RegExp(
  `(?<![\\w-])(?:${[
    String.raw`gh[opsur]_\w{16,}|github_pat_\w{20,}|gl(?:pat|ptt|dt|rt|cbt)-[\w-]{16,}|xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}`,
    String.raw`(?:sk|rk|pk|whsec)_(?:live|test)_\w{10,}|whsec_\w{16,}|sk-[\w-]{16,}|A(?:KIA|SIA)[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}`,
    String.raw`hf_\w{20,}|npm_\w{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|shp(?:at|ca|pa|ss)_\w{20,}|hv[sbr]\.[\w-]{20,}|bot\d{6,12}:[\w-]{20,}`,
  ].join('|')})`,
  'g',
);
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w+/=\s\\-]*/g;

export function redactTokens(text: string, { take }: Cleaning): string {
  return text
    .replace(JWT, (token) => take('token', 'JWT', token))
    .replace(KNOWN, (token) => take('token', /^[A-Za-z]+/.exec(token)![0], token))
    .replace(PRIVATE_KEY, (key) => take('token', 'PRIVATE KEY', key));
}
