import type { FlowPage } from '@/lib/changes/offers/flow-page';
import type { FlowActor } from '@/lib/model/identity-flow';

export interface ActorWords {
  readonly name: string;
  readonly what: string;
}

/** The four who take part, in the order of their lanes. */
export const actors: readonly FlowActor[] = ['resource-manager', 'entra', 'machine', 'target'];

export function actorWords(flow: FlowPage): Readonly<Record<FlowActor, ActorWords>> {
  return {
    'resource-manager': { name: 'Azure Resource Manager', what: 'Control plane' },
    entra: {
      name: 'Microsoft Entra ID',
      what: flow.tenantName === '' ? 'Tenant name unavailable' : `Tenant ${flow.tenantName}`,
    },
    machine: flow.vm
      ? { name: flow.vm.name, what: 'With its metadata service' }
      : { name: 'No VM', what: 'Not attached to any VM' },
    target: flow.target
      ? { name: flow.target.name, what: flow.target.what }
      : { name: 'Target', what: 'None chosen' },
  };
}

const shapes: Readonly<Record<FlowActor, string>> = {
  'resource-manager': 'M2.5 11.5a2.7 2.7 0 0 1 .6-5.3 4.3 4.3 0 0 1 8.3-.6 3 3 0 0 1 .6 5.900z',
  entra: 'M8 2 14 9l-6 4-6-4zM8 2v11',
  machine: 'M2 3h12v8H2zM5.5 14h5M8 11v3',
  target: 'M2.5 4.5h11V12a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.500 4.500l1.300-2h8.400l1.300 2M6 7.500h4',
};

export function ActorIcon({ actor, className = '' }: { actor: FlowActor; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={12}
      height={12}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={shapes[actor]} />
    </svg>
  );
}
