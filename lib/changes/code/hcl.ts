import { hclText } from './code-text';

/** A value that is HCL already: a reference, or a text in quotes. */
export interface Hcl {
  readonly hcl: string;
}

/** What stands in the body of a block: an argument or a nested block, in this order. */
export type HclEntry =
  | { readonly argument: string; readonly value: Hcl }
  | { readonly block: string; readonly entries: readonly HclEntry[] };

export function argument(name: string, hcl: string): HclEntry {
  return { argument: name, value: { hcl } };
}

export function block(name: string, entries: readonly HclEntry[]): HclEntry {
  return { block: name, entries };
}

function isOneLine(entry: HclEntry): boolean {
  return 'argument' in entry && !entry.value.hcl.includes('\n');
}

/** Lines of a body, the equals signs of neighbors in one column, as `terraform fmt` has them. */
function bodyLines(entries: readonly HclEntry[], indent: string): string[] {
  const lines: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if ('block' in entry) {
      if (index > 0) lines.push('');
      lines.push(...blockLines(entry.block, entry.entries, indent));
      continue;
    }
    let first = index;
    while (first > 0 && isOneLine(entry) && isOneLine(entries[first - 1] ?? block('', []))) first -= 1;
    const run: string[] = [];
    for (const one of entries.slice(first)) {
      if (!isOneLine(one) || !('argument' in one)) break;
      run.push(one.argument);
    }
    const width = isOneLine(entry) ? Math.max(...run.map((name) => name.length)) : 0;
    lines.push(
      `${indent}${entry.argument.padEnd(width)} = ${entry.value.hcl.replaceAll('\n', `\n${indent}`)}`,
    );
  }
  return lines;
}

function blockLines(head: string, entries: readonly HclEntry[], indent: string): string[] {
  if (entries.length === 0) return [`${indent}${head} {}`];
  return [`${indent}${head} {`, ...bodyLines(entries, `${indent}  `), `${indent}}`];
}

/** A block with its labels, e.g. `resource "azurerm_role_assignment" "reader"`. */
export function hclBlock(head: string, entries: readonly HclEntry[]): string {
  return blockLines(head, entries, '').join('\n');
}

export function hclList(items: readonly string[]): string {
  if (items.length === 0) return '[]';
  const inline = `[${items.join(', ')}]`;
  return inline.length <= 80 && !inline.includes('\n')
    ? inline
    : `[\n${items.map((item) => `  ${item.replaceAll('\n', '\n  ')},`).join('\n')}\n]`;
}

/** `keys` are HCL: in quotes, or in parentheses where they are expressions. */
export function hclObject(entries: readonly (readonly [key: string, value: string])[]): string {
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, value]) => `  ${key} = ${value.replaceAll('\n', '\n  ')}`).join('\n')}\n}`;
}

export function hclKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : hclText(key);
}
