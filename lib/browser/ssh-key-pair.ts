/** An SSH key pair. The private key exists in the browser only, until it is saved there. */
export interface SshKeyPair {
  /** One line, in OpenSSH's form: https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
  readonly publicKey: string;
  /** PEM, PKCS #8, as ssh reads it. */
  readonly privateKey: string;
}

/**
 * Azure takes RSA of 2048 bits and more, and Ed25519: https://learn.microsoft.com/azure/virtual-machines/linux/create-ssh-keys-detailed.
 * RSA, because before 9.6 OpenSSH reads no Ed25519 key in PKCS #8: https://www.openssh.com/txt/release-9.6.
 */
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 4096,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64Url(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** A value with its length in front: https://www.rfc-editor.org/rfc/rfc4251#section-5 */
function withLength(bytes: Uint8Array): number[] {
  const { length } = bytes;
  return [length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, ...bytes];
}

/** A whole number as an mpint: a leading zero keeps it from being negative. */
function mpint(bytes: Uint8Array): number[] {
  return withLength((bytes[0] ?? 0) >= 128 ? Uint8Array.from([0, ...bytes]) : bytes);
}

/**
 * Makes a key pair with the browser's own cryptography. Nothing of it is sent anywhere.
 * @param comment what stands behind the public key, e.g. the name of the virtual machine
 */
export async function newSshKeyPair(comment: string): Promise<SshKeyPair> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { e = '', n = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const name = withLength(new TextEncoder().encode('ssh-rsa'));
  const blob = Uint8Array.from([...name, ...mpint(fromBase64Url(e)), ...mpint(fromBase64Url(n))]);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const lines = base64(pkcs8).match(/.{1,64}/g) ?? [];
  return {
    publicKey: `ssh-rsa ${base64(blob)} ${comment.replaceAll(/[^\w.@-]/g, '-')}`,
    privateKey: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
