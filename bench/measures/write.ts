import { z } from 'zod';
import { clientsOf } from '../../e2e/azure-client.ts';
import { confirmPlan, draftPlan } from '../../e2e/environment/actions.ts';
import type { Portal } from '../../e2e/environment/portal.ts';
import { openEnvironment } from '../bench-environment.ts';
import { atMost, type Figure, plain, round } from '../figure.ts';
import { untilReady } from '../portal-api.ts';

const rounds = 40;
const subscription = 'Contoso Prod';
const operationSchema = z.object({
  state: z.string(),
  steps: z.array(z.object({ startedAt: z.number(), endedAt: z.number() })),
});

function middle(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** Runs one step through the portal; milliseconds from before its write to after it was read back. */
async function throughPortal(portal: Portal, step: unknown): Promise<number> {
  const id = await draftPlan(portal, 'Bench', [step]);
  await confirmPlan(portal, id);
  const events = await portal.fetch(`/api/operations/${id}/events`);
  // The stream ends with the operation.
  await events.text();
  const answer = await portal.fetch(`/api/operations/${id}`);
  const { state, steps: done } = operationSchema.parse(await answer.json());
  const [one] = done;
  if (state !== 'succeeded' || !one) throw new Error(`The operation ended as ${state}.`);
  return one.endedAt - one.startedAt;
}

/** What the portal adds to a write: storing it before and after, and its own way to the SDK. */
export async function* writeCost(): AsyncGenerator<Figure> {
  const environment = await openEnvironment('contoso');
  try {
    const portal = await environment.startPortal();
    await untilReady(portal);
    const { identities } = clientsOf(environment.emulator, subscription);
    const groupId = `/subscriptions/${environment.emulator.subscription(subscription)}/resourceGroups/rg-web`;
    const plainMs: number[] = [];
    const portalMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const at = performance.now();
      await identities.userAssignedIdentities.createOrUpdate('rg-web', `id-plain-${round}`, {
        location: 'westeurope',
      });
      await identities.userAssignedIdentities.get('rg-web', `id-plain-${round}`);
      plainMs.push(performance.now() - at);
    }
    // Apart from each other: after an operation the portal reads the estate again, which would slow down the others.
    for (let round = 0; round < rounds; round += 1) {
      portalMs.push(
        await throughPortal(portal, {
          kind: 'create-identity',
          stage: 0,
          input: { groupId, name: `id-portal-${round}`, location: 'westeurope' },
        }),
      );
    }
    yield plain('a write and its reading back with the SDK alone, p50', `${round(middle(plainMs))} ms`);
    yield atMost('what the portal adds to it, p50', middle(portalMs) - middle(plainMs), 5, 'ms');
  } finally {
    await environment.close();
  }
}
