import type { AsCode } from '@/lib/model/step';

/** A name for a symbol in Bicep or Terraform. */
export function symbol(name: string): string {
  const word = name.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[a-zA-Z]/.test(word) ? word : `x_${word}`;
}

/** A Bicep string. https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
export function bicepText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${').replaceAll('\n', '\\n')}'`;
}

/** A Terraform string. https://developer.hashicorp.com/terraform/language/expressions/strings */
export function hclText(text: string): string {
  // A function, because `$$` in a replacement is one dollar sign.
  return JSON.stringify(text)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
}

/** A literal in an ARM template: one that begins with `[` would be an expression. */
export function armText(text: string): string {
  return text.startsWith('[') ? `[${text}` : text;
}

/** A record as a Terraform object, its keys quoted. */
export function hclMap(record: Readonly<Record<string, string>>): string {
  const rows = Object.entries(record).map(([key, value]) => `    ${hclText(key)} = ${hclText(value)}`);
  return rows.length === 0 ? '{}' : `{\n${rows.join('\n')}\n  }`;
}

export function bicepMap(record: Readonly<Record<string, string>>): string {
  const rows = Object.entries(record).map(([key, value]) => `    ${bicepText(key)}: ${bicepText(value)}`);
  return rows.length === 0 ? '{}' : `{\n${rows.join('\n')}\n  }`;
}

/** Commands only: what declarative languages say by leaving something out. */
export function onlyCommands(az: readonly string[], instead: string): AsCode {
  return { az, bicep: `// ${instead}`, arm: null, terraform: `# ${instead}` };
}
