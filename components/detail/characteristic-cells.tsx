import { Learn } from '@/components/ui/learn';
import type { IdentityDetail } from '@/lib/model/identity-detail';

const rows = [
  ['Creation', 'creation'],
  ['Lifecycle', 'lifecycle'],
  ['Sharing', 'sharing'],
] as const;

/** The rule and this identity's own facts for each row of the characteristics table. */
export function CharacteristicCells({ of }: { of: IdentityDetail['characteristics'] }) {
  return (
    <dl className="grid rounded-md border border-line bg-surface md:grid-cols-3">
      {rows.map(([label, key]) => (
        <div
          key={key}
          className="border-line px-4 py-3 not-first:border-t md:not-first:border-t-0 md:not-first:border-l"
        >
          <dt className="text-sm text-ink-2">
            {label}
            <Learn about={key} />
          </dt>
          <dd>
            <p className="font-semibold text-md">{of[key].rule}</p>
            <p className="text-ink-2">{of[key].fact}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
