import { nameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { hclText, Symbols } from './code-text';
import { declaredId, groupOfScope, parentOf } from './declared-id';
import { argument, block, type HclEntry, hclBlock, hclKey, hclList, hclObject } from './hcl';
import { hostIdentityType } from './host-identity';
import { isUserAssignedIdentity, knownType, typeOf } from './known-versions';
import { noteTexts } from './notes';
import { Declared, type PlanModel, type PlannedDeclaration, secretsIn, valueReferences } from './plan-model';
import { nameSecrets, snakeCase } from './secret-names';
import {
  type Expression,
  IdOf,
  isExpression,
  isList,
  NameOf,
  PrincipalOf,
  type TerraformResource,
  type Value,
} from './step-code';

/** The provider whose arguments lib/changes/code/testing/azurerm-arguments.json lists. */
const azurermVersion = '~> 4.73';
const azapiVersion = '~> 2.0';
const exportsPrincipal = argument('response_export_values', '["identity.principalId"]');

interface Placed {
  readonly resource: TerraformResource;
  readonly address: string;
}

class Printer {
  readonly #declarations: readonly PlannedDeclaration[];
  readonly #declared: Declared<PlannedDeclaration>;
  readonly #placed = new Map<string, Placed[]>();
  readonly #exact = new Map<string, Placed>();
  readonly #secrets;
  /** Data sources, by the ARM id they read. */
  readonly #data = new Map<string, { readonly address: string; readonly text: string }>();
  readonly #dataSymbols = new Symbols();
  readonly #subscriptions: readonly string[];
  readonly #aliases = new Map<string, string>();

  constructor(declarations: readonly PlannedDeclaration[]) {
    this.#declarations = declarations;
    this.#declared = new Declared(declarations);
    this.#secrets = nameSecrets(secretsIn(declarations), new Symbols());
    const symbols = new Map<string, Symbols>();
    for (const declaration of declarations) {
      const resources = declaration.terraform ?? [azapiForm(declaration)];
      const placed = resources.map((resource) => {
        const ofType = symbols.get(resource.type) ?? new Symbols();
        symbols.set(resource.type, ofType);
        return { resource, address: `${resource.type}.${ofType.take(declaration.symbol)}` };
      });
      this.#placed.set(declaration.id.toLowerCase(), placed);
      for (const one of placed.toReversed()) this.#exact.set(one.resource.id.toLowerCase(), one);
    }
    this.#subscriptions = [
      ...new Set(declarations.map(({ id }) => subscriptionIdOf(id).toLowerCase()).filter((id) => id !== '')),
    ];
    const aliases = new Symbols();
    for (const id of this.#subscriptions.slice(1)) this.#aliases.set(id, aliases.take(`subscription_${id}`));
  }

  text(): string {
    const resources = this.#declarations.flatMap((one) => this.#blocksOf(one));
    const variables = this.#secrets.map(({ name }) =>
      hclBlock(`variable "${snakeCase(name)}"`, [argument('type', 'string'), argument('sensitive', 'true')]),
    );
    const data = [...this.#data.values()].map(({ text }) => text);
    return [...this.#providers(), ...variables, ...data, ...resources].join('\n\n');
  }

  #providers(): string[] {
    const used = new Set(
      [...this.#placed.values()].flat().map(({ resource }) => resource.type.split('_')[0]),
    );
    for (const { address } of this.#data.values()) used.add(address.split(/[._]/)[1]);
    const provider = (source: string, version: string) =>
      hclObject([
        ['source ', hclText(source)],
        ['version', hclText(version)],
      ]);
    const required = [
      ...(used.has('azurerm') ? [argument('azurerm', provider('hashicorp/azurerm', azurermVersion))] : []),
      ...(used.has('azapi') ? [argument('azapi', provider('Azure/azapi', azapiVersion))] : []),
    ];
    const configured = used.has('azurerm')
      ? this.#subscriptions.map((id) => {
          const alias = this.#aliases.get(id);
          return hclBlock('provider "azurerm"', [
            ...(alias === undefined ? [] : [argument('alias', hclText(alias))]),
            argument('subscription_id', hclText(id)),
            block('features', []),
          ]);
        })
      : [];
    return [hclBlock('terraform', [block('required_providers', required)]), ...configured];
  }

  #blocksOf(declaration: PlannedDeclaration): string[] {
    const placed = this.#placed.get(declaration.id.toLowerCase()) ?? [];
    return placed.flatMap(({ resource, address }, index) => {
      const own = index === 0 ? this.#ownEntries(declaration, resource.type) : [];
      const alias = this.#aliases.get(subscriptionIdOf(declaration.id).toLowerCase());
      const entries: HclEntry[] = [
        ...(alias !== undefined && resource.type.startsWith('azurerm_')
          ? [argument('provider', `azurerm.${alias}`)]
          : []),
        ...Object.entries(resource.arguments).map(([name, value]) => argument(name, this.#value(value))),
        ...own.filter((entry) => 'argument' in entry),
        ...Object.entries(resource.blocks ?? {}).flatMap(([name, blocks]) =>
          blocks.map((one) =>
            block(
              name,
              Object.entries(one).map(([key, value]) => argument(key, this.#value(value))),
            ),
          ),
        ),
        ...own.filter((entry) => 'block' in entry),
      ];
      const [type = '', name = ''] = address.split('.');
      const text = hclBlock(`resource "${type}" "${name}"`, entries);
      const isThere = index === 0 && declaration.standing === true && type !== 'azapi_update_resource';
      return isThere
        ? [hclBlock('import', [argument('to', address), argument('id', hclText(resource.id))]), text]
        : [text];
    });
  }

  /** Tags, identity and order, which every resource has in the same way. */
  #ownEntries(declaration: PlannedDeclaration, type: string): HclEntry[] {
    const { tags, identity, properties, after } = declaration;
    const entries: HclEntry[] = [];
    const isUpdate = type === 'azapi_update_resource';
    const users = (identity?.userIds ?? []).map((id) => new IdOf(id));
    if (isUpdate || type === 'azapi_resource') {
      const body: [string, string][] = [];
      if (isUpdate && identity !== undefined) {
        const block: [string, string][] = [['type', hclText(hostIdentityType(identity))]];
        if (users.length > 0) {
          const keys = users.map((id): [string, string] => [this.#keyOf(id), '{}']);
          block.push(['userAssignedIdentities', hclObject(keys)]);
        }
        body.push(['identity', hclObject(block)]);
      }
      if (isUpdate && tags !== undefined) body.push(['tags', this.#value(tags)]);
      if (properties !== undefined) body.push(['properties', this.#value(properties)]);
      entries.push(argument('body', hclObject(body)));
      if (identity?.system) entries.push(exportsPrincipal);
    }
    if (!isUpdate && tags !== undefined && Object.keys(tags).length > 0)
      entries.push(argument('tags', this.#value(tags)));
    const before = after.flatMap((id) => this.#placed.get(id.toLowerCase())?.at(0)?.address ?? []);
    if (before.length > 0) entries.push(argument('depends_on', hclList(before)));
    if (!isUpdate && identity !== undefined && hostIdentityType(identity) !== 'None') {
      entries.push(
        block('identity', [
          argument('type', hclText(hostIdentityType(identity))),
          ...(users.length > 0
            ? [argument('identity_ids', hclList(users.map((id) => this.#expression(id))))]
            : []),
        ]),
      );
    }
    return entries;
  }

  #keyOf(id: IdOf): string {
    const text = this.#expression(id);
    return text.startsWith('"') ? text : `(${text})`;
  }

  #value(value: Value): string {
    if (typeof value === 'string') return hclText(value);
    if (typeof value !== 'object') return String(value);
    if (isExpression(value)) return this.#expression(value);
    if (isList(value)) return hclList(value.map((item) => this.#value(item)));
    return hclObject(Object.entries(value).map(([key, item]) => [hclKey(key), this.#value(item)]));
  }

  #expression(expression: Expression): string {
    const { id } = expression instanceof IdOf || expression instanceof PrincipalOf ? expression : { id: '' };
    if (expression instanceof PrincipalOf) return this.#principal(id);
    if (expression instanceof NameOf) {
      const placed = this.#exact.get(expression.id.toLowerCase());
      return placed ? `${placed.address}.name` : hclText(nameOf(expression.id));
    }
    if (!(expression instanceof IdOf)) {
      const secret = this.#secrets.find(
        ({ owner, secret: name }) => owner === expression.owner && name === expression.name,
      );
      return `var.${snakeCase(secret?.name ?? expression.name)}`;
    }
    const exact = this.#exact.get(id.toLowerCase());
    if (exact) return `${exact.address}.id`;
    const found = this.#declared.holding(id);
    const container = found && this.#placed.get(found.one.id.toLowerCase())?.at(0);
    if (!found || !container) return hclText(id);
    const rest = hclText(found.rest).slice(1, -1);
    return `"\${${container.address}.id}${rest}"`;
  }

  #principal(id: string): string {
    const placed = this.#exact.get(id.toLowerCase());
    if (placed) return `${placed.address}${principalAttribute(placed.resource.type)}`;
    const known = this.#data.get(id.toLowerCase());
    if (known) return `${known.address}${principalAttribute(known.address.split('.')[1] ?? '')}`;
    const type = isUserAssignedIdentity(id)
      ? 'azurerm_user_assigned_identity'
      : declaredId(id).type.toLowerCase() === 'microsoft.compute/virtualmachines'
        ? 'azurerm_virtual_machine'
        : 'azapi_resource';
    const name = this.#dataSymbols.take(nameOf(id));
    const about = knownType(id);
    const alias = this.#aliases.get(subscriptionIdOf(id).toLowerCase());
    const entries =
      type === 'azapi_resource'
        ? [
            argument('type', hclText(`${about?.type}@${about?.version}`)),
            argument('resource_id', hclText(id)),
            exportsPrincipal,
          ]
        : [
            ...(alias === undefined ? [] : [argument('provider', `azurerm.${alias}`)]),
            argument('name', hclText(nameOf(id))),
            argument('resource_group_name', hclText(groupOfScope(declaredId(id).scope)?.name ?? '')),
          ];
    const address = `data.${type}.${name}`;
    this.#data.set(id.toLowerCase(), { address, text: hclBlock(`data "${type}" "${name}"`, entries) });
    return `${address}${principalAttribute(type)}`;
  }
}

/** Where a resource or data source has the principal ID of its identity. */
function principalAttribute(type: string): string {
  if (type === 'azurerm_user_assigned_identity') return '.principal_id';
  return type.startsWith('azapi_') ? '.output.identity.principalId' : '.identity[0].principal_id';
}

/** Any resource in ARM's shape. https://registry.terraform.io/providers/Azure/azapi/latest/docs */
function azapiForm({ id, apiVersion, standing, location }: PlannedDeclaration): TerraformResource {
  const { names, base, scope } = declaredId(id);
  const typed = { type: `${typeOf(id)}@${apiVersion}` };
  if (standing) return { type: 'azapi_update_resource', id, arguments: { ...typed, resource_id: id } };
  return {
    type: 'azapi_resource',
    id,
    arguments: {
      ...typed,
      parent_id: new IdOf(parentOf(id) ?? base ?? scope),
      name: names.at(-1) ?? '',
      ...(location === undefined ? {} : { location }),
    },
  };
}

/** A plan as Terraform, in one file. */
export function terraformText({ declarations, undeclared }: PlanModel): string {
  const declared = new Declared(declarations);
  const unknown = (one: PlannedDeclaration): string[] =>
    valueReferences(one)
      .filter((reference) => reference instanceof PrincipalOf)
      .map(({ id }) => id)
      .filter((id) => !declared.exactly(id) && !knownType(id));
  const printable = declarations.filter((one) => unknown(one).length === 0);
  const lost = declarations
    .filter((one) => unknown(one).length > 0)
    .map((one) => ({
      title: nameOf(one.id),
      why: `An API version of ${unknown(one)
        .map((id) => declaredId(id).type)
        .join(', ')} is not known here.`,
      az: [],
      terraformOnly: true,
    }));
  const notes = noteTexts([...undeclared, ...lost], '#');
  return [...(printable.length > 0 ? [new Printer(printable).text()] : []), ...notes].join('\n\n');
}
