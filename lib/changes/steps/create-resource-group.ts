import { z } from 'zod';
import { az } from '@/lib/arm/az-command';
import { bicepText, hclText, symbol } from '@/lib/changes/code/code-text';
import { defineStep } from './define-step';
import { groupName, location, subscriptionId } from './fields';

const schema = z.strictObject({ subscriptionId, name: groupName, location });
type Input = z.infer<typeof schema>;

const idOf = ({ subscriptionId: id, name }: Input): string => `/subscriptions/${id}/resourceGroups/${name}`;

export const createResourceGroup = defineStep<{ location: string } | null>()({
  kind: 'create-resource-group',
  schema,
  title: ({ name }) => `Create resource group ${name}`,
  detail: ({ location: region }) => region,
  target: idOf,
  creates: (input) => [idOf(input)],
  requires: (input) => [
    { action: 'Microsoft.Resources/subscriptions/resourceGroups/write', scope: idOf(input) },
  ],
  observe: (input, azure) => azure.resourceGroup(idOf(input)),
  isDone: (_input, state) => state !== null,
  run: (input, _state, azure) => azure.putResourceGroup(idOf(input), input.location),
  undo: ({ name }, before) =>
    before !== null
      ? { possible: true, steps: [], note: `${name} was there before.` }
      : { possible: false, why: `Deleting ${name} would delete everything that is in it by then.` },
  code: ({ subscriptionId: id, name, location: region }) => ({
    az: [az('group', 'create', '--subscription', id, '--name', name, '--location', region)],
    bicep: `targetScope = 'subscription'\n\nresource ${symbol(name)} 'Microsoft.Resources/resourceGroups@2024-07-01' = {\n  name: ${bicepText(name)}\n  location: ${bicepText(region)}\n}`,
    arm: null,
    terraform: `resource "azurerm_resource_group" "${symbol(name)}" {\n  name     = ${hclText(name)}\n  location = ${hclText(region)}\n}`,
  }),
});
