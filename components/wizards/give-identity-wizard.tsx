'use client';

import { KindMark } from '@/components/ui/kind-mark';
import { Learn } from '@/components/ui/learn';
import { EntityAnchor } from '@/components/ui/portal-link';
import { nameOf } from '@/lib/arm/arm-id';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Choice } from './fields';
import { useAccessEntry } from './use-access-entry';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useTexts, useWizardPage } from './wizard-state';

function titleOf(machines: readonly string[]): string {
  const [first, ...others] = machines;
  if (first === undefined) return 'Give virtual machines an identity';
  return `Give ${nameOf(first)}${others.length > 0 ? ` and ${others.length} more` : ''} an identity`;
}

/** Give machines their own identity or a shared one, and what it needs access to. */
export function GiveIdentityWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('what');
  const [machines, setMachines] = useIds('vm');
  const [identities, setIdentities] = useIds('identity');
  const { get, set, all } = useTexts(['kind']);
  const entry = useAccessEntry(...useAccess());
  const kind = get('kind') === 'system' ? 'system' : 'user';
  const steps: PlannedStep[] =
    kind === 'system'
      ? [
          ...machines.map((machineId) => makeStep(forms.enableSystemAssigned, { machineId })),
          ...machines.flatMap((machineId) => accessSteps(forms, entry.all, machineId, 1)),
        ]
      : [
          ...machines.map((machineId) =>
            makeStep(forms.attachIdentities, { machineId, identityIds: identities }),
          ),
          ...identities.flatMap((id) => accessSteps(forms, entry.all, id, 1)),
        ];
  return (
    <Wizard
      title={titleOf(machines)}
      subtitle="No changes are made until you confirm."
      back={{ label: 'Virtual machines', href: routes.vms() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title: titleOf(machines),
        steps,
        origin: {
          form: 'give-identity',
          armId: '',
          query: formQuery({
            page,
            texts: all,
            ids: { vm: machines, identity: identities },
            access: entry.all,
          }),
        },
      })}
      pages={[
        {
          id: 'what',
          title: 'Virtual machines',
          missing: machines.length === 0 ? 'Select at least one VM.' : undefined,
          content: (
            <EntityPicker
              label="Virtual machines"
              what="machines"
              chosen={machines}
              onChange={(ids) => void setMachines(ids.length === 0 ? null : ids)}
            />
          ),
        },
        {
          id: 'which',
          title: 'Identity',
          missing: kind === 'user' && identities.length === 0 ? 'Select or create an identity.' : undefined,
          content: (
            <div className="space-y-4">
              <Choice
                label="Identity type"
                value={kind}
                onChange={(value) => set({ kind: value === 'user' ? '' : value })}
                options={[
                  {
                    value: 'system',
                    title: (
                      <>
                        <KindMark kind="system" size="sm" /> System-assigned
                      </>
                    ),
                    text: 'For workloads on one resource. Created and deleted with the VM; can’t be shared.',
                  },
                  {
                    value: 'user',
                    title: (
                      <>
                        <KindMark kind="user" size="sm" /> User-assigned
                      </>
                    ),
                    text: 'For workloads on several resources, that need access before they’re deployed, or whose resources are replaced often.',
                  },
                ]}
              />
              <p className="text-ink-2">
                System-assigned
                <Learn about="system-assigned" /> User-assigned
                <Learn about="user-assigned" /> Sharing
                <Learn about="sharing" />
              </p>
              {kind === 'user' && (
                <>
                  <EntityPicker
                    label="User-assigned identities"
                    what="user-assigned"
                    chosen={identities}
                    onChange={(ids) => void setIdentities(ids.length === 0 ? null : ids)}
                  />
                  <p className="text-ink-2">
                    Need a new one?{' '}
                    <EntityAnchor href={routes.newIdentity(`?vms=${encodeURIComponent(machines.join(','))}`)}>
                      Create an identity
                    </EntityAnchor>{' '}
                    and attach it in one plan.
                  </p>
                </>
              )}
            </div>
          ),
        },
        {
          id: 'access',
          title: 'Role assignments',
          missing: entry.missing,
          content: <AccessFields entry={entry} />,
        },
      ]}
    />
  );
}
