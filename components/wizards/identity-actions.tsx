'use client';

import { PlanButton } from '@/components/plans/plan-button';
import { LinkButton } from '@/components/ui/button';
import { virtualMachineType } from '@/lib/arm/resource-types';
import type { IdentityDetail } from '@/lib/model/identity-detail';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';

const systemSuffix = /\/providers\/Microsoft\.ManagedIdentity\/identities\/default$/i;

/** Deleting an identity cleanly: its role assignments and references first, so that nothing is left of nobody. */
function deletion(identity: IdentityDetail): PlannedStep[] {
  const prefix = `/${virtualMachineType.toLowerCase()}/`;
  const machines = identity.hosts.filter(({ armId }) => armId.toLowerCase().includes(prefix));
  return [
    ...machines.map(({ armId }) => ({
      kind: 'detach-identities',
      stage: 0,
      input: { machineId: armId, identityIds: [identity.armId] },
    })),
    ...identity.roleAssignments
      .filter(({ via }) => via.kind === 'direct')
      .map((roleAssignment) => ({
        kind: 'remove-role',
        stage: 1,
        input: { assignmentId: roleAssignment.armId },
      })),
    { kind: 'delete-identity', stage: 2, input: { identityId: identity.armId } },
  ];
}

/** What can be done with an identity, each as a plan to look at first. */
export function IdentityActions({ identity }: { identity: IdentityDetail }) {
  if (identity.kind === 'missing') return null;
  const holder = identity.armId.replace(systemSuffix, '');
  const access = (
    <LinkButton
      prefetch={false}
      variant="primary"
      href={routes.newRoleAssignment(`?holder=${encodeURIComponent(holder)}&page=access`)}
    >
      Give it access
    </LinkButton>
  );
  if (identity.kind === 'system') return <div className="flex flex-wrap gap-2">{access}</div>;
  return (
    <div className="flex flex-wrap gap-2">
      {access}
      <LinkButton
        prefetch={false}
        href={routes.giveIdentity(`?identity=${encodeURIComponent(identity.armId)}`)}
      >
        Attach to machines
      </LinkButton>
      <PlanButton
        label="Protect from deletion"
        title={`Protect ${identity.name} from deletion`}
        steps={() => [
          {
            kind: 'add-delete-lock',
            stage: 0,
            input: { scope: identity.armId, name: `keep-${identity.name}`.slice(0, 90) },
          },
        ]}
      />
      <PlanButton
        label="Delete…"
        variant="danger"
        title={`Delete ${identity.name}`}
        steps={() => deletion(identity)}
      />
    </div>
  );
}
