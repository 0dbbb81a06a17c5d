import { describe, expect, it } from 'vitest';
import { buildEstate, type EstateDescription, testTenantId } from '@/lib/estate/testing/build-estate';
import type { EstateReader } from '@/lib/model/estate-reader';
import { buildHostDetail } from './host-detail';
import { buildIdentityDetail } from './identity-detail';
import { notFoundFault } from './not-found';
import { buildRoleAssignmentPage } from './role-assignment-page';

const prodId = '1f0c0000-0000-4000-8000-000000000001';
const hiddenId = '1f0c0000-0000-4000-8000-00000000000f';
const prod = `/subscriptions/${prodId}`;
const dev = '/subscriptions/1f0c0000-0000-4000-8000-000000000002';
const rg = `${prod}/resourceGroups/rg-web`;
const vault = `${rg}/providers/Microsoft.KeyVault/vaults/kv-platform`;
const vm = (name: string, subscription = prod) =>
  `${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;
const agents = `${prod}/resourcegroups/rg-platform/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-agents`;
const missing = agents.replace('id-agents', 'id-ghost');
const portal = 'https://portal.azure.com';

const contoso: EstateDescription = {
  subscriptions: [
    { subscriptionId: prodId, name: 'Contoso Prod', managementGroup: 'mg-contoso', visible: true },
    { subscriptionId: hiddenId, name: 'Contoso Sandbox', managementGroup: '', visible: false },
  ],
  managementGroups: [{ name: 'mg-contoso', displayName: 'Contoso', parent: '' }],
  identities: [
    {
      id: agents,
      principalId: 'p-agents',
      clientId: 'c-agents',
      created: Date.UTC(2026, 1, 11) / 1000,
      isolationScope: 'None',
      tags: { owner: 'platform' },
      federated: [
        {
          name: 'gh',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:contoso/shop:pull_request',
          audiences: ['api://AzureADTokenExchange'],
        },
      ],
    },
  ],
  hosts: [
    { id: vm('vm-web-03'), system: 'p-web', user: [agents] },
    { id: vm('vm-web-04', dev), user: [agents] },
    { id: vm('vm-legacy-01'), user: [missing] },
  ],
  groups: { 'p-agents': ['g-readers'] },
  principals: [{ principalId: 'g-readers', displayName: 'grp-image-readers', kind: 'group' }],
  roleAssignments: [
    { principalId: 'p-agents', role: 'Contributor', scope: prod },
    { principalId: 'p-agents', role: 'Contributor', scope: rg, description: 'by hand' },
    { principalId: 'g-readers', principalType: 'Group', role: 'Key Vault Secrets User', scope: vault },
    {
      principalId: 'p-web',
      role: 'Reader',
      scope: '/providers/Microsoft.Management/managementGroups/mg-contoso',
    },
  ],
  deny: [
    {
      armId: '/d',
      name: 'Protected by stack',
      scope: rg.toLowerCase(),
      permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
      principals: ['00000000-0000-0000-0000-000000000000'],
      excludedPrincipals: [],
      doNotApplyToChildScopes: false,
    },
  ],
};

function detailOf(estate: EstateReader, id: string, live = { clientId: '', federated: null }) {
  return buildIdentityDetail(estate, estate.identityRow(id) ?? -1, live, portal);
}

describe('a user-assigned identity', () => {
  const detail = detailOf(buildEstate(contoso), agents.toUpperCase());

  it('says what it is, in the words of the characteristics table', () => {
    expect(detail).toMatchObject({
      armId: agents,
      kind: 'user',
      clientId: 'c-agents',
      subscriptionName: 'Contoso Prod',
      tenantId: testTenantId,
      isolationScope: 'None',
      tags: { owner: 'platform' },
      characteristics: {
        creation: {
          rule: 'Created as a stand-alone Azure resource',
          fact: '2026-02-11, rg-platform, westeurope',
        },
        lifecycle: {
          rule: 'Independent: deleted only explicitly',
          fact: 'deleting it would cut off 2 VMs and 1 federated workload and leave 2 orphan grants',
        },
        sharing: {
          rule: 'Can be shared by more than one resource',
          fact: 'Shared by 2 VMs in 2 subscriptions · isolation scope: none',
        },
      },
    });
  });

  it('says which hosts give it to code that names no identity', () => {
    expect(detail.hosts.map(({ name, isDefault, others }) => ({ name, isDefault, others }))).toEqual([
      { name: 'vm-web-03', isDefault: false, others: 1 },
      { name: 'vm-web-04', isDefault: true, others: 0 },
    ]);
  });

  it('says where each grant comes from, widest first', () => {
    expect(
      detail.roleAssignments.map(({ role, scope, via, privilege, redundantWith }) => [
        role,
        scope.name,
        via.kind === 'group' ? via.groupName : 'direct',
        privilege,
        redundantWith?.name,
      ]),
    ).toEqual([
      ['Contributor', 'Contoso Prod', 'direct', 'contributor', undefined],
      ['Contributor', 'rg-web', 'direct', 'contributor', 'Contoso Prod'],
      ['Key Vault Secrets User', 'kv-platform', 'grp-image-readers', 'data reader', undefined],
    ]);
  });

  it('adds up what it may do at each scope, inherited roles included, denied ones named', () => {
    const atVault = detail.effective.find(({ scope }) => scope.name === 'kv-platform');
    expect(atVault).toMatchObject({
      actions: ['*'],
      dataActions: [
        'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
      ],
      denied: ['Protected by stack'],
      conditional: false,
    });
    expect(atVault?.notActions).toContain('Microsoft.Authorization/*/Write');
    expect(atVault?.from.map(({ role, inherited }) => [role, inherited])).toEqual([
      ['Contributor', true],
      ['Contributor', true],
      ['Key Vault Secrets User', false],
    ]);
    expect(detail.effective.map(({ scope }) => scope.kind)).toEqual([
      'subscription',
      'resource group',
      'resource',
    ]);
  });

  it('names the risk of a federated credential, and its findings', () => {
    expect(detail.federated[0]?.risks).toEqual(['Any pull request of the repository gets this identity']);
    expect(detail.findings.map(({ id }) => id)).toEqual([
      'privileged-shared',
      'unsafe-federation',
      'privileged-broad',
      'self-escalating',
      'via-group',
    ]);
  });

  it('offers the same as az commands, and the page in the Azure Portal', () => {
    expect(detail.az).toEqual([
      `az identity show --ids ${agents}`,
      'az role assignment list --assignee p-agents --all --include-inherited --include-groups',
      `az identity list-resources --name id-agents --resource-group rg-platform --subscription ${prodId}`,
      `az identity federated-credential list --identity-name id-agents --resource-group rg-platform --subscription ${prodId}`,
    ]);
    expect(detail.portalUrl).toBe(`https://portal.azure.com/#@${testTenantId}/resource${agents}`);
  });
});

