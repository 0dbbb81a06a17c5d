/** Longest symbol that is made: Bicep takes 255 characters, a line of code less. */
const maxSymbol = 80;

/** Words a symbol must not be: keywords, and functions that a symbol of the same name would hide. */
const reserved = new Set(
  'metadata targetscope resource module param var output for in if existing import as type with using extends func assert extension provider true false null any array bool int object string resourcegroup subscription managementgroup tenant deployment az sys data variable locals count each self path terraform main'.split(
    ' ',
  ),
);

/** A name for a symbol in Bicep, Terraform or a shell, from other people's text. */
export function symbol(name: string): string {
  const word = name
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .slice(0, maxSymbol)
    .replace(/^_+|_+$/g, '');
  if (!/^[a-zA-Z]/.test(word)) return `x_${word}`;
  return reserved.has(word.toLowerCase()) ? `${word}_` : word;
}

/** Gives symbols out, each once; casing alone does not tell two apart. */
export class Symbols {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    const base = symbol(wanted);
    let word = base;
    for (let count = 2; this.#taken.has(word.toLowerCase()); count += 1) word = `${base}_${count}`;
    this.#taken.add(word.toLowerCase());
    return word;
  }
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

// What a text may hold that a language has no short escape for: control characters and line separators.
const unprintable = /[\p{Cc}\u2028\u2029]/gu;

/** A Bicep string. https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
export function bicepText(text: string): string {
  return `'${bicepPart(text)}'`;
}

/** Text between the quotes of a Bicep string, for strings that hold expressions too. */
export function bicepPart(text: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', () => '\\${')
    .replace(unprintable, (character) => short[character] ?? `\\u{${codePoint(character)}}`);
}

/** A Terraform string. https://developer.hashicorp.com/terraform/language/expressions/strings */
export function hclText(text: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(unprintable, (character) => short[character] ?? `\\u${codePoint(character).padStart(4, '0')}`)
    // A function, because `$$` in a replacement is one dollar sign.
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
  return `"${escaped}"`;
}

/**
 * A literal in an ARM template: what stands in brackets would be an expression.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
export function armText(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/** A text inside an expression of an ARM template. */
export function armQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Lines of a comment; other people's line breaks must not end it. */
export function commentLines(mark: string, text: string): string[] {
  return text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => `${mark} ${line}`.trimEnd());
}
