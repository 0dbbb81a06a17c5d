import 'server-only';
import { z } from 'zod';
import { azCommand } from '@/lib/changes/code/step-code';
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
  code: (input) => {
    const { subscriptionId: subscription, name, location: region } = input;
    const id = idOf(input);
    return {
      az: [
        azCommand('group', 'create', '--subscription', subscription, '--name', name, '--location', region),
      ],
      declares: [
        {
          id,
          apiVersion: '2024-07-01',
          symbol: name,
          location: region,
          terraform: [{ type: 'azurerm_resource_group', id, arguments: { name, location: region } }],
        },
      ],
    };
  },
});
