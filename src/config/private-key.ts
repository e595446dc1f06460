import { createPrivateKey } from 'node:crypto';

/**
 * The PEM text of an RSA private key that stands in a variable: as it is, with `\n` for line ends, or in base64. Null
 * when it is none.
 */
export function privateKeyPem(text: string): string | null {
  const decoded = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const pem = decoded.replaceAll('\\n', '\n').trim();
  return isRsaPrivateKey(pem) ? `${pem}\n` : null;
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
