import { signingKey } from '../providers/entra/signing-key.ts';
import { Tokens } from '../providers/entra/tokens.ts';
import { createWorld, seed } from '../scenarios/index.ts';
import { Arm, type ArmParts } from './arm.ts';
import { Clock } from './contract/clock.ts';
import type { HttpReply } from './contract/http.ts';
import type { Provider } from './contract/provider.ts';
import type { World } from './contract/world.ts';
import { Network } from './network.ts';
import { Operations } from './operations.ts';
import { Pages } from './paging.ts';
import { Throttle } from './throttle.ts';
import { Traffic } from './traffic.ts';

/** The value, which a test's set-up guarantees. */
export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The test expects a value here.');
  return value;
}

/** Azure Resource Manager alone, without a network, with providers made for the test. */
export interface ArmHarness {
  readonly world: World;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly operations: Operations;
  readonly subscriptionId: string;
  /** Sends a request with a valid token of the scenario's application, unless `headers` say otherwise. */
  send(
    method: string,
    path: string,
    more?: { headers?: Record<string, string>; text?: string },
  ): Promise<HttpReply>;
}

export async function armHarness(
  providers: readonly Provider[],
  evaluator: ArmParts['evaluator'] = { may: () => true },
): Promise<ArmHarness> {
  const clock = new Clock();
  const world = createWorld({ scenario: 'empty', seed: 1 });
  const seeded = seed(world, clock, { scenario: 'empty', seed: 1 });
  for (const subscription of world.subscriptions.values()) {
    const registeredProviders = providers.map(({ namespace }) => namespace);
    world.subscriptions.put({ ...subscription, registeredProviders });
  }
  const tokens = new Tokens(world, clock, await signingKey());
  const operations = new Operations(clock, () => {});
  const application = world.principals.get(required(seeded.servicePrincipals[0]).objectId);
  if (application?.kind !== 'ServicePrincipal') throw new Error('The scenario has no application.');
  const { token } = await tokens.issue(application, 'https://management.azure.com', {
    clientId: application.appId,
  });
  const arm = new Arm(providers, {
    world,
    clock,
    verifier: tokens,
    evaluator,
    operations,
    pages: new Pages(),
    throttle: new Throttle(clock, providers),
    traffic: new Traffic(undefined),
    network: new Network(),
  });
  return {
    world,
    clock,
    tokens,
    operations,
    subscriptionId: required([...world.subscriptions.values()][0]).subscriptionId,
    send(method, url, { headers = {}, text = '' } = {}) {
      const { pathname, search } = new URL(url, 'https://localhost');
      return arm.handle({
        method,
        path: pathname,
        query: new URLSearchParams(search),
        headers: new Headers({
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...headers,
        }),
        origin: 'https://localhost',
        text: async () => text,
        bytes: async () => Buffer.from(text),
      });
    },
  };
}
