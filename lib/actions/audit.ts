import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { appendActivity } from '@/lib/store/activity';
import { currentStore } from '@/lib/store/database';

export interface AuditEntry {
  readonly caller: Pick<Caller, 'tenantId' | 'objectId' | 'name'>;
  /** Name of the server action. */
  readonly action: string;
  readonly outcome: 'succeeded' | 'redirected' | 'invalid' | 'fault' | 'unexpected';
  /** Error code of Azure or the portal; '' for none. */
  readonly code: string;
  readonly correlationId: string;
}

/**
 * Appends who called which action, and what came of it, to the activity log; never what was sent. Rejects when it cannot
 * be stored.
 */
export async function audit({ caller, action, outcome, code, correlationId }: AuditEntry): Promise<void> {
  const store = await currentStore();
  await store.transaction().execute((transaction) =>
    appendActivity(
      transaction,
      {
        tenantId: caller.tenantId,
        objectId: caller.objectId,
        who: caller.name,
        event: `action ${outcome}`,
        operationId: '',
        detail: { action, correlationId, ...(code === '' ? {} : { code }) },
      },
      Date.now(),
    ),
  );
}
