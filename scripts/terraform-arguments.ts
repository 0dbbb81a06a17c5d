import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes lib/changes/code/testing/azurerm-arguments.json: what Terraform's azurerm provider takes and answers for the
 * resources that plans are printed with. Source: the bindings that CDK Terrain generates from the provider's schema,
 * installed for the time of the run only. Run it again with a newer version: `node scripts/terraform-arguments.ts`.
 */
const source = '@cdktn/provider-azurerm@16.1.0';

const resources = [
  'azurerm_federated_identity_credential',
  'azurerm_key_vault_access_policy',
  'azurerm_linux_virtual_machine',
  'azurerm_management_lock',
  'azurerm_network_interface',
  'azurerm_network_security_group',
  'azurerm_resource_group',
  'azurerm_role_assignment',
  'azurerm_subnet',
  'azurerm_subnet_network_security_group_association',
  'azurerm_user_assigned_identity',
  'azurerm_virtual_network',
  'azurerm_windows_virtual_machine',
];
const data = ['azurerm_user_assigned_identity', 'azurerm_virtual_machine'];

interface Block {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** What it answers, arguments included. */
  readonly attributes: readonly string[];
  readonly blocks: Readonly<Record<string, Block>>;
}

/** `interface Name { … readonly argument?: Type; }` of the bindings' declarations, by interface. */
function interfacesIn(declarations: string) {
  const found = new Map<string, { name: string; optional: boolean; type: string }[]>();
  for (const [, name = '', body = ''] of declarations.matchAll(
    /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm,
  )) {
    const argument = /#(\w+) \w+#\w+\}(?:(?!\*\/)[\s\S])*\*\/\s*readonly \w+(\?)?: ([^;]+);/g;
    found.set(
      name,
      [...body.matchAll(argument)].map(([, snake = '', optional, type = '']) => ({
        name: snake,
        optional: optional !== undefined,
        type,
      })),
    );
  }
  return found;
}

/** Names that a class of the bindings reads from the provider, by class. */
function attributesIn(code: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const part of code.split(/^class /m).slice(1)) {
    const name = /^\w+/.exec(part)?.[0] ?? '';
    const attributes = [...part.matchAll(/this,? ?"(\w+)"|Attribute\('(\w+)'\)/g)].map(
      ([, object, simple]) => object ?? simple ?? '',
    );
    found.set(name, [...new Set(attributes)].sort());
  }
  return found;
}

function readBlock(
  name: string,
  interfaces: ReturnType<typeof interfacesIn>,
  attributes: ReadonlyMap<string, readonly string[]>,
): Block {
  const own = interfaces.get(name) ?? [];
  const nested = own.flatMap((argument) => {
    const type = [...interfaces.keys()].find((one) => new RegExp(`\\b${one}\\b`).test(argument.type));
    return type === undefined || argument.name === 'timeouts' ? [] : [[argument.name, type] as const];
  });
  const names = (optional: boolean) =>
    own
      .filter((one) => one.optional === optional && one.name !== 'timeouts' && one.name !== 'id')
      .map((one) => one.name)
      .sort();
  const ofClass = attributes.get(`${name}OutputReference`) ?? attributes.get(name.replace(/Config$/, ''));
  return {
    required: names(false),
    optional: names(true),
    attributes: ofClass ?? [],
    blocks: Object.fromEntries(nested.map(([key, type]) => [key, readBlock(type, interfaces, attributes)])),
  };
}

function readType(folder: string, type: string, isData: boolean): Block {
  const name = isData ? `data_${type}` : type.replace('azurerm_', '');
  const place = path.join(folder, name.replaceAll('_', '-'));
  const interfaces = interfacesIn(readFileSync(path.join(place, 'index.d.ts'), 'utf8'));
  const config = [...interfaces.keys()].find((one) => one.endsWith('Config'));
  if (config === undefined) throw new Error(`${place} has no configuration.`);
  return readBlock(config, interfaces, attributesIn(readFileSync(path.join(place, 'index.js'), 'utf8')));
}

const temporary = mkdtempSync(path.join(tmpdir(), 'terraform-arguments-'));
try {
  execFileSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', '--prefix', temporary, source],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const folder = path.join(temporary, 'node_modules/@cdktn/provider-azurerm/lib');
  const sample = readFileSync(path.join(folder, 'resource-group/index.d.ts'), 'utf8');
  const written = {
    from: `${source}, made from hashicorp/azurerm ${/azurerm\/([\d.]+)\/docs/.exec(sample)?.[1]}`,
    resources: Object.fromEntries(resources.map((type) => [type, readType(folder, type, false)])),
    data: Object.fromEntries(data.map((type) => [type, readType(folder, type, true)])),
  };
  const target = fileURLToPath(
    new URL('../lib/changes/code/testing/azurerm-arguments.json', import.meta.url),
  );
  writeFileSync(target, `${JSON.stringify(written, null, 2)}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
