import { Tag } from '@/components/ui/tag';
import type { ImpactRow } from '@/lib/model/step';

const tones: Record<ImpactRow['tone'], string> = {
  neutral: '',
  lost: 'text-critical',
  unknown: 'text-access',
};

const noRows: ReadonlySet<number> = new Set();

/** What a plan changes, before and after. `changed` are indexes of rows that are new since the person last looked. */
export function ImpactTable({
  rows,
  changed = noRows,
}: {
  rows: readonly ImpactRow[];
  changed?: ReadonlySet<number>;
}) {
  if (rows.length === 0) return <p className="px-3.5 py-3 text-ink-2">Nothing that can be seen from here.</p>;
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="text-left text-sm text-ink-2">
          <th scope="col" className="px-3.5 py-1.5 font-normal">
            <span className="sr-only">What</span>
          </th>
          <th scope="col" className="px-2 py-1.5 font-normal">
            before
          </th>
          <th scope="col" className="px-2 py-1.5 pr-3.5 font-normal">
            after
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${row.what} ${row.before} ${row.after}`} className="border-t border-line align-top">
            <th scope="row" className="px-3.5 py-2 text-left font-normal break-words">
              {row.what} {changed.has(index) && <Tag tone="access">Changed</Tag>}
            </th>
            <td className="px-2 py-2 break-words">{row.before}</td>
            <td className="px-2 py-2 pr-3.5 break-words">
              <span className={tones[row.tone]}>{row.after}</span>
              {row.note !== '' && <p className="text-sm text-ink-2">{row.note}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
