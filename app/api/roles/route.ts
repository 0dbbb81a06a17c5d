import { z } from 'zod';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { BadRequest, guarded } from '@/lib/http/guard';
import { findRoles } from '@/lib/rbac/find-roles';

export const dynamic = 'force-dynamic';

const query = z.object({
  text: z.string().max(300).default(''),
  /** An action or data action the role must allow, e.g. one that a code sample failed with. */
  action: z.string().max(300).default(''),
});

/** Roles by words or by what they must allow, the smallest first. */
export const GET = guarded(async (request) => {
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) throw new BadRequest('Ask for ?text= or ?action=.');
  const { snapshot } = await readyEstate(request.signal);
  const roles = findRoles(snapshot.records.roles.values(), asked.data);
  return Response.json({ roles }, { headers: { 'Cache-Control': 'no-store' } });
});
