import 'server-only';
import { withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import type { AzureReader } from '@/lib/model/azure-reader';
import type { FederatedRow } from '@/lib/model/estate-reader';
import type { VisibilityGap } from '@/lib/model/summary';

/** A page waits no longer than this for what is beside its main facts. */
const timeoutMs = 5_000;

/** An answer, or the gap it leaves. Never rejects. */
export type Live<Value> = { value: Value; gap: null } | { value: null; gap: VisibilityGap };

/** Client id of the host's system-assigned identity, asked of Azure now, as long as whoever wants it waits. */
export function readClientId(
  reader: AzureReader,
  hostId: string,
  signal: AbortSignal,
): Promise<Live<string>> {
  return withTimeout(
    signal,
    () => reader.systemAssignedClientId(hostId),
    (error) => ({
      id: 'client-id',
      title: 'The client id of the system-assigned identity could not be read',
      consequence: 'Code does not need it: IMDS gives this identity to code that names none.',
      remedy: 'Reader on the resource',
      fault: toFault(error, 'Read the system-assigned identity'),
    }),
  );
}

/** Federated credentials of a user-assigned identity, asked of Azure now: the estate reads them one by one, in turn. */
export function readFederated(
  reader: AzureReader,
  identityId: string,
  signal: AbortSignal,
): Promise<Live<FederatedRow[]>> {
  return withTimeout(
    signal,
    async () => {
      const rows: FederatedRow[] = [];
      for await (const page of reader.federatedCredentials(identityId)) rows.push(...page);
      return rows;
    },
    (error) => ({
      id: 'federated-here',
      title: 'The federated credentials could not be read just now',
      consequence:
        'Whether workloads outside Azure can become this identity is as of the last look, or unknown.',
      remedy: 'Managed Identity Operator or Reader on the identity',
      fault: toFault(error, 'List federated credentials'),
    }),
  );
}

async function withTimeout<Value>(
  signal: AbortSignal,
  read: () => Promise<Value>,
  gapOf: (error: unknown) => VisibilityGap,
): Promise<Live<Value>> {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    return { value: await withCallContext({ signal: either }, read), gap: null };
  } catch (error) {
    return { value: null, gap: gapOf(error) };
  }
}
