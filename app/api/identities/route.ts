import { identityWithActions } from '@/lib/changes/offers/details';
import { detailHandler } from '@/lib/http/detail-route';
import { guarded } from '@/lib/http/guard';

/** One identity. `?id=<ARM id>` */
export const GET = guarded(detailHandler(identityWithActions));
