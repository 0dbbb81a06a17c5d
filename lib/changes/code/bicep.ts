import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import type { CodeFile } from '@/lib/model/plan-review';
import { bicepPart, bicepText } from './code-text';
import { declaredId, groupOfScope, parentOf } from './declared-id';
import { hostIdentityType } from './host-identity';
import { typeOf } from './known-versions';
import { existingFor, type Layout, type Unit } from './layout';
import { type PlannedDeclaration, structuralReferences } from './plan-model';
import { type Expression, IdOf, isExpression, isList, type Value } from './step-code';
import { type Referent, referent, type Term, termOf } from './term';

/** An expression in Bicep. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file */
function termText(term: Term): string {
  switch (term.kind) {
    case 'text':
      return bicepText(term.text);
    case 'id':
      return term.rest === '' ? `${term.of.symbol}.id` : `'\${${term.of.symbol}.id}${bicepPart(term.rest)}'`;
    case 'principal':
      return `${term.of.symbol}.${term.system ? 'identity' : 'properties'}.principalId`;
    case 'parameter':
      return term.name;
    case 'output':
      return `${term.module.name}.outputs.${term.name}`;
  }
}

/** As the key of an object: a text, or a string that holds the expression. */
function keyText(term: Term): string {
  const text = termText(term);
  return term.kind === 'text' || text.startsWith("'") ? text : `'\${${text}}'`;
}

function plainKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : bicepText(key);
}

class Printer {
  readonly #unit: Unit;
  readonly #layout: Layout;

  constructor(unit: Unit, layout: Layout) {
    this.#unit = unit;
    this.#layout = layout;
  }

