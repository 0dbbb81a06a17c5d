import type { FlowActor, FlowHeadline, FlowStep, IdentityFlow } from '@/lib/model/identity-flow';
import type { FlowInput, StepWords } from './flow-input';
import { metadataStep } from './metadata-step';
import { roleStep } from './role-step';
import { createdStep, principalStep } from './setup-steps';
import { callStep, requestStep, tokenStep } from './token-steps';

type Place = Pick<FlowStep, 'number' | 'part' | 'from' | 'to'> & { says(input: FlowInput): StepWords };

function place(
  number: FlowStep['number'],
  [from, to]: readonly [FlowActor, FlowActor],
  says: (input: FlowInput) => StepWords,
): Place {
  return { number, part: number < 5 ? 'set up once' : 'each time', from, to, says };
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-managed-identities-work-vm */
const places: readonly Place[] = [
  place(1, ['resource-manager', 'resource-manager'], createdStep),
  place(2, ['resource-manager', 'entra'], principalStep),
  place(3, ['resource-manager', 'machine'], metadataStep),
  place(4, ['resource-manager', 'target'], roleStep),
  place(5, ['machine', 'machine'], requestStep),
  place(6, ['entra', 'machine'], tokenStep),
  place(7, ['machine', 'target'], callStep),
];

function headlineOf(steps: readonly FlowStep[], { target, vm, identity }: FlowInput): FlowHeadline {
  const at = target?.probe?.at ?? -1;
  const stop = steps.find(({ state }) => state === 'not-possible');
  if (stop)
    return {
      state: 'stops',
      step: stop.number,
      title: `Stops at step ${stop.number}.`,
      detail: stop.why === '' ? stop.line : stop.why,
      at,
      repair: stop.repair,
    };
  const call = steps.find(({ number }) => number === 7);
  if (call?.state === 'done' && call.certainty === 'proved')
    return {
      state: 'works',
      step: 0,
      title: 'Works.',
      detail: `${vm?.name ?? 'The VM'} got a token as ${identity.name} and used it on ${target?.name ?? 'the target'}.`,
      at,
      repair: null,
    };
  const first = steps.find(({ state }) => state === 'unknown');
  const why = steps.findLast(({ state }) => state === 'unknown')?.why ?? '';
  return { state: 'open', step: first?.number ?? 0, title: 'Not proved yet.', detail: why, at, repair: null };
}

/**
 * The seven steps by which code on a VM gets access without a stored secret, each with its evidence, and how far they
 * get. Nothing that could not be seen counts as done.
 */
export function buildFlow(input: FlowInput): IdentityFlow {
  const steps = places.map(({ says, ...at }): FlowStep => ({ ...at, ...says(input) }));
  return { steps, headline: headlineOf(steps, input) };
}

/** How far a target gets, in two words. */
export function reachText({ state, step }: FlowHeadline): string {
  if (state === 'works') return 'works';
  return state === 'stops' ? `stops at ${step}` : 'not tried';
}
