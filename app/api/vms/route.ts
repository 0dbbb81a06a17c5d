import { guarded } from '@/lib/auth/guard';
import { detailHandler } from '@/lib/identities/detail-route';
import { hostDetail } from '@/lib/vms/data';

/** One virtual machine or other resource with identities. `?id=<ARM id>` */
export const GET = guarded(detailHandler(hostDetail));
