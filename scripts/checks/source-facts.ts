import { parseAst } from 'vitest/node';

/** One import, export-from or dynamic import. */
export interface ImportFact {
  specifier: string;
  /** Gone at run time: `import type`, or every name in it is a type. */
  typeOnly: boolean;
  line: number;
}
export interface TextFact {
  text: string;
  line: number;
}

/** One name a file exports at run time; `default` and `*` are names too. */
export interface ExportFact {
  name: string;
  /** What a constant is made of, as it stands in the text; '' for functions, classes, and names passed on. */
  value: string;
  line: number;
}

/** What the checks want to know about a source file, read from its syntax tree and not from its text. */
export interface SourceFacts {
  imports: ImportFact[];
  /** Plain strings and the fixed parts of template strings. */
  strings: TextFact[];
  /** Every call, as the dotted name of what is called (`test.skip`, `page.waitForTimeout`). */
  calls: TextFact[];
  /** Casts other than `as const`, `any`, and `!`, as they stand in the text. */
  casts: TextFact[];
  anys: TextFact[];
  nonNulls: TextFact[];
  environmentReads: TextFact[];
  exports: ExportFact[];
  /** Every 'use server'; `atTop` makes all exports of the file server actions. */
  serverDirectives: { atTop: boolean; line: number }[];
  /** The first statement imports 'server-only', or says 'use server': such a file reaches a browser as references only. */
  startsServerOnly: boolean;
}

type Node = Record<string, unknown> & { type: string; start: number; end: number };

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'start' in value &&
    typeof value.type === 'string'
  );
}

/** Parses a file. A syntax error throws with the file's name. */
export function readFacts(file: string, text: string): SourceFacts {
  const program = parse(file, text);
  const facts: SourceFacts = {
    imports: [],
    strings: [],
    calls: [],
    casts: [],
    anys: [],
    nonNulls: [],
    environmentReads: [],
    exports: [],
    serverDirectives: [],
    startsServerOnly: false,
  };
  const [first] = childrenOf(program);
  facts.startsServerOnly =
    first?.directive === 'use server' ||
    (first?.type === 'ImportDeclaration' && sourceOf(first) === 'server-only');
  const at = (node: Node): TextFact => ({
    text: text.slice(node.start, node.end),
    line: text.slice(0, node.start).split('\n').length,
  });
  for (const statement of childrenOf(program)) facts.exports.push(...exportsOf(statement, at));
  const atTop = new Set(childrenOf(program));
  const visit = (node: Node) => {
    if (node.directive === 'use server')
      facts.serverDirectives.push({ atTop: atTop.has(node), line: at(node).line });
    collect(node, facts, at);
    // A string in a type is a name the type checker already compares, not a value.
    if (node.type !== 'TSLiteralType') for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return facts;
}

function parse(file: string, text: string): Node {
  const lang = file.endsWith('.tsx') ? 'tsx' : file.endsWith('.ts') ? 'ts' : 'js';
  try {
    const program: unknown = parseAst(text, { lang });
    if (isNode(program)) return program;
  } catch (error) {
    throw new Error(`${file} does not parse: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Error(`${file}: the parser gave no tree`);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function sourceOf(node: Node): string | null {
  return isNode(node.source) && typeof node.source.value === 'string' ? node.source.value : null;
}

function rawOf(element: Node): string {
  const { value } = element;
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : '';
}

function collect(node: Node, facts: SourceFacts, at: (node: Node) => TextFact): void {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      collectImport(node, facts, at(node).line);
      break;
    case 'Literal':
      if (typeof node.value === 'string') facts.strings.push({ text: node.value, line: at(node).line });
      break;
    case 'TemplateElement':
      facts.strings.push({ text: rawOf(node), line: at(node).line });
      break;
    case 'CallExpression':
      if (isNode(node.callee)) facts.calls.push(at(node.callee));
      break;
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      if (!(isNode(node.typeAnnotation) && at(node.typeAnnotation).text === 'const'))
        facts.casts.push(at(node));
      break;
    case 'TSAnyKeyword':
      facts.anys.push(at(node));
      break;
    case 'TSNonNullExpression':
      facts.nonNulls.push(at(node));
      break;
    case 'MemberExpression':
      if (at(node).text === 'process.env') facts.environmentReads.push(at(node));
      break;
  }
}

function collectImport(node: Node, facts: SourceFacts, line: number): void {
  const specifier = sourceOf(node);
  if (specifier === null) return;
  const names = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  const kinds = names.map((name) => name.importKind ?? name.exportKind);
  const typeOnly =
    node.type === 'TSImportType' ||
    node.importKind === 'type' ||
    node.exportKind === 'type' ||
    (names.length > 0 && kinds.every((kind) => kind === 'type'));
  facts.imports.push({ specifier, typeOnly, line });
}

function exportsOf(node: Node, at: (node: Node) => TextFact): ExportFact[] {
  const { line } = at(node);
  if (node.exportKind === 'type') return [];
  if (node.type === 'ExportAllDeclaration') return [{ name: '*', value: '', line }];
  if (node.type === 'ExportDefaultDeclaration') {
    return [{ name: 'default', value: isNode(node.declaration) ? at(node.declaration).text : '', line }];
  }
  if (node.type !== 'ExportNamedDeclaration') return [];
  const { declaration } = node;
  if (!isNode(declaration)) return specifiersOf(node).map((name) => ({ name, value: '', line }));
  if (declaration.type.startsWith('TS')) return [];
  const declared = declaration.type === 'VariableDeclaration' ? childrenOf(declaration) : [declaration];
  return declared.map((one) => ({
    name: nameOf(one.id),
    value: isNode(one.init) ? at(one.init).text : '',
    line,
  }));
}

function specifiersOf(node: Node): string[] {
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.filter(({ exportKind }) => exportKind !== 'type').map(({ exported }) => nameOf(exported));
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : '';
}
