import { PartActionsIsland } from '@/components/detail/action-islands';
import { AddFederation } from '@/components/detail/add-federation';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { formActions } from '@/lib/changes/offers/form-actions';
import type { WithActions } from '@/lib/model/actions';
import type { IdentityDetail } from '@/lib/model/identity-detail';

/** Azure allows 20 federated credentials on one user-assigned identity. */
const federatedLimit = 20;

/** Workloads outside Azure that may become this identity, with what is risky about each. */
export function FederatedCredentials({ identity }: { identity: WithActions<IdentityDetail> }) {
  const { federated: credentials, armId, name } = identity;
  return (
    <Panel title="Federated credentials" aside={`${credentials.length} of ${federatedLimit}`}>
      {credentials.length === 0 ? (
        <EmptyState title="None">
          No workload outside Azure can become this identity by federation.
        </EmptyState>
      ) : (
        <ul>
          {credentials.map((credential) => (
            <li key={credential.name} className="border-line px-4 py-2 not-first:border-t">
              <p className="flex items-center gap-2 font-medium">
                {credential.name} <PartActionsIsland offers={identity.partActions[credential.name]} />
              </p>
              <p className="break-all font-mono text-sm text-ink-2">
                {credential.issuer} · {credential.subject} · {credential.audiences.join(', ')}
              </p>
              {credential.risks.map((risk) => (
                <p key={risk} className="text-critical">
                  {risk}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <div className="border-line border-t px-4 py-3">
        <AddFederation action={formActions.addFederatedCredential} identityId={armId} identityName={name} />
      </div>
    </Panel>
  );
}
