'use client';

import { ActionProblem } from '@/components/plans/action-problem';
import { useFormDraft } from '@/components/plans/use-draft';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { accessSteps } from '@/components/wizards/access';
import { EntityPicker } from '@/components/wizards/entity-picker';
import { Choice, TextField } from '@/components/wizards/fields';
import { groupIdOf, groupSteps, PlaceFields, useGroupExists } from '@/components/wizards/place-fields';
import { TargetPicker } from '@/components/wizards/target-picker';
import { useInputErrors } from '@/components/wizards/use-input-errors';
import { useIds, useTexts } from '@/components/wizards/wizard-state';
import { nameOf } from '@/lib/arm/arm-id';
import { useEstate } from '@/lib/browser/queries';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import { isProbeTarget, parseTargetParam, targetParam } from '@/lib/flow/flow-target';
import { needOf } from '@/lib/flow/target-need';
import type { PlannedStep } from '@/lib/model/operation';
import type { ProbeTarget } from '@/lib/model/token-probe';
import type { Kind } from '@/lib/onboarding/recommend';
import { principalsOf, probesOf, type SetUp } from '@/lib/onboarding/set-up-steps';
import { readingRoles } from '@/lib/rbac/reading-roles';
import { NewMachineFields, newMachineInput } from './new-machine-fields';

const names = [
  'target',
  'policies',
  'machine',
  'name',
  'identityName',
  'subscription',
  'group',
  'location',
  'image',
  'key',
] as const;

interface SetUpFormProps {
  forms: FormActions;
  kind: Kind;
  /** What the code must reach, as far as the questions went; null: nothing that can be proved. */
  reach: ProbeTarget['kind'] | null;
}

function probeTargetOf(text: string): ProbeTarget | null {
  const found = parseTargetParam(text);
  return found !== null && isProbeTarget(found) ? found : null;
}

