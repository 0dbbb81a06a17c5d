import { hostDetail } from '@/lib/estate/details/host-data';
import { detailHandler } from '@/lib/http/detail-route';
import { guarded } from '@/lib/http/guard';

/** One virtual machine or other resource with identities. `?id=<ARM id>` */
export const GET = guarded(detailHandler(hostDetail));
