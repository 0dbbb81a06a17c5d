import 'server-only';
import { redact } from '@/lib/arm/redact';

const secretWords = new Set([
  'secret',
  'secrets',
  'password',
  'passwords',
  'passwd',
  'pwd',
  'passphrase',
  'key',
  'keys',
  'sas',
  'token',
  'tokens',
  'credential',
  'credentials',
]);
/** Names whose words do not give them away. */
const secretNames =
  /^(customData|userData|protectedSettings|protectedSettingsFromKeyVault|connectionStrings?|.*connectionString|commandToExecute|clientSecretUrl)$/i;

const removed = '(removed)';

function isSecretName(name: string): boolean {
  // Dictionaries keyed by ARM id name resources, not values.
  if (name.includes('/')) return false;
  if (secretNames.test(name)) return true;
  const words = name
    .replaceAll(/keyvault/gi, '')
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => word.toLowerCase());
  return words.some((word) => secretWords.has(word)) || /secret|password|accesskey|accountkey/i.test(name);
}

/**
 * A copy of an answer of Azure without values that could be used to sign in. Prefers to take too much: `name` alone
 * decides, flags and numbers stay.
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const isValue = typeof member === 'string' || (typeof member === 'object' && member !== null);
    copy[name] = isValue && isSecretName(name) ? removed : withoutSecrets(member);
  }
  return copy;
}