/** What a recommendation still needs, on one page with defaults; it leads to the review of one plan. */
export function SetUpForm({ forms, kind, reach }: SetUpFormProps) {
  const { get, set } = useTexts(names);
  const [machines, setMachines] = useIds('vm');
  const [existing, setExisting] = useIds('identity');
  const { open, pending, failure } = useFormDraft();
  const { data: estate } = useEstate();
  const system = kind === 'system-assigned';
  const [shared = ''] = existing;
  const visible = (estate?.subscriptions ?? []).filter((one) => one.visible);
  const isNew = system && get('machine') !== 'existing' && machines.length === 0;
  const place = {
    subscription: get('subscription') || (visible[0]?.subscriptionId ?? ''),
    group: get('group') || 'rg-app',
    location: get('location') || 'westeurope',
  };
  const groupId = groupIdOf(place);
  const groupExists = useGroupExists(place);
  const makesPlace = isNew || (!system && shared === '');
  const identityName = get('identityName') || 'id-app';
  const target = probeTargetOf(get('target'));
  const newMachine = newMachineInput(groupId, place.location, get);
  const creation: PlannedStep = isNew
    ? makeStep(forms.createMachine, newMachine, 1)
    : makeStep(
        forms.createIdentity,
        {
          groupId,
          name: identityName,
          location: place.location,
          tags: {},
          isolationScope: 'None',
        },
        1,
      );
  const { errors, problem } = useInputErrors(creation, makesPlace && groupId !== '');
  const machineIds = isNew
    ? [`${groupId}/providers/Microsoft.Compute/virtualMachines/${newMachine.name}`]
    : machines;
  const identityId = system
    ? ''
    : shared || `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identityName}`;
  const setUp: SetUp = { machineIds, identityId, target };
  const steps = stepsOf();

  function stepsOf(): PlannedStep[] {
    const access =
      target === null
        ? []
        : get('policies') === 'yes' && target.kind === 'secret'
          ? [{ kind: 'policy' as const, scope: target.vaultId, roleGuid: '', roleName: '', condition: '' }]
          : [
              {
                kind: 'role' as const,
                scope: needOf(target).scope,
                roleGuid: readingRoles[target.kind].guid,
                roleName: readingRoles[target.kind].name,
                condition: '',
              },
            ];
    return [
      ...(makesPlace ? [...groupSteps(forms, place, groupExists), creation] : []),
      ...(system && !isNew
        ? machineIds.map((machineId) => makeStep(forms.enableSystemAssigned, { machineId }, 1))
        : []),
      ...(system
        ? []
        : machineIds.map((machineId) =>
            makeStep(forms.attachIdentities, { machineId, identityIds: [identityId] }, 2),
          )),
      ...principalsOf(setUp).flatMap((id) => accessSteps(forms, access, id, 3)),
      ...probesOf(setUp).map((input) => makeStep(forms.probeToken, input, 4)),
    ];
  }

  const missing =
    (makesPlace ? problem : undefined) ??
    (system && machineIds.length === 0 ? 'Choose a virtual machine.' : undefined) ??
    (reach !== null && target === null ? 'Choose what the code must reach.' : undefined) ??
    (steps.length === 0 ? 'There is nothing to do yet.' : undefined);
  const title = system
    ? `Set up ${machineIds.map(nameOf).slice(0, 3).join(', ')}`
    : `Set up ${nameOf(identityId)}`;
  return (
    <div className="grid gap-4">
      {reach !== null && (
        <Panel title="What the code must reach">
          <div className="p-4">
            <TargetPicker
              kind={reach}
              value={target}
              onChange={(next, { usesPolicies }) =>
                set({ target: targetParam(next), policies: usesPolicies ? 'yes' : '' })
              }
            />
            <p className="mt-2 text-ink-2">
              {get('policies') === 'yes'
                ? 'This vault uses access policies: the plan adds one that can get secrets, of the whole vault.'
                : `The plan assigns ${readingRoles[reach].name}, the smallest role that reads it, on just that.`}
            </p>
          </div>
        </Panel>
      )}
      {kind === 'user-assigned each' && (
        <p className="text-ink-2">
          This plan sets up one identity for one resource. Make it again for each of the others.
        </p>
      )}
      {kind === 'federated credential' ? (
        <p className="text-ink-2">
          The plan creates the identity and assigns its role. Then add the federated credential on the page of
          the identity, with the issuer and subject your code signs in with.
        </p>
      ) : (
        <Panel title={system ? 'Where the code runs' : 'Virtual machines that use it'}>
          <div className="space-y-4 p-4">
            {system && (
              <Choice
                label="Virtual machine"
                value={isNew ? 'new' : 'existing'}
                onChange={(value) => {
                  set({ machine: value });
                  if (value === 'new') void setMachines(null);
                }}
                options={[
                  {
                    value: 'new',
                    title: 'Create one',
                    text: 'With its system-assigned identity, in the same plan.',
                  },
                  {
                    value: 'existing',
                    title: 'Use existing ones',
                    text: 'The plan enables their system-assigned identity.',
                  },
                ]}
              />
            )}
            {isNew ? (
              <NewMachineFields get={get} set={set} errors={errors} />
            ) : (
              <EntityPicker
                label="Virtual machines"
                what="machines"
                chosen={machines}
                onChange={(ids) => void setMachines(ids.length === 0 ? null : ids)}
              />
            )}
          </div>
        </Panel>
      )}
      {makesPlace && (
        <Panel title={isNew ? 'Where it is created' : 'The identity'}>
          <div className="max-w-2xl space-y-4 p-4">
            {!isNew && (
              <TextField
                label="Name"
                value={identityName}
                onChange={(value) => set({ identityName: value })}
                error={errors.name}
                hint="After what it is for, not after who asked: id-orders-reader."
              />
            )}
            <PlaceFields place={place} onChange={set} />
          </div>
        </Panel>
      )}
      {shared !== '' && !system && (
        <p className="text-ink-2">
          The plan attaches {nameOf(shared)}.{' '}
          <Button size="sm" variant="quiet" onClick={() => void setExisting(null)}>
            Create a new identity instead
          </Button>
        </p>
      )}
      {failure !== null && <ActionProblem failure={failure} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabledReason={missing ?? (pending ? 'The plan is being stored.' : undefined)}
          onClick={() => void open(() => ({ title, steps }))}
        >
          Review plan
        </Button>
        <span className="text-ink-2">{missing ?? 'Nothing changes until you confirm the plan.'}</span>
      </div>
    </div>
  );
}
