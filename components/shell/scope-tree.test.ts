import { expect, it } from 'vitest';
import { scopeTitle } from '@/components/shell/scope-title';
import { matchingNodes, scopeNodes } from '@/components/shell/scope-tree';

const tree = {
  managementGroups: [
    { name: 'prod', displayName: 'Production', parent: 'top' },
    { name: 'top', displayName: 'Contoso', parent: '' },
  ],
  subscriptions: [
    { subscriptionId: 's1', name: 'Contoso Prod', managementGroup: 'prod', visible: true },
    { subscriptionId: 's2', name: 'Sandbox', managementGroup: 'top', visible: false },
    { subscriptionId: 's3', name: 'Stray', managementGroup: '', visible: true },
  ],
  resourceGroups: ['s1/rg-web', 's1/rg-api', 's3/rg-web'],
  caller: { name: 'Olivia', objectId: 'o', tenantId: 't', tenantName: 'Contoso' },
};

const outline = (nodes: ReturnType<typeof scopeNodes>) =>
  nodes.map((node) => `${'  '.repeat(node.depth)}${node.name}${node.disabledReason ? ' (disabled)' : ''}`);

it('puts every subscription under its management group, and those without one at the top', () => {
  expect(outline(scopeNodes(tree))).toEqual([
    'Contoso',
    '  Production',
    '    Contoso Prod',
    '      rg-api',
    '      rg-web',
    '  Sandbox (disabled)',
    'Stray',
    '  rg-web',
  ]);
});

it('keeps what is above a match, so that two groups of one name can be told apart', () => {
  expect(outline(matchingNodes(scopeNodes(tree), 'RG-WEB', ''))).toEqual([
    'Contoso',
    '  Production',
    '    Contoso Prod',
    '      rg-web',
    'Stray',
    '  rg-web',
  ]);
});

it('shows resource groups without a search only for the chosen subscription', () => {
  const names = matchingNodes(scopeNodes(tree), '', '/subscriptions/S3').map((node) => node.armId);
  expect(names).toContain('/subscriptions/s3/resourceGroups/rg-web');
  expect(names).not.toContain('/subscriptions/s1/resourceGroups/rg-web');
});

it('calls a scope what people call it', () => {
  expect(scopeTitle('', tree)).toBe('Contoso');
  expect(scopeTitle('/subscriptions/S1', tree)).toBe('Contoso Prod');
  expect(scopeTitle('/subscriptions/s1/resourceGroups/rg-web', tree)).toBe('rg-web');
  expect(scopeTitle('/providers/Microsoft.Management/managementGroups/prod', tree)).toBe('Production');
});
