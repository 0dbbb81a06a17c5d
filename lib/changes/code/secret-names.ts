import { nameOf } from '@/lib/arm/arm-id';
import type { Symbols } from './code-text';
import type { SecretOf } from './step-code';

export interface NamedSecret {
  readonly name: string;
  /** ARM id of the resource that gets it, and which of its secrets it is. */
  readonly owner: string;
  readonly secret: string;
}

/** Names of the secrets of a plan, the same in every language but for its casing: plain while there is one of a kind. */
export function nameSecrets(secrets: readonly SecretOf[], symbols: Symbols): NamedSecret[] {
  const all = new Map(secrets.map((one) => [`${one.owner.toLowerCase()} ${one.name}`, one]));
  return [...all.values()].map(({ owner, name }) => {
    const shared = [...all.values()].filter((other) => other.name === name).length > 1;
    return { name: symbols.take(shared ? `${nameOf(owner)}_${name}` : name), owner, secret: name };
  });
}

/** adminPassword as Terraform’s variables and, in upper case, a shell’s are called: admin_password. */
export function snakeCase(name: string): string {
  return name.replace(/[a-z](?=[A-Z])/g, '$&_').toLowerCase();
}
