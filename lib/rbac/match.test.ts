import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, matches } from './match';

/** The rules again, naively: a regular expression. */
function naive(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\/\*(?=\/)/g, '(?:/@)?')
    .replaceAll('*', '.*')
    .replaceAll('@', '.*');
  return new RegExp(`^${source}$`, 'is').test(action);
}

const word = fc.constantFrom('a', 'b', 'Ab', 'read', 'Write');
const action = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join('/'));
const pattern = fc
  .array(fc.oneof(word, fc.constant('*'), fc.constant('a*'), fc.constant('*b')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => words.join('/'));

describe('wildcards', () => {
  it.each([
    ['*', 'Microsoft.Compute/virtualMachines/read', true],
    ['*/read', 'Microsoft.Compute/virtualMachines/read', true],
    ['*/read', 'Microsoft.Compute/virtualMachines/write', false],
    ['microsoft.compute/*', 'Microsoft.Compute/virtualMachines/extensions/write', true],
    ['Microsoft.Compute/virtualMachines/*', 'Microsoft.Compute/virtualMachineScaleSets/read', false],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Microsoft.CostManagement/*/query/*', 'Microsoft.CostManagement/views/query/read', true],
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
      'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      true,
    ],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaultsread', false],
    ['Microsoft.Storage/read', 'Microsoft-Storage/read', false],
    ['', 'Microsoft.Storage/read', false],
  ])('%s on %s: %s', (from, to, expected) => {
    expect(matches(from, to)).toBe(expected);
  });

  it('agrees with a naive matcher', () => {
    fc.assert(
      fc.property(pattern, action, (from, to) => {
        expect(matches(from, to)).toBe(naive(from, to));
      }),
      { numRuns: 5_000 },
    );
  });

  it('never claims to cover what it does not', () => {
    fc.assert(
      fc.property(pattern, pattern, action, (outer, inner, to) => {
        if (covers(outer, inner) && matches(inner, to)) expect(matches(outer, to)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('stays quick on patterns made to be slow', () => {
    const from = `${'*a'.repeat(60)}b`;
    const started = performance.now();
    expect(matches(from, 'a'.repeat(2_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
