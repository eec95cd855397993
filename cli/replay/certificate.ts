/** A certificate of this machine's own names, made on the spot: browsers speak HTTP/2 with nothing less. It lives as long as the process. */
import { createHash, X509Certificate } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of its public key, in Base64: what Chromium's `--ignore-certificate-errors-spki-list` takes. */
  readonly fingerprint: string;
}

/** Of one day: nothing is to trust it beyond the replay. */
const LIFE = 24 * 60 * 60 * 1000;

export async function makeCertificate(now: number): Promise<Certificate> {
  // Loaded here: only HTTP/2 needs it.
  const { generate } = await import('selfsigned');
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - LIFE / 24),
    notAfterDate: new Date(now + LIFE),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return { key, cert, fingerprint: createHash('sha256').update(publicKey).digest('base64') };
}
