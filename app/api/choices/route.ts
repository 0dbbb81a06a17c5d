import { z } from 'zod';
import { isArmId } from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';
import { withCallContext } from '@/lib/azure/call-context';
import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { BadRequest, guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

const kinds = ['groups', 'subnets', 'regions', 'vaults', 'accounts', 'secrets', 'containers'] as const;
/** Where lists inside something are, and of which type that is. */
const parents: Readonly<Record<string, string>> = {
  secrets: 'microsoft.keyvault/vaults',
  containers: 'microsoft.storage/storageaccounts',
};

const query = z
  .object({ kind: z.enum(kinds), subscription: z.guid(), parent: z.string().max(2048).default('') })
  .refine(({ kind, parent }) => {
    const type = parents[kind];
    if (type === undefined) return parent === '';
    return isArmId(parent) && parseScope(parent)?.resourceType === type;
  });

/** What a form lets people choose from, as Azure answers right now. */
export const GET = guarded(async (request) => {
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success)
    throw new BadRequest(
      `Ask for ?kind=${kinds.join('|')}&subscription=, with parent= for secrets and containers.`,
    );
  const { snapshot } = await currentEstate();
  const { kind, subscription, parent } = asked.data;
  const choices = await withCallContext({ signal: request.signal }, () =>
    snapshot.settings.reader.choices(kind, subscription, parent),
  );
  return Response.json({ choices }, { headers: { 'Cache-Control': 'no-store' } });
});
