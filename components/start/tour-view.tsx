import type { Route } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { StepNumber } from '@/components/ui/step-number';
import { resourceGroupScopeOf } from '@/lib/arm/arm-id';
import { flowHref } from '@/lib/flow/flow-href';
import { targetParam } from '@/lib/flow/flow-target';
import {
  type TourFacts,
  type TourStage,
  type TourStageId,
  tourNames,
  tourStages,
} from '@/lib/onboarding/tour';
import { readingRoles } from '@/lib/rbac/reading-roles';
import { routes } from '@/lib/routes';

const actions: Readonly<Record<TourStageId, string>> = {
  create: 'Create virtual machine',
  identity: 'Create user-assigned identity',
  attach: 'Attach identity',
  assign: 'Add role assignment',
  prove: 'Open authentication flow',
  delete: 'Open virtual machine',
  survives: 'Open identity',
};

function query(values: Readonly<Record<string, string>>): string {
  return `?${new URLSearchParams(values)}`;
}

/** Where each stage is done: the portal's own forms and pages, with what the tour chooses filled in. */
function hrefsOf({
  subscriptionId,
  location,
  machineId,
  identityId,
}: TourFacts): Readonly<Record<TourStageId, Route>> {
  const scope = resourceGroupScopeOf(machineId);
  const place = { subscription: subscriptionId, group: tourNames.resourceGroup, location };
  const { guid, name } = readingRoles.arm;
  const access = [{ kind: 'role', scope, roleGuid: guid, roleName: name, condition: '' }];
  return {
    create: routes.newMachine(query({ ...place, name: tourNames.machine, system: 'yes' })),
    identity: routes.newIdentity(query({ ...place, name: tourNames.identity })),
    attach: routes.giveIdentity(query({ vm: machineId, identity: identityId, page: 'which' })),
    assign: routes.newRoleAssignment(
      query({ principal: identityId, access: JSON.stringify(access), page: 'access' }),
    ),
    prove: flowHref(machineId, {
      identity: identityId,
      target: targetParam({ kind: 'arm', scopeId: scope }),
    }),
    delete: routes.host(machineId),
    survives: routes.identity(identityId),
  };
}

const words = { done: 'Done', next: 'Next', later: 'Later' } as const;

function Stage({ stage, href, place }: { stage: TourStage; href: Route; place: number }) {
  const { id, title, text, learned, state } = stage;
  return (
    <li
      aria-current={state === 'next' ? 'step' : undefined}
      className={`flex gap-3 border-line px-4 py-3.5 not-first:border-t ${state === 'next' ? 'bg-accent-soft' : ''}`}
    >
      <span className="pt-0.5">
        <StepNumber value={place + 1} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
          {title}
          <span className={`font-normal text-sm ${state === 'done' ? 'text-ok' : 'text-ink-2'}`}>
            {words[state]}
          </span>
        </h3>
        <p className="max-w-prose text-ink-2">{state === 'done' ? learned : text}</p>
        {state === 'next' && (
          <p className="mt-2.5">
            <LinkButton href={href} variant="primary">
              {actions[id]}
            </LinkButton>
          </p>
        )}
        {state === 'done' && id === 'prove' && (
          <p className="mt-1">
            <EntityAnchor href={href}>Open the authentication flow</EntityAnchor>
          </p>
        )}
      </div>
    </li>
  );
}

/** The stages of the tour, of which one is next. All of it is drawn by the server from what is there now. */
export function TourView({ facts }: { facts: TourFacts }) {
  if (facts.subscriptionId === '')
    return (
      <EmptyState size="page" title="Azure shows you no subscription">
        <p>
          The tour creates a virtual machine. Ask for the Contributor role on a subscription, or on a resource
          group.
        </p>
      </EmptyState>
    );
  const stages = tourStages(facts);
  const hrefs = hrefsOf(facts);
  const done = stages.filter(({ state }) => state === 'done').length;
  return (
    <Panel title="Stages" aside={`${done} of ${stages.length} done`}>
      <ol>
        {stages.map((stage, place) => (
          <Stage key={stage.id} stage={stage} href={hrefs[stage.id]} place={place} />
        ))}
      </ol>
      <p className="border-line border-t px-4 py-2.5 text-ink-2">
        Everything is created in the resource group {tourNames.resourceGroup}. On Azure, a virtual machine
        costs money until it is deleted.
      </p>
    </Panel>
  );
}
