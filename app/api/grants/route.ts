import { guarded } from '@/lib/auth/guard';
import { grantPage } from '@/lib/grants/data';
import { detailHandler } from '@/lib/identities/detail-route';

/** One role assignment. `?id=<ARM id>` */
export const GET = guarded(detailHandler(grantPage));
