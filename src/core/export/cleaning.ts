/** What the parts of redaction share. */

/** Stands where something was. Needs no escape in URLs, headers, JSON and shells. */
export const REDACTED = 'REDACTED';

/** Where a credential stood. `login`: before the `@` of a URL. `token`: known by its form, whatever stood before it. */
export type SecretPlace = 'header' | 'parameter' | 'field' | 'login' | 'token';

/** Is told of each credential that is taken out, with the name that it had. */
export type OnTaken = (place: SecretPlace, name: string, secret: string) => void;

/** One level of what may be nested: JSON in a parameter of a URL in JSON. */
export interface Cleaning {
  /** @returns what stands in place of `secret` */
  take(place: SecretPlace, name: string, secret: string): string;
  /** What is in a value whose name is harmless: text, JSON, a form, a URL. */
  inner(text: string): string;
}

/** Words before a credential that say of what kind it is: worth knowing, and no secret. */
export const SCHEME = /^(?:Basic|Bearer|Digest|Negotiate|NTLM|HOBA|Mutual|DPoP|GNAP|AWS4-HMAC-SHA256|Token|ApiKey|SSWS|MAC|Hawk)[ \t]+/i;

/** Takes a value out but for the word of its kind. */
export function takeValue({ take }: Cleaning, place: SecretPlace, name: string, value: string): string {
  const scheme = SCHEME.exec(value)?.[0] ?? '';
  return `${scheme}${take(place, name, value.slice(scheme.length))}`;
}
