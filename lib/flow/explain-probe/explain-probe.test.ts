import { describe, expect, it } from 'vitest';
import { prod } from '@/lib/audit/testing/estate-words';
import { buildEstate } from '@/lib/estate/testing/build-estate';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import { noFacts } from './context';
import { explainProbe, probeCases } from './explain-probe';
import { probeFacts } from './probe-facts';
import { callFailures } from './testing/call-failures';
import { attached, call, idA, type Row, record, vaultId } from './testing/probe-words';
import { tokenFailures } from './testing/token-failures';

const rows: readonly Row[] = [...tokenFailures, ...callFailures];

function factsOf({ record: one, estate = {}, target = {} }: Row) {
  const reader = buildEstate({
    hosts: attached.hosts,
    identities: [{ id: idA, principalId: 'pa' }],
    subscriptions: [
      { subscriptionId: prod.slice(15), name: 'Contoso Prod', managementGroup: '', visible: true },
    ],
    vaults: { [vaultId]: true },
    ...estate,
  });
  return probeFacts(reader, standardRoles, one, { network: null, policies: null, ...target });
}

describe('a failed probe', () => {
  it.each(rows.map((row, index) => ({ ...row, name: `${index + 1} ${row.id}` })))('$name', (row) => {
    const found = explainProbe(row.record, factsOf(row));
    expect([found?.id, found?.step]).toEqual([row.id, row.step]);
    if (row.title) expect(found?.title).toMatch(row.title);
    if (row.repair === null) expect(found?.repair).toBeNull();
    else if (row.repair)
      expect(`${found?.repair?.label} ${decodeURIComponent(found?.repair?.href ?? '')}`).toMatch(row.repair);
    // Where one cause is not certain several are listed, and never as if it were.
    expect(Boolean(found?.causes.length)).toBe(row.unsure === true);
    for (const text of [found?.why, found?.whatToDo]) expect(text).toMatch(/[.]$/);
  });

  it('has an example of every failure that is told apart', () => {
    expect([...new Set(rows.map(({ id }) => id))].sort()).toEqual(probeCases.map(({ id }) => id).sort());
  });

  it.each(rows.map((row, index) => ({ ...row, name: `${index + 1} ${row.id}` })))(
    'is explained where nothing but ids is known: $name',
    ({ record: one }) => {
      // Which identity a token is of cannot be told then.
      const other = one.result.call?.status === 200 && one.result.imds.trouble === '';
      expect(explainProbe(one, noFacts) === null).toBe(other);
    },
  );
});

it('is not explained where it succeeded', () => {
  const one = record(call(200));
  expect(explainProbe(one, factsOf({ id: '', step: 7, record: one }))).toBeNull();
});
