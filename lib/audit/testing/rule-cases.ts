import { expect } from 'vitest';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import type { FindingId } from '@/lib/model/schema';
import { runRules } from '../run';

export const prod = '/subscriptions/1f0c0000-0000-4000-8000-000000000001';
export const dev = '/subscriptions/1f0c0000-0000-4000-8000-000000000002';
export const rg = `${prod}/resourceGroups/rg-web`;

export function vm(name: string, subscription = prod): string {
  return `${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export function uami(name: string, subscription = prod): string {
  return `${subscription}/resourcegroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** An identity, and machines that carry it. */
export const a = { id: uami('id-a'), principalId: 'pa' };
export const on = (...names: string[]) => names.map((name) => ({ id: vm(name), user: [a.id] }));

/** A rule, an estate in words, and what the rule says of it: how many rows of its subject, and whether something stayed unknown. */
export type RuleCase = [FindingId, string, EstateDescription, { found: number; unknown?: boolean }];

export function checkRule([id, , description, expected]: RuleCase): void {
  const result = runRules(buildEstate(description)).find(({ rule }) => rule.id === id);
  const rows = result?.outcome.rows[result.rule.subject] ?? [];
  expect({ found: rows.length, unknown: result?.outcome.unknown }).toEqual({ unknown: false, ...expected });
  expect(new Set(rows).size).toBe(rows.length);
}

/** Each of the rules has a case that finds something and one that finds nothing. */
export function checkBothWays(cases: readonly RuleCase[], ids: readonly FindingId[]): void {
  for (const id of ids) {
    const found = cases.filter(([one]) => one === id).map(([, , , expected]) => expected.found);
    expect(Math.max(...found), id).toBeGreaterThan(0);
    expect(Math.min(...found), id).toBe(0);
  }
}
