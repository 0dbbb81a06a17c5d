'use client';

import { PlanButton } from '@/components/plans/plan-button';
import { LinkButton } from '@/components/ui/button';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import type { HostDetail, HostIdentity } from '@/lib/model/host-detail';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';

const one = (kind: string, input: Record<string, unknown>): PlannedStep[] => [{ kind, input, stage: 0 }];

export function isMachine({ type }: { type: string }): boolean {
  return isVirtualMachine(type);
}

/** What can be done to a virtual machine, each as a plan to look at first. */
export function HostActions({ host }: { host: HostDetail }) {
  if (!isMachine(host)) return null;
  const machineId = host.armId;
  const hasSystem = host.identities.some(({ kind }) => kind === 'system');
  const running = host.power === 'running';
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton
        prefetch={false}
        variant="primary"
        href={routes.giveIdentity(`?vm=${encodeURIComponent(machineId)}&page=which`)}
      >
        Give it an identity
      </LinkButton>
      {hasSystem ? (
        <PlanButton
          label="Disable system-assigned"
          title={`Disable the system-assigned identity of ${host.name}`}
          steps={() => one('disable-system-assigned', { machineId })}
        />
      ) : (
        <PlanButton
          label="Enable system-assigned"
          title={`Enable the system-assigned identity of ${host.name}`}
          steps={() => one('enable-system-assigned', { machineId })}
        />
      )}
      <PlanButton
        label={running ? 'Stop and deallocate' : 'Start'}
        title={`${running ? 'Stop' : 'Start'} ${host.name}`}
        steps={() => one(running ? 'deallocate-machine' : 'start-machine', { machineId })}
      />
      <PlanButton
        label="Delete…"
        variant="danger"
        title={`Delete ${host.name}`}
        steps={() => one('delete-machine', { machineId })}
      />
    </div>
  );
}

/** Takes one user-assigned identity off a machine; also one that does not exist any more. */
export function DetachButton({ host, identity }: { host: HostDetail; identity: HostIdentity }) {
  if (!isMachine(host) || identity.kind === 'system') return null;
  return (
    <PlanButton
      size="sm"
      variant="quiet"
      label={identity.kind === 'missing' ? 'Remove reference' : 'Detach'}
      title={`Detach ${identity.name} from ${host.name}`}
      steps={() => one('detach-identities', { machineId: host.armId, identityIds: [identity.armId] })}
    />
  );
}
