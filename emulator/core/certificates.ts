import 'reflect-metadata';
import { createHash, X509Certificate as NodeCertificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { dayMs } from './contract/clock.ts';

x509.cryptoProvider.set(crypto);

/** Clients refuse server certificates that are valid for more than 397 days. */
const leafDays = 397;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const usages = ['sign', 'verify'] as const;

export interface Certificates {
  readonly caFile: string;
  readonly caPem: string;
  readonly serverCertificatePem: string;
  readonly serverKeyPem: string;
  /** Key and certificate in one file, with which every seeded application can sign in. */
  readonly clientCertificateFile: string;
  readonly client: { readonly sha256: string; readonly sha1: string; readonly publicKeyPem: string };
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

async function newKey(): Promise<{ pair: CryptoKeyPair; privatePem: string }> {
  const pair = await crypto.subtle.generateKey(rsa, true, [...usages]);
  return { pair, privatePem: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', pair.privateKey)) };
}

/** Makes an authority, a server certificate and a client certificate. The authority's key is not kept. */
async function issue(directory: string, names: readonly string[]): Promise<void> {
  const notBefore = new Date(Date.now() - dayMs);
  const notAfter = new Date(notBefore.getTime() + leafDays * dayMs);
  const authority = await newKey();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Keyless emulator CA (this machine only)',
    keys: authority.pair,
    signingAlgorithm: rsa,
    notBefore,
    notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.pair.publicKey),
    ],
  });
  const server = await newKey();
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: ca.subject,
    publicKey: server.pair.publicKey,
    signingKey: authority.pair.privateKey,
    signingAlgorithm: rsa,
    notBefore,
    notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(ca),
    ],
  });
  const client = await newKey();
  const clientCertificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Keyless emulator application',
    keys: client.pair,
    signingAlgorithm: rsa,
    notBefore,
    notAfter,
  });
  const write = (name: string, text: string): void =>
    writeFileSync(join(directory, name), text, { mode: 0o600 });
  write('client.pem', `${client.privatePem}${clientCertificate.toString('pem')}\n`);
  write('server.pem', `${server.privatePem}${leaf.toString('pem')}\n`);
  write('ca.pem', `${ca.toString('pem')}\n`);
}

/**
 * Issues into a directory of its own and puts it in place by renaming: processes that start at the same time then see
 * one whole set, never a server certificate of one and an authority of another.
 */
async function replace(directory: string, names: readonly string[]): Promise<void> {
  const fresh = mkdtempSync(`${directory}.new-`);
  await issue(fresh, names);
  if (!usable(directory, names)) {
    if (existsSync(directory)) {
      const stale = `${directory}.old-${process.pid}`;
      renameSync(directory, stale);
      rmSync(stale, { recursive: true });
    }
    try {
      renameSync(fresh, directory);
    } catch (error) {
      if (!usable(directory, names)) throw error;
    }
  }
  rmSync(fresh, { recursive: true, force: true });
}

function usable(directory: string, names: readonly string[]): boolean {
  const [caFile, serverFile, clientFile] = ['ca.pem', 'server.pem', 'client.pem'].map((name) =>
    join(directory, name),
  );
  if (!caFile || !serverFile || !clientFile) return false;
  if (![caFile, serverFile, clientFile].every((file) => existsSync(file))) return false;
  try {
    const ca = new NodeCertificate(readFileSync(caFile));
    const server = new NodeCertificate(certificateIn(readFileSync(serverFile, 'utf8')));
    const soon = Date.now() + 7 * dayMs;
    // A certificate of an earlier version may lack a host that is served now.
    const has = new Set(server.subjectAltName?.split(', '));
    if (!names.every((name) => has.has(`DNS:${name}`))) return false;
    return server.verify(ca.publicKey) && Date.parse(server.validTo) > soon && Date.parse(ca.validTo) > soon;
  } catch {
    return false;
  }
}

function certificateIn(text: string): string {
  return text.slice(text.indexOf('-----BEGIN CERTIFICATE-----'));
}

/**
 * The certificates kept in `parent`, made when there are none, they end within a week or lack a served host name.
 * They are trusted by nobody but who is told to, and the directory is readable by its owner only.
 */
export async function loadCertificates(parent: string, names: readonly string[]): Promise<Certificates> {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  chmodSync(parent, 0o700);
  const directory = join(parent, 'certificates');
  if (!usable(directory, names)) await replace(directory, names);
  const serverPem = readFileSync(join(directory, 'server.pem'), 'utf8');
  const clientFile = join(directory, 'client.pem');
  const client = new NodeCertificate(certificateIn(readFileSync(clientFile, 'utf8')));
  const thumbprint = (hash: string): string => createHash(hash).update(client.raw).digest('base64url');
  return {
    caFile: join(directory, 'ca.pem'),
    caPem: readFileSync(join(directory, 'ca.pem'), 'utf8'),
    serverKeyPem: serverPem.slice(0, serverPem.indexOf('-----BEGIN CERTIFICATE-----')),
    serverCertificatePem: certificateIn(serverPem),
    clientCertificateFile: clientFile,
    client: {
      sha256: thumbprint('sha256'),
      sha1: thumbprint('sha1'),
      publicKeyPem: client.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  };
}
