import { guarded } from '@/lib/auth/guard';
import { identityDetail } from '@/lib/identities/data';
import { detailHandler } from '@/lib/identities/detail-route';

/** One identity. `?id=<ARM id>` */
export const GET = guarded(detailHandler(identityDetail));