describe('other identities', () => {
  const estate = buildEstate(contoso);

  it('a system-assigned one has exactly one host and takes its client id from Azure', () => {
    const id = `${vm('vm-web-03')}/providers/Microsoft.ManagedIdentity/identities/default`;
    const detail = detailOf(estate, id, { clientId: 'c-web', federated: null });
    expect(detail).toMatchObject({
      kind: 'system',
      clientId: 'c-web',
      portalUrl: `https://portal.azure.com/#@${testTenantId}/resource${vm('vm-web-03')}`,
      characteristics: {
        creation: { fact: 'with virtual machine vm-web-03, 2026-10-21' },
        lifecycle: { fact: 'deleting vm-web-03 would delete it and leave 1 orphan grant' },
        sharing: { rule: 'Cannot be shared: exactly one resource', fact: 'Used by vm-web-03 only' },
      },
    });
    expect(detail.hosts).toHaveLength(1);
    expect(detail.hosts[0]?.isDefault).toBe(true);
    expect(detail.roleAssignments[0]?.scope).toMatchObject({ kind: 'management group' });
  });

  it('a ghost says who still names it', () => {
    expect(detailOf(estate, missing)).toMatchObject({
      kind: 'missing',
      roleAssignments: [],
      characteristics: {
        creation: { rule: 'Was a stand-alone Azure resource', fact: 'no longer in rg-platform' },
        lifecycle: { fact: 'vm-legacy-01 still refers to it: every later identity change there will fail' },
        sharing: { fact: 'Named by 1 VM' },
      },
      findings: [{ id: 'dangling-reference', severity: 'high' }],
    });
  });
});

describe('a host', () => {
  const estate = buildEstate(contoso);

  it('lists its identities, its own first, and says which one is the default', () => {
    const detail = buildHostDetail(estate, estate.hostRow(vm('VM-WEB-03')) ?? -1, 'c-web', portal);
    expect(
      detail.identities.map(({ name, kind, clientId, otherHosts }) => [name, kind, clientId, otherHosts]),
    ).toEqual([
      ['vm-web-03', 'system', 'c-web', 0],
      ['id-agents', 'user', 'c-agents', 1],
    ]);
    expect(detail.imdsDefault).toMatchObject({ kind: 'system', identity: { name: 'vm-web-03' } });
    expect(detail.az[1]).toBe(`az vm identity show --ids ${vm('vm-web-03')}`);
  });

  it('shows a reference to a deleted identity', () => {
    const detail = buildHostDetail(estate, estate.hostRow(vm('vm-legacy-01')) ?? -1, '', portal);
    expect(detail.identities).toMatchObject([{ name: 'id-ghost', kind: 'missing', roleAssignments: [] }]);
    expect(detail.findings.map(({ id }) => id)).toEqual(['dangling-reference']);
  });
});

describe('a grant', () => {
  const estate = buildEstate(contoso);

  it('of a group names whom it reaches', () => {
    const page = buildRoleAssignmentPage(estate, 2, portal);
    expect(page).toMatchObject({
      role: 'Key Vault Secrets User',
      principal: { name: 'grp-image-readers', kind: 'group', link: null },
      reaches: [{ name: 'id-agents' }],
      findings: [{ id: 'via-group' }],
    });
    expect(page.portalUrl).toBe(
      `https://portal.azure.com/#@${testTenantId}/resource${vault.toLowerCase()}/users`,
    );
  });

  it('that repeats one above says so', () => {
    expect(buildRoleAssignmentPage(estate, 1, portal)).toMatchObject({
      description: 'by hand',
      redundantWith: { kind: 'subscription', name: 'Contoso Prod' },
      principal: { kind: 'identity', name: 'id-agents' },
      findings: [{ id: 'redundant-role-assignment' }],
    });
  });
});

describe('what is not there', () => {
  const estate = buildEstate(contoso);

  it.each([
    [agents.replace('id-agents', 'id-none'), 404, 'It may have been deleted'],
    [`/subscriptions/${hiddenId}/resourceGroups/x`, 403, 'Contoso Sandbox is not visible to you'],
    ['/subscriptions/1f0c0000-0000-4000-8000-0000000000ff/resourceGroups/x', 403, 'may exist'],
    ['/providers/nonsense', 404, 'no identity with this id'],
  ])('%s', (id, status, words) => {
    const fault = notFoundFault(estate, id, 'identity');
    expect(fault).toMatchObject({ code: 'NotFound', status });
    expect(fault.message).toContain(words);
  });
});
