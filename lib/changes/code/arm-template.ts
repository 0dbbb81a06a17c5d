import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { armQuoted, armText } from './code-text';
import { declaredId, groupOfScope } from './declared-id';
import { hostIdentityType } from './host-identity';
import { typeOf } from './known-versions';
import type { Layout, Unit } from './layout';
import { type PlannedDeclaration, structuralReferences, valueReferences } from './plan-model';
import { type Expression, IdOf, isExpression, isList, type Value } from './step-code';
import { type Term, termOf } from './term';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type JsonMap = { readonly [key: string]: Json };

/** API version of nested deployments. https://learn.microsoft.com/azure/templates/microsoft.resources/deployments */
const deploymentVersion = '2022-09-01';
const deploymentType = 'Microsoft.Resources/deployments';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
function schemaFor(scope: string): string {
  const file =
    scope === '' || groupOfScope(scope)
      ? '2019-04-01/deploymentTemplate.json'
      : subscriptionIdOf(scope) === ''
        ? '2019-08-01/managementGroupDeploymentTemplate.json'
        : '2018-05-01/subscriptionDeploymentTemplate.json';
  return `https://schema.management.azure.com/schemas/${file}#`;
}

function call(name: string, ...args: readonly string[]): string {
  return `${name}(${args.join(', ')})`;
}

/** The id of a resource, as an expression of a template deployed to `scope`. */
function idExpression(id: string, scope: string): string {
  const { scope: own, base, names } = declaredId(id);
  const words = [typeOf(id), ...names].map(armQuoted);
  if (!sameId(own, scope)) return armQuoted(id);
  if (base !== undefined) return call('extensionResourceId', idExpression(base, scope), ...words);
  if (groupOfScope(own)) return call('resourceId', ...words);
  return subscriptionIdOf(own) === '' ? armQuoted(id) : call('subscriptionResourceId', ...words);
}

/** The id of a module's deployment, which lies in the module's scope. */
function deploymentExpression({ scope, name }: Unit): string {
  const group = groupOfScope(scope);
  const words = [deploymentType, name].map(armQuoted);
  if (group) return call('resourceId', armQuoted(group.subscriptionId), armQuoted(group.name), ...words);
  const subscription = subscriptionIdOf(scope);
  return subscription === ''
    ? armQuoted(`${scope}/providers/${deploymentType}/${name}`)
    : call('subscriptionResourceId', armQuoted(subscription), ...words);
}

class Printer {
  readonly #unit: Unit;
  readonly #layout: Layout;

  constructor(unit: Unit, layout: Layout) {
    this.#unit = unit;
    this.#layout = layout;
  }

