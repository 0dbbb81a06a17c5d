import { readFileSync } from 'node:fs';
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';
import { isRecord } from './flat-resource';

interface Block {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly attributes: readonly string[];
  readonly blocks: Readonly<Record<string, Block>>;
}
const blockSchema: z.ZodType<Block> = z.object({
  required: z.array(z.string()),
  optional: z.array(z.string()),
  attributes: z.array(z.string()),
  blocks: z.record(
    z.string(),
    z.lazy(() => blockSchema),
  ),
});
const listSchema = z.object({
  resources: z.record(z.string(), blockSchema),
  data: z.record(z.string(), blockSchema),
});

/** Made by scripts/terraform-arguments.ts. */
const azurerm = listSchema.parse(
  JSON.parse(readFileSync(new URL('azurerm-arguments.json', import.meta.url), 'utf8')),
);

/** https://registry.terraform.io/providers/Azure/azapi/2.0.1/docs: its bindings are in no package of npm. */
const azapi: Readonly<Record<string, Block>> = {
  azapi_resource: {
    required: ['type'],
    optional: [
      'name',
      'parent_id',
      'resource_id',
      'location',
      'body',
      'tags',
      'identity',
      'response_export_values',
    ],
    attributes: ['id', 'name', 'output'],
    blocks: {
      identity: { required: ['type'], optional: ['identity_ids'], attributes: ['principal_id'], blocks: {} },
    },
  },
  azapi_update_resource: {
    required: ['type'],
    optional: ['resource_id', 'name', 'parent_id', 'body', 'response_export_values'],
    attributes: ['id', 'output'],
    blocks: {},
  },
};

/** Arguments of every resource and data source, whatever it is. */
const meta = ['depends_on', 'provider'];

function schemaOf(type: string, isData: boolean): Block | undefined {
  return azapi[type] ?? (isData ? azurerm.data : azurerm.resources)[type];
}

/** Bodies under a label: hcl2json gives a list of them. */
function bodiesOf(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function faultsOf(where: string, body: Record<string, unknown>, schema: Block): string[] {
  const known = [...schema.required, ...schema.optional];
  return [
    ...schema.required.filter((name) => body[name] === undefined).map((name) => `${where} lacks ${name}`),
    ...Object.keys(body)
      .filter((name) => !known.includes(name) && !meta.includes(name))
      .map((name) => `${where} has the unknown ${name}`),
    ...Object.entries(schema.blocks).flatMap(([name, inner]) =>
      body[name] === undefined
        ? []
        : bodiesOf(body[name]).flatMap((one) => faultsOf(`${where}.${name}`, one, inner)),
    ),
  ];
}

/** What stands in `${…}`; `$${` is a dollar sign. */
function referencesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, inner = '']) =>
      inner.replace(/^\(|\)$/g, '').trim(),
    );
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, inner]) => [...referencesIn(key), ...referencesIn(inner)])
    : [];
}

export interface ParsedTerraform {
  /** By address, e.g. azurerm_resource_group.rg_app, data.azurerm_user_assigned_identity.id_app. */
  readonly bodies: ReadonlyMap<string, Record<string, unknown>>;
  /** Everything a plan of Terraform would refuse, as far as the provider's schema tells. */
  readonly faults: readonly string[];
}

/** Parses a configuration and holds it against the provider's schema. Throws for what is not HCL. */
export async function checkTerraform(text: string): Promise<ParsedTerraform> {
  const parsed: unknown = await parse('main.tf', text);
  if (!isRecord(parsed)) return { bodies: new Map(), faults: ['Not a configuration.'] };
  const bodies = new Map<string, Record<string, unknown>>();
  const faults: string[] = [];
  for (const [kind, prefix] of [
    ['resource', ''],
    ['data', 'data.'],
  ] as const) {
    for (const [type, named] of Object.entries(isRecord(parsed[kind]) ? parsed[kind] : {})) {
      const schema = schemaOf(type, kind === 'data');
      for (const [name, value] of Object.entries(isRecord(named) ? named : {})) {
        const all = bodiesOf(value);
        const address = `${prefix}${type}.${name}`;
        if (all.length !== 1) faults.push(`${address} is declared ${all.length} times`);
        const [body = {}] = all;
        bodies.set(address, body);
        faults.push(...(schema ? faultsOf(address, body, schema) : [`${type} is not known`]));
      }
    }
  }
  const variables = isRecord(parsed.variable) ? parsed.variable : {};
  const aliases = bodiesOf(isRecord(parsed.provider) ? parsed.provider.azurerm : []).map(
    ({ alias }) => alias,
  );
  const resolves = (reference: string): boolean => {
    const parts = reference.replace(/\[\d+\]/g, '').split('.');
    if (parts[0] === 'var') return variables[parts[1] ?? ''] !== undefined;
    if (parts[0] === 'azurerm') return aliases.includes(parts[1]);
    const isData = parts[0] === 'data';
    const [type = '', name = '', attribute, inner] = isData ? parts.slice(1) : parts;
    if (!bodies.has(`${isData ? 'data.' : ''}${type}.${name}`)) return false;
    const schema = schemaOf(type, isData);
    if (attribute === undefined) return true;
    const block = schema?.blocks[attribute];
    const known = schema?.attributes.includes(attribute) ?? false;
    return known && (block === undefined || inner === undefined || block.attributes.includes(inner));
  };
  const used = [...bodies, ...bodiesOf(parsed.import).map((one) => ['import', one] as const)].flatMap(
    ([address, body]) => referencesIn(body).map((reference) => ({ address, reference })),
  );
  faults.push(
    ...used
      .filter(({ reference }) => !resolves(reference))
      .map(({ address, reference }) => `${address} refers to ${reference}, which is nowhere`),
  );
  return { bodies, faults };
}
