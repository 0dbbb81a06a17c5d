import type { Company } from './company.ts';

/** Who is offered for sign-in: short key, name, and in words what they may do. Their role assignments are in role-assignments-people.ts. */
const signIns: readonly (readonly [key: string, name: string, ...roles: string[]])[] = [
  [
    'owner',
    'Olivia Moreno',
    'Owner on Contoso (management group)',
    'Management Group Reader on Tenant Root Group (management group)',
  ],
  [
    'vm-contributor',
    'Vik Larsen',
    'Virtual Machine Contributor on Contoso Prod (subscription)',
    'Virtual Machine Contributor on rg-web (resource group, Contoso Prod)',
  ],
  [
    'managed-identity-operator',
    'Mina Okafor',
    'Managed Identity Operator on rg-identity (resource group, Contoso Prod)',
    'Virtual Machine Contributor on Contoso Staging (subscription)',
  ],
  [
    'rbac-administrator',
    'Ravi Shah',
    'Role Based Access Control Administrator on Contoso Prod (subscription)',
    'Reader on Contoso Prod (subscription)',
  ],
  ['reader', 'Rita Alves', 'Reader on Contoso Staging (subscription)'],
  ['nobody', 'Noah Nilsson', 'No role anywhere'],
];

const colleagues: readonly string[] = [
  'Astrid Berg',
  'Ben Carter',
  'Chiara Rossi',
  'Daniel Novak',
  'Elif Kaya',
  'Femi Adeyemi',
  'Grace Lindholm',
  'Hugo Meyer',
  'Ines Fernandez',
  'Jonas Weber',
  'Katya Petrova',
  'Liam Walsh',
  'Maja Jensen',
  'Oscar Dubois',
  'Priya Nair',
];

const groups: Readonly<Record<string, readonly string[]>> = {
  'grp-web-ops': ['Vik Larsen', 'Ben Carter', 'Chiara Rossi', 'Daniel Novak', 'Elif Kaya', 'Femi Adeyemi'],
  'grp-platform-admins': ['Grace Lindholm', 'Hugo Meyer'],
  'grp-data-engineers': ['Ines Fernandez', 'Jonas Weber', 'Katya Petrova'],
  'grp-checkout-team': ['Liam Walsh', 'Maja Jensen', 'Oscar Dubois'],
  'grp-security-readers': ['Priya Nair', 'Grace Lindholm'],
  'grp-breakglass': ['Astrid Berg'],
};

/** Contains other groups only, so that membership through two levels occurs. */
const nestedGroups: Readonly<Record<string, readonly string[]>> = {
  'grp-engineering': ['grp-web-ops', 'grp-data-engineers', 'grp-checkout-team'],
};

const applications: readonly (readonly [name: string, ageDays: number])[] = [
  ['keyless-operator', 120],
  ['ci-deployer', 640],
  ['terraform', 910],
];

function upn(name: string): string {
  return `${name.toLowerCase().replace(' ', '.')}@contoso.example`;
}

export function putGroup(company: Company, name: string, members: readonly string[], ageDays: number): void {
  const group = {
    kind: 'Group',
    objectId: company.random.guid(),
    displayName: name,
    members: members.map((member) => company.principal(member).id),
    createdTime: company.ago(ageDays),
  } as const;
  company.world.principals.put(group);
  company.know(name, { id: group.objectId, type: 'Group' });
}

export function seedPeople(company: Company): void {
  for (const [index, [key, name, ...roles]] of signIns.entries()) {
    const { objectId } = company.person(key, name, upn(name), roles, 1100 - index * 150);
    company.know(name, { id: objectId, type: 'User' });
  }
  company.authorId = company.principal('Olivia Moreno').id;
  for (const [index, name] of colleagues.entries()) {
    const { objectId } = company.user(name, upn(name), 60 + index * 75);
    company.know(name, { id: objectId, type: 'User' });
  }
  for (const [name, ageDays] of applications) {
    company.know(name, { id: company.application(name, ageDays).objectId, type: 'ServicePrincipal' });
  }
  for (const [name, members] of Object.entries(groups)) putGroup(company, name, members, 700);
  for (const [name, members] of Object.entries(nestedGroups)) putGroup(company, name, members, 500);
}
