import { az, shellQuote } from '@/lib/arm/az-command';
import { Symbols } from './code-text';
import { lastName } from './declared-id';
import { isUserAssignedIdentity } from './known-versions';
import { nameSecrets, snakeCase } from './secret-names';
import { type AzCommand, type AzWord, PrincipalOf, SecretOf } from './step-code';

/** The command that answers a principal ID. */
export function showPrincipal(id: string): string {
  return isUserAssignedIdentity(id)
    ? az('identity', 'show', '--ids', id, '--query', 'principalId', '--output', 'tsv')
    : az('resource', 'show', '--ids', id, '--query', 'identity.principalId', '--output', 'tsv');
}

/** A command by itself, for a comment: what must be asked first is asked in place. */
export function commandText({ words }: AzCommand): string {
  return line(words, (word) =>
    word instanceof PrincipalOf ? `"$(${showPrincipal(word.id)})"` : `"$${environmentName(word.name)}"`,
  );
}

function line(words: readonly AzWord[], late: (word: PrincipalOf | SecretOf) => string): string {
  return ['az', ...words.map((word) => (typeof word === 'string' ? shellQuote(word) : late(word)))].join(' ');
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
    commands.flatMap(({ words }) => words.filter((word) => word instanceof SecretOf)),
    symbols,
  );
  const secretOf = ({ owner, name }: SecretOf): string =>
    environmentName(secrets.find((one) => one.owner === owner && one.secret === name)?.name ?? name);
  const lines: string[] = [];
  const needed = (id: string, from: number): boolean =>
    commands.slice(from).some(({ words }) => words.some((word) => isPrincipal(word, id)));
  const keep = (id: string, command: string): void => {
    const variable = symbols.take(`${lastName(id)}_principal_id`).toLowerCase();
    variables.set(id.toLowerCase(), variable);
    lines.push(`${variable}=$(${command})`);
  };
  for (const [index, { words, answers }] of commands.entries()) {
    for (const word of words) {
      if (word instanceof PrincipalOf && !variables.has(word.id.toLowerCase()))
        keep(word.id, showPrincipal(word.id));
      if (word instanceof SecretOf)
        lines.push(`# Set ${secretOf(word)} first: it is taken from the environment.`);
    }
    const text = line(words, (word) =>
      word instanceof PrincipalOf
        ? `"$${variables.get(word.id.toLowerCase()) ?? ''}"`
        : `"$${secretOf(word)}"`,
    );
    if (answers && needed(answers.principalOf, index + 1))
      keep(answers.principalOf, `${text} --query ${shellQuote(answers.query)} --output tsv`);
    else lines.push(text);
  }
  return lines.join('\n');
}

function isPrincipal(word: AzWord, id: string): boolean {
  return word instanceof PrincipalOf && word.id.toLowerCase() === id.toLowerCase();
}
