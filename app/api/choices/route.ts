import { z } from 'zod';
import { withCallContext } from '@/lib/azure/call-context';
import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { BadRequest, guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

const query = z.object({ kind: z.enum(['groups', 'subnets', 'regions', 'vaults']), subscription: z.guid() });

/** What a form lets people choose from, as Azure answers right now. */
export const GET = guarded(async (request) => {
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) throw new BadRequest('Ask for ?kind=groups|subnets|regions|vaults&subscription=.');
  const { snapshot } = await currentEstate();
  const { kind, subscription } = asked.data;
  const choices = await withCallContext({ signal: request.signal }, () =>
    snapshot.settings.reader.choices(kind, subscription),
  );
  return Response.json({ choices }, { headers: { 'Cache-Control': 'no-store' } });
});
