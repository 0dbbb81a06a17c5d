import { guarded } from '@/lib/auth/guard';
import { roleAssignmentPage } from '@/lib/estate/details/role-assignment-data';
import { detailHandler } from '@/lib/http/detail-route';

/** One role assignment. `?id=<ARM id>` */
export const GET = guarded(detailHandler(roleAssignmentPage));