  template(): JsonMap {
    const { scope, secrets, inputs, outputs, declarations } = this.#unit;
    const isMain = this.#unit === this.#layout.main;
    const moduleSecrets = isMain ? this.#layout.modules.flatMap((module) => module.secrets) : [];
    const parameters = [
      ...[...secrets, ...moduleSecrets].map(({ name }) => [name, { type: 'securestring' }] as const),
      ...[...inputs.values()].map(({ name }) => [name, { type: 'string' }] as const),
    ];
    return {
      $schema: schemaFor(scope),
      contentVersion: '1.0.0.0',
      ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}),
      resources: [
        ...declarations.map((one) => this.#resource(one)),
        ...(isMain ? this.#layout.modules.map((module) => this.#deployment(module)) : []),
      ],
      ...(outputs.size > 0
        ? {
            outputs: Object.fromEntries(
              [...outputs.values()].map(({ name, of }) => [
                name,
                { type: 'string', value: this.#expression(of) },
              ]),
            ),
          }
        : {}),
    };
  }

  /** A term without the brackets; undefined for plain text. */
  #bare(term: Term): string | undefined {
    switch (term.kind) {
      case 'text':
        return undefined;
      case 'id': {
        const id = idExpression(term.of.id, this.#unit.scope);
        return term.rest === '' ? id : call('format', armQuoted(`{0}${term.rest}`), id);
      }
      case 'principal': {
        const words = [idExpression(term.of.id, this.#unit.scope), armQuoted(term.of.apiVersion)];
        return term.system
          ? `${call('reference', ...words, armQuoted('Full'))}.identity.principalId`
          : `${call('reference', ...words)}.principalId`;
      }
      case 'parameter':
        return call('parameters', armQuoted(term.name));
      case 'output':
        return this.#output(term.module, term.name);
    }
  }

  #output(module: Unit, name: string): string {
    const deployment = call('reference', deploymentExpression(module), armQuoted(deploymentVersion));
    return `${deployment}.outputs.${name}.value`;
  }

  #expression(expression: Expression): string {
    const term = termOf(expression, this.#unit, this.#layout);
    const bare = this.#bare(term);
    return bare === undefined ? armText(term.kind === 'text' ? term.text : '') : `[${bare}]`;
  }

  #value(value: Value): Json {
    if (typeof value === 'string') return armText(value);
    if (typeof value !== 'object') return value;
    if (isExpression(value)) return this.#expression(value);
    if (isList(value)) return value.map((item) => this.#value(item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [armText(key), this.#value(item)]));
  }

  #resource(declaration: PlannedDeclaration): JsonMap {
    const { id, apiVersion, location, tags, identity, properties } = declaration;
    const { base, names } = declaredId(id);
    const needs = this.#needs(declaration);
    return {
      type: typeOf(id),
      apiVersion,
      name: armText(names.join('/')),
      ...(base === undefined ? {} : { scope: `[${idExpression(base, this.#unit.scope)}]` }),
      ...(location === undefined ? {} : { location }),
      ...(tags === undefined ? {} : { tags: this.#value(tags) }),
      ...(identity === undefined
        ? {}
        : {
            identity: {
              type: hostIdentityType(identity),
              ...(identity.userIds.length > 0
                ? {
                    userAssignedIdentities: Object.fromEntries(
                      identity.userIds.map((user) => [this.#expression(new IdOf(user)), {}]),
                    ),
                  }
                : {}),
            },
          }),
      ...(properties === undefined ? {} : { properties: this.#value(properties) }),
      ...(needs.length === 0 ? {} : { dependsOn: needs }),
    };
  }

  /** What must be deployed first. https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency */
  #needs(declaration: PlannedDeclaration): string[] {
    const ids = [...valueReferences(declaration).map(({ id }) => id), ...structuralReferences(declaration)];
    const needs = ids.flatMap((id) => {
      const one = this.#layout.declared.holding(id)?.one;
      if (!one || one === declaration) return [];
      const unit = this.#layout.unitOf(one);
      if (unit === this.#unit) return [`[${idExpression(one.id, unit.scope)}]`];
      return this.#unit === this.#layout.main ? [`[${deploymentExpression(unit)}]`] : [];
    });
    return [...new Set(needs)];
  }

  /** A module as a nested deployment. https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#nested-template */
  #deployment(module: Unit): JsonMap {
    const { scope, name, secrets, inputs, container, after } = module;
    const group = groupOfScope(scope);
    const subscription = subscriptionIdOf(scope);
    const own = container && this.#layout.unitOf(container) === this.#unit ? [container] : [];
    const needs = [
      ...own.map(({ id }) => idExpression(id, this.#unit.scope)),
      ...new Set([...after, ...[...inputs.values()].map(({ from }) => from)].map(deploymentExpression)),
    ];
    const parameters = [
      ...secrets.map((one) => [one.name, { value: `[${call('parameters', armQuoted(one.name))}]` }] as const),
      ...[...inputs.values()].map(
        (one) => [one.name, { value: `[${this.#output(one.from, one.name)}]` }] as const,
      ),
    ];
    return {
      type: deploymentType,
      apiVersion: deploymentVersion,
      name,
      ...(subscription === ''
        ? { scope: `Microsoft.Management/managementGroups/${nameOf(scope)}` }
        : { subscriptionId: subscription }),
      ...(group ? { resourceGroup: group.name } : { location: '[deployment().location]' }),
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}),
        template: new Printer(module, this.#layout).template(),
      },
      ...(needs.length === 0 ? {} : { dependsOn: needs.map((one) => `[${one}]`) }),
    };
  }
}

/** A plan as one ARM template; scopes other than the main one are nested deployments. */
export function armTemplate(
  layout: Layout,
  notes: readonly unknown[] = [],
): Readonly<Record<string, unknown>> {
  const { $schema, contentVersion, ...rest } = new Printer(layout.main, layout).template();
  return {
    $schema,
    contentVersion,
    ...(notes.length > 0 ? { metadata: { notDeclared: notes } } : {}),
    ...rest,
  };
}
