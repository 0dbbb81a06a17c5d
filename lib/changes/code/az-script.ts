import { nameOf } from '@/lib/arm/arm-id';
import { az, shellQuote } from '@/lib/arm/az-command';
import { Symbols } from './code-text';
import { isUserAssignedIdentity } from './known-versions';
import { nameSecrets, snakeCase } from './secret-names';
import { type AzCommand, type AzUnknown, type AzWord, PrincipalOf, SecretOf, TenantId } from './step-code';

/** The command that answers a principal ID. */
function showPrincipal(id: string): string {
  return isUserAssignedIdentity(id)
    ? az('identity', 'show', '--ids', id, '--query', 'principalId', '--output', 'tsv')
    : az('resource', 'show', '--ids', id, '--query', 'identity.principalId', '--output', 'tsv');
}

const showTenant = az('account', 'show', '--query', 'tenantId', '--output', 'tsv');

/** A command by itself, for a comment: what must be asked first is asked in place. */
export function commandText({ words }: AzCommand): string {
  return line(words, (unknown) => {
    if (unknown instanceof SecretOf) return `"$${environmentName(unknown.name)}"`;
    return `"$(${unknown instanceof TenantId ? showTenant : showPrincipal(unknown.id)})"`;
  });
}

function partsOf(word: AzWord): readonly (string | AzUnknown)[] {
  return isParts(word) ? word : [word];
}

function isParts(word: AzWord): word is readonly (string | AzUnknown)[] {
  return Array.isArray(word);
}

function unknownsIn({ words }: AzCommand): AzUnknown[] {
  return words.flatMap(partsOf).filter((part) => typeof part !== 'string');
}

function line(words: readonly AzWord[], late: (unknown: AzUnknown) => string): string {
  const texts = words.map((word) =>
    partsOf(word)
      .map((part) => (typeof part === 'string' ? shellQuote(part) : late(part)))
      .join(''),
  );
  return ['az', ...texts].join(' ');
}

function environmentName(name: string): string {
  return snakeCase(name).toUpperCase();
}

/**
 * The commands of a plan for a POSIX shell, in the order of its steps. What a later command needs of an earlier one is
 * kept in a variable; secrets are taken from the environment, so that they are in no file and no history.
 */
export function azScript(commands: readonly AzCommand[]): string {
  const symbols = new Symbols();
  const variables = new Map<string, string>();
  const secrets = nameSecrets(
    commands.flatMap(unknownsIn).filter((unknown) => unknown instanceof SecretOf),
    symbols,
  );
  const secretOf = ({ owner, name }: SecretOf): string =>
    environmentName(secrets.find((one) => one.owner === owner && one.secret === name)?.name ?? name);
  const lastUse = new Map<string, number>();
  for (const [index, command] of commands.entries())
    for (const unknown of unknownsIn(command))
      if (!(unknown instanceof SecretOf)) lastUse.set(keyOf(unknown), index);
  const lines: string[] = [];
  const keep = (unknown: PrincipalOf | TenantId, command: string): void => {
    const wanted = unknown instanceof TenantId ? 'tenant_id' : `${nameOf(unknown.id)}_principal_id`;
    const variable = symbols.take(wanted).toLowerCase();
    variables.set(keyOf(unknown), variable);
    lines.push(`${variable}=$(${command})`);
  };
  for (const [index, command] of commands.entries()) {
    for (const unknown of unknownsIn(command)) {
      if (unknown instanceof SecretOf)
        lines.push(`# Set ${secretOf(unknown)} first: it is taken from the environment.`);
      else if (!variables.has(keyOf(unknown)))
        keep(unknown, unknown instanceof TenantId ? showTenant : showPrincipal(unknown.id));
    }
    const text = line(command.words, (unknown) =>
      unknown instanceof SecretOf ? `"$${secretOf(unknown)}"` : `"$${variables.get(keyOf(unknown)) ?? ''}"`,
    );
    const { answers } = command;
    const answered = answers && new PrincipalOf(answers.principalOf);
    const isNeeded = answered !== undefined && (lastUse.get(keyOf(answered)) ?? -1) > index;
    if (answers && answered && isNeeded)
      keep(answered, `${text} --query ${shellQuote(answers.query)} --output tsv`);
    else lines.push(text);
  }
  return lines.join('\n');
}

function keyOf(unknown: PrincipalOf | TenantId): string {
  return unknown instanceof TenantId ? '' : unknown.id.toLowerCase();
}
