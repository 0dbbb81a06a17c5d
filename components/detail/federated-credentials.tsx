import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import type { FederatedCredentialDetail } from '@/lib/identities/schema';

/** Azure allows 20 federated credentials on one user-assigned identity. */
const federatedLimit = 20;

/** Workloads outside Azure that may become this identity, with what is risky about each. */
export function FederatedCredentials({ credentials }: { credentials: readonly FederatedCredentialDetail[] }) {
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
              <p className="font-medium">{credential.name}</p>
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
    </Panel>
  );
}
