import 'server-only';
import { nameOf, sameId } from '@/lib/arm/arm-id';
import { asResult } from '@/lib/arm/azure-error';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { readyEstate, refreshedEstate } from '@/lib/estate/snapshot/snapshots';
import { noFacts } from '@/lib/flow/explain-probe/context';
import { explainProbe } from '@/lib/flow/explain-probe/explain-probe';
import { noTargetFacts, probeFacts, type TargetFacts } from '@/lib/flow/explain-probe/probe-facts';
import { targetText } from '@/lib/flow/target-need';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import type { ProbeRecord, ShownProbe } from '@/lib/model/token-probe';
import { routes } from '@/lib/routes';

/** An answer does not wait longer for the estate: what it does not know is then said to be unknown. */
const estateMs = 10_000;

interface Known {
  readonly view: EstateReader;
  readonly roles: readonly RoleRow[];
}

/** The estate as of a time after `at`, where it can be had; null when there is none yet. */
async function estateSince(at: number): Promise<Known | null> {
  const signal = AbortSignal.timeout(estateMs);
  try {
    const ready = await readyEstate(signal);
    const { snapshot } = ready.snapshot.view.asOf >= at ? ready : await refreshedEstate(signal);
    return { view: snapshot.view, roles: [...snapshot.records.roles.values()] };
  } catch {
    // Without an estate fewer causes can be told apart, and that is said.
    return null;
  }
}

/** What Azure says of a target that refused. What the person may not read there stays unknown. */
export async function targetFactsOf(
  azure: AzureWriter,
  { target, result }: ProbeRecord,
): Promise<TargetFacts> {
  if (target.kind === 'arm' || result.call?.status !== 403) return noTargetFacts;
  if (target.kind === 'container') {
    const account = await asResult(() => azure.blobEndpoint(target.accountId));
    return { network: account.ok ? account.value : null, policies: null };
  }
  const vault = await asResult(() => azure.vault(target.vaultId));
  const policies = vault.ok && vault.value ? vault.value.policies : null;
  return {
    network: null,
    policies: policies && new Map(policies.map(({ objectId, secrets }) => [objectId.toLowerCase(), secrets])),
  };
}

/** Whose a token is, by name, with the rights of whoever looks. */
function holderOf(
  estate: EstateReader | undefined,
  { machineId, result }: ProbeRecord,
): ShownProbe['holder'] {
  const { oid = '', xms_mirid: resource = '' } = result.claims ?? {};
  const row = oid === '' ? undefined : estate?.identityRowOfPrincipal(oid);
  if (estate !== undefined && row !== undefined) {
    const id = estate.identityId(row);
    const isSystem = estate.identities.text('kind', row) === 'system';
    const name = estate.identities.text('name', row);
    return { name: isSystem ? `the system-assigned identity of ${name}` : name, href: routes.identity(id) };
  }
  if (resource === '') return { name: '', href: '' };
  return {
    name: sameId(resource, machineId)
      ? `the system-assigned identity of ${nameOf(resource)}`
      : nameOf(resource),
    href: '',
  };
}

/** What probes of an operation found, in words for whoever began it. */
export async function shownProbes(
  records: readonly ProbeRecord[],
  azure: AzureWriter,
): Promise<readonly ShownProbe[]> {
  if (records.length === 0) return [];
  const known = await estateSince(Math.max(...records.map(({ at }) => at)));
  return Promise.all(
    records.map(async (record) => {
      const facts = known
        ? probeFacts(known.view, known.roles, record, await targetFactsOf(azure, record))
        : noFacts;
      return {
        record,
        holder: holderOf(known?.view, record),
        target: targetText(record.target, facts.scopeName),
        explanation: explainProbe(record, facts),
      };
    }),
  );
}
