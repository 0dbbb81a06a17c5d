import type { Clock } from '../core/contract/clock.ts';
import type { Seeded } from '../core/contract/seeded.ts';
import { World } from '../core/contract/world.ts';
import { providers } from '../providers/registry.ts';
import { seedContoso } from './contoso/contoso.ts';
import { seedEmpty } from './empty.ts';
import { Random } from './estate/random.ts';
import { seedScale } from './scale.ts';

export interface ScenarioOptions {
  /** `contoso`, `empty` or `scale:N` with N virtual machines. */
  scenario: string;
  /** The same scenario and seed give the same ids, names and passwords. */
  seed: number;
}

const maxScaleVms = 100_000;

type Scenario = { name: 'contoso' } | { name: 'empty' } | { name: 'scale'; vmCount: number };

function parse(scenario: string): Scenario {
  if (scenario === 'contoso' || scenario === 'empty') return { name: scenario };
  const vmCount = /^scale:(\d{1,6})$/.exec(scenario)?.[1];
  if (vmCount !== undefined && Number(vmCount) >= 1 && Number(vmCount) <= maxScaleVms) {
    return { name: 'scale', vmCount: Number(vmCount) };
  }
  throw new Error(
    `Unknown scenario '${scenario}': use contoso, empty or scale:N with N from 1 to ${maxScaleVms} virtual machines.`,
  );
}

/** An empty world whose tenant id depends only on scenario and seed. Throws on an unknown scenario. */
export function createWorld(options: ScenarioOptions): World {
  const scenario = parse(options.scenario);
  const tenantId = new Random(`tenant of ${options.scenario}`, options.seed).guid();
  const displayName = scenario.name === 'scale' ? 'Contoso Global' : 'Contoso';
  return new World(tenantId, { displayName, domain: 'contoso.example' }, providers);
}

/**
 * Fills an empty world with a scenario; what lies in the past is dated relative to the clock.
 * Returns everybody who can sign in, secrets included. Throws on an unknown scenario.
 */
export function seed(world: World, clock: Clock, options: ScenarioOptions): Seeded {
  const scenario = parse(options.scenario);
  const random = new Random(options.scenario, options.seed);
  switch (scenario.name) {
    case 'contoso':
      return seedContoso(world, clock.now(), random);
    case 'empty':
      return seedEmpty(world, clock.now(), random);
    case 'scale':
      return seedScale(world, clock.now(), random, scenario.vmCount);
  }
}