  text(): string {
    const { scope, secrets, inputs, outputs, declarations } = this.#unit;
    const isMain = this.#unit === this.#layout.main;
    const target =
      scope === '' || groupOfScope(scope)
        ? []
        : [`targetScope = '${subscriptionIdOf(scope) === '' ? 'managementGroup' : 'subscription'}'`];
    const existing = new Map(
      declarations
        .flatMap((one) => existingFor(one, this.#layout.declared))
        .map((id) => [id.toLowerCase(), id]),
    );
    // What is declared by another template is, for this one, there already.
    for (const one of declarations) {
      for (const id of [declaredId(one.id).base, parentOf(one.id)]) {
        if (id !== undefined && !referent(id, this.#unit, this.#layout).declared)
          existing.set(id.toLowerCase(), id);
      }
    }
    const moduleSecrets = isMain ? this.#layout.modules.flatMap((module) => module.secrets) : [];
    return [
      ...target,
      ...[...secrets, ...moduleSecrets].map(({ name }) => `@secure()\nparam ${name} string`),
      ...[...inputs.values()].map(({ name }) => `param ${name} string`),
      ...[...existing.values()].map((id) => this.#existing(referent(id, this.#unit, this.#layout))),
      ...declarations.map((one) => this.#resource(one)),
      ...(isMain ? this.#layout.modules.map((module) => this.#module(module)) : []),
      ...[...outputs.values()].map(({ name, of }) => `output ${name} string = ${this.#expression(of)}`),
    ].join('\n\n');
  }

  #expression(expression: Expression): string {
    return termText(termOf(expression, this.#unit, this.#layout));
  }

  #value(value: Value, indent: string): string {
    if (typeof value === 'string') return bicepText(value);
    if (typeof value !== 'object') return String(value);
    if (isExpression(value)) return this.#expression(value);
    const deeper = `${indent}  `;
    if (isList(value)) {
      if (value.length === 0) return '[]';
      return `[\n${value.map((item) => `${deeper}${this.#value(item, deeper)}`).join('\n')}\n${indent}]`;
    }
    return this.#object(
      Object.entries(value).map(([key, item]) => [plainKey(key), this.#value(item, deeper)]),
      indent,
    );
  }

  #object(entries: readonly (readonly [key: string, text: string])[], indent: string): string {
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([key, text]) => `${indent}  ${key}: ${text}`).join('\n')}\n${indent}}`;
  }

  #existing({ id, symbol, type, apiVersion }: Referent): string {
    const { scope, names } = declaredId(id);
    const entries: [string, string][] = [['name', bicepText(names.join('/'))]];
    if (!sameId(scope, this.#unit.scope)) entries.push(['scope', this.#scopeCall(scope)]);
    return `resource ${symbol} '${type}@${apiVersion}' existing = ${this.#object(entries, '')}`;
  }

  /** Another scope, as a function that names it. */
  #scopeCall(scope: string): string {
    const group = groupOfScope(scope);
    if (group === undefined) {
      const subscription = subscriptionIdOf(scope);
      return subscription === ''
        ? `managementGroup(${bicepText(nameOf(scope))})`
        : `subscription(${bicepText(subscription)})`;
    }
    return sameId(group.subscriptionId, subscriptionIdOf(this.#unit.scope))
      ? `resourceGroup(${bicepText(group.name)})`
      : `resourceGroup(${bicepText(group.subscriptionId)}, ${bicepText(group.name)})`;
  }

  #resource(declaration: PlannedDeclaration): string {
    const { id, apiVersion, symbol: _symbol, location, tags, identity, properties } = declaration;
    const { base, names } = declaredId(id);
    const parent = parentOf(id);
    const entries: [string, string][] = [];
    if (parent === undefined) entries.push(['name', bicepText(names.join('/'))]);
    else {
      entries.push(['parent', this.#layout.symbolOf(parent)]);
      entries.push(['name', bicepText(names.at(-1) ?? '')]);
    }
    if (base !== undefined) entries.push(['scope', this.#layout.symbolOf(base)]);
    if (location !== undefined) entries.push(['location', bicepText(location)]);
    if (tags !== undefined) entries.push(['tags', this.#value(tags, '  ')]);
    if (identity !== undefined) {
      const users = identity.userIds.map((user): [string, string] => [
        keyText(termOf(new IdOf(user), this.#unit, this.#layout)),
        '{}',
      ]);
      const block: [string, string][] = [['type', bicepText(hostIdentityType(identity))]];
      if (users.length > 0) block.push(['userAssignedIdentities', this.#object(users, '    ')]);
      entries.push(['identity', this.#object(block, '  ')]);
    }
    if (properties !== undefined) entries.push(['properties', this.#value(properties, '  ')]);
    const needs = this.#unspoken(declaration);
    if (needs.length > 0)
      entries.push(['dependsOn', `[\n${needs.map((one) => `    ${one}`).join('\n')}\n  ]`]);
    return `resource ${this.#layout.symbolOf(id)} '${typeOf(id)}@${apiVersion}' = ${this.#object(entries, '')}`;
  }

  /** Symbols of what the resource needs without any expression of it saying so. */
  #unspoken(declaration: PlannedDeclaration): string[] {
    const spoken = [declaredId(declaration.id).base, parentOf(declaration.id)];
    const symbols = structuralReferences(declaration).flatMap((id) => {
      const found = this.#layout.declared.holding(id);
      if (!found || this.#layout.unitOf(found.one) !== this.#unit) return [];
      return found.rest === '' && spoken.includes(id) ? [] : [this.#layout.symbolOf(found.one.id)];
    });
    return [...new Set(symbols)];
  }

  #module(module: Unit): string {
    const entries: [string, string][] = [
      ['name', bicepText(module.name)],
      [
        'scope',
        module.container ? this.#layout.symbolOf(module.container.id) : this.#scopeCall(module.scope),
      ],
    ];
    if (module.container && this.#layout.unitOf(module.container) !== this.#unit)
      entries[1] = ['scope', this.#scopeCall(module.scope)];
    const passed = [
      ...module.secrets.map(({ name }): [string, string] => [name, name]),
      ...[...module.inputs.values()].map(({ name, from }): [string, string] => [
        name,
        `${from.name}.outputs.${name}`,
      ]),
    ];
    if (passed.length > 0) entries.push(['params', this.#object(passed, '  ')]);
    const spoken = new Set([...module.inputs.values()].map(({ from }) => from));
    const after = [...module.after].filter((one) => !spoken.has(one)).map(({ name }) => `    ${name}`);
    if (after.length > 0) entries.push(['dependsOn', `[\n${after.join('\n')}\n  ]`]);
    return `module ${module.name} '${moduleFile(module)}' = ${this.#object(entries, '')}`;
  }
}

function moduleFile({ name }: Unit): string {
  return `${name.replaceAll('_', '-')}.bicep`;
}

/** A plan as Bicep: main.bicep, and a file for each module. */
export function bicepFiles(layout: Layout, notes: readonly string[]): CodeFile[] {
  const { main, modules } = layout;
  const body = new Printer(main, layout).text();
  return [
    { name: 'main.bicep', text: [...(body === '' ? [] : [body]), ...notes].join('\n\n') },
    ...modules.map((module) => ({ name: moduleFile(module), text: new Printer(module, layout).text() })),
  ];
}
