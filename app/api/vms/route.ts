import { hostWithActions } from '@/lib/changes/offers/details';
import { detailHandler } from '@/lib/http/detail-route';
import { guarded } from '@/lib/http/guard';

/** One virtual machine or other resource with identities. `?id=<ARM id>` */
export const GET = guarded(detailHandler(hostWithActions));
