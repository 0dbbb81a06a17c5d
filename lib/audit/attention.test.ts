import { describe, expect, it } from 'vitest';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import { attentionOf } from './attention';
import { findingsOf } from './findings';
import { rules } from './rules';
import { ruleTotals, runRules } from './run';
import { a, prod, rg, uami, vm } from './testing/estate-words';

describe('needs attention', () => {
  const description: EstateDescription = {
    identities: [a, { id: uami('id-b'), principalId: 'pb' }],
    hosts: [{ id: vm('vm-legacy-01'), system: 'ps', user: [uami('id-ghost')] }],
    absent: ['gone'],
    roleAssignments: [
      { principalId: 'pa', role: 'Contributor', scope: prod },
      { principalId: 'pb', role: 'Owner', scope: prod },
      { principalId: 'gone', role: 'Reader', scope: rg },
    ],
  };

  it('puts the worst first and names examples with pages of their own', () => {
    const estate = buildEstate(description);
    const items = attentionOf(runRules(estate), estate);
    expect(items[0]).toMatchObject({
      finding: 'privileged-broad',
      severity: 'critical',
      count: 2,
      title: '2 identities may change a whole subscription or more',
      href: '/identities?finding=privileged-broad',
    });
    expect(items[0]?.examples.map(({ name }) => name)).toEqual(['id-b', 'id-a']);
    expect(items.find(({ finding }) => finding === 'dangling-reference')).toMatchObject({
      title: '1 resource refers to an identity that no longer exists',
      examples: [{ name: 'vm-legacy-01', href: `/vms${vm('vm-legacy-01')}` }],
      href: '/vms?finding=dangling-reference',
    });
    expect(items.find(({ finding }) => finding === 'orphaned-role-assignment')?.examples[0]?.name).toBe(
      'Reader on rg-web',
    );
  });

  it('counts only what is in scope', () => {
    const estate = buildEstate(description);
    expect(
      attentionOf(runRules(estate), estate, (table) => table === 'roleAssignments').map(
        ({ finding }) => finding,
      ),
    ).toEqual(['orphaned-role-assignment']);
  });

  it('tells a row its findings, worst first, as its own severity', () => {
    const estate = buildEstate(description);
    const findings = findingsOf(estate, 'identities', 1);
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['privileged-broad', 'critical'],
      ['unused', 'high'],
    ]);
    expect(findingsOf(estate, 'hosts', 0).map(({ title }) => title)).toEqual([
      'Refers to an identity that no longer exists',
    ]);
  });

  it('says nothing about an empty estate', () => {
    expect(ruleTotals(runRules(buildEstate({})))).toEqual({ ran: rules.length, found: 0, unknown: 0 });
  });
});
