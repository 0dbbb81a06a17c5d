import type { Page } from '@playwright/test';
import { confirmPlan, draftPlan } from '../../e2e/environment/actions.ts';
import type { Portal } from '../../e2e/environment/portal.ts';

export interface RoutePage {
  name: string;
  path: string;
  /** What a person does there that fetches more, in this order. */
  causes: readonly (readonly [string, (page: Page) => Promise<void>])[];
}

const pointer = ['the first touch', (page: Page) => page.mouse.move(400, 400)] as const;
const palette = ['Ctrl+K', (page: Page) => page.keyboard.press('Control+k')] as const;
const scopes = [
  'opening the scopes',
  async (page: Page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Scope/ }).click();
  },
] as const;
const json = [
  'opening the JSON',
  (page: Page) => page.locator('summary', { hasText: 'Show' }).last().click(),
] as const;
const federation = [
  'adding a federated credential',
  (page: Page) => page.getByRole('button', { name: 'Add a federated credential' }).click(),
] as const;
const exporting = [
  'opening Export',
  (page: Page) =>
    page
      .getByRole('button', { name: /^Export/ })
      .first()
      .click(),
] as const;

const frame = [pointer, palette, scopes];

/** The address of one thing of a kind, found in a list. */
async function firstLink(portal: Portal, list: string, wanted: RegExp): Promise<string> {
  const html = await (await portal.fetch(list)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const found = links.find((href) => href.startsWith(`${list.split('?')[0]}/`) && wanted.test(href));
  if (found === undefined) throw new Error(`${list} links to nothing like ${wanted}`);
  return found;
}

/** Every page a person can open, with an example of each kind of thing. `groupId`: where a plan creates an identity. */
export async function findPages(portal: Portal, groupId: string): Promise<RoutePage[]> {
  const identity = await firstLink(portal, '/identities?kind=user', /userAssignedIdentities\/id-/);
  const vm = await firstLink(portal, '/vms', /virtualMachines\//);
  const roleAssignment = await firstLink(portal, '/role-assignments', /roleAssignments\//);
  const plan = (name: string) =>
    draftPlan(portal, `Create ${name}`, [
      { kind: 'create-identity', stage: 0, input: { groupId, name, location: 'westeurope' } },
    ]);
  const operation = await plan('id-done');
  await confirmPlan(portal, operation);
  // The stream ends with the operation.
  await (await portal.fetch(`/api/operations/${operation}/events`)).text();
  return [
    { name: 'overview', path: '/', causes: frame },
    { name: 'identities', path: '/identities', causes: [pointer, exporting, palette, scopes] },
    { name: 'identity', path: identity, causes: [...frame, json, federation] },
    { name: 'virtual machines', path: '/vms', causes: [pointer] },
    { name: 'virtual machine', path: vm, causes: [pointer, json] },
    { name: 'authentication flow', path: vm.replace('/vms/', '/flow/'), causes: [pointer] },
    { name: 'role assignments', path: '/role-assignments', causes: [pointer] },
    { name: 'role assignment', path: roleAssignment, causes: [pointer, json] },
    { name: 'new identity', path: '/identities/new', causes: [pointer] },
    { name: 'new virtual machine', path: '/vms/new', causes: [pointer] },
    { name: 'give identity', path: '/vms/give-identity', causes: [pointer] },
    { name: 'new role assignment', path: '/role-assignments/new', causes: [pointer] },
    { name: 'operations', path: '/operations', causes: [pointer] },
    { name: 'plan', path: `/plans/${await plan('id-planned')}`, causes: [pointer] },
    { name: 'operation', path: `/operations/${operation}`, causes: [pointer] },
  ];
}
