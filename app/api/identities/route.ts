import { guarded } from '@/lib/auth/guard';
import { identityDetail } from '@/lib/estate/details/identity-data';
import { detailHandler } from '@/lib/http/detail-route';

/** One identity. `?id=<ARM id>` */
export const GET = guarded(detailHandler(identityDetail));
