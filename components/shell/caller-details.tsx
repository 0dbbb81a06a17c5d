import { CopyId } from '@/components/ui/copy-id';
import type { ShellFacts } from '@/lib/model/shell-facts';

/** Whose rights every answer on the screen was read with. */
export function CallerDetails({ caller }: Pick<ShellFacts, 'caller'>) {
  return (
    <>
      <p className="font-semibold">{caller.name}</p>
      <p className="mt-1 mb-3 text-ink-2">
        Everything here is what Azure shows this account. The portal has no rights of its own.
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-3">Object id</dt>
        <dd>
          <CopyId value={caller.objectId} label="object id" maxLength={40} />
        </dd>
        <dt className="text-ink-3">Tenant</dt>
        <dd>{caller.tenantName || 'name not visible'}</dd>
        <dt className="text-ink-3">Tenant id</dt>
        <dd>
          <CopyId value={caller.tenantId} label="tenant id" maxLength={40} />
        </dd>
      </dl>
    </>
  );
}
