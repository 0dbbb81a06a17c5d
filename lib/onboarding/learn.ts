/** A short answer to one question, with the Microsoft page that says it at length. */
export interface LearnEntry {
  /** As it stands beside the "?": `What is a role assignment?` */
  readonly question: string;
  /** At most 60 words. */
  readonly answer: string;
  readonly source: string;
}

const identities = 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources';
const howItWorks = `${identities}/how-managed-identities-work-vm`;

/** Every term that pages explain, in the order of the page that holds them all. */
export const learnEntries = {
  'no-secrets': {
    question: 'Why no secrets?',
    answer:
      'A secret in code or configuration can leak, be copied, or expire. With a managed identity there is nothing to store: Azure keeps the credential, renews it, and gives your code a short-lived token when it asks.',
    source: `${identities}/secretless-authentication`,
  },
  'managed-identity': {
    question: 'What is a managed identity?',
    answer:
      'An identity in Microsoft Entra ID that Azure creates and looks after for a resource. Code on the resource uses it to sign in to other services. You never see its credential. There are two kinds: system-assigned and user-assigned.',
    source: `${identities}/overview`,
  },
  'service-principal': {
    question: 'What is a service principal of a special type?',
    answer:
      'Microsoft Entra ID keeps each managed identity as a service principal of the type ManagedIdentity. It can be used only with Azure resources: nobody can add a password to it. Role assignments name it by its principal (object) ID, code by its client ID.',
    source: howItWorks,
  },
  'system-assigned': {
    question: 'What is a system-assigned identity?',
    answer:
      'An identity that belongs to one resource. You enable it on the resource, and it is deleted with the resource. Choose it for a workload contained in a single resource, or when each resource needs an identity of its own.',
    source: `${identities}/managed-identity-best-practice-recommendations`,
  },
  'user-assigned': {
    question: 'What is a user-assigned identity?',
    answer:
      'An Azure resource of its own that you attach to other resources. Choose it when several resources share permissions, when access must exist before the resource does, or when resources are replaced often and permissions should stay.',
    source: `${identities}/managed-identity-best-practice-recommendations`,
  },
  creation: {
    question: 'How is a managed identity created?',
    answer:
      'A system-assigned identity is created as part of an Azure resource, such as a virtual machine. A user-assigned identity is created as a stand-alone Azure resource in a resource group, and then attached to the resources that use it.',
    source: howItWorks,
  },
  lifecycle: {
    question: 'How long does a managed identity exist?',
    answer:
      'A system-assigned identity shares the lifecycle of its resource: delete the resource, and the identity is deleted as well. A user-assigned identity has an independent lifecycle: it stays until you delete it. In both cases role assignments are not removed and become orphaned.',
    source: howItWorks,
  },
  sharing: {
    question: 'Can resources share a managed identity?',
    answer:
      'A system-assigned identity cannot be shared: it is associated with a single resource. A user-assigned identity can be attached to more than one resource. Each of them then has every permission of the identity.',
    source: howItWorks,
  },
  'trusted-tenant': {
    question: 'What is the trusted tenant?',
    answer:
      'Each Azure subscription trusts exactly one Microsoft Entra tenant. Azure creates the service principal of a managed identity in that tenant. An identity cannot move with its subscription to another tenant: it has to be created again there.',
    source: 'https://learn.microsoft.com/entra/fundamentals/how-subscriptions-associated-directory',
  },
  'automatic-removal': {
    question: 'What is removed automatically?',
    answer:
      'When a managed identity is deleted, Azure removes its service principal automatically. Its role assignments stay, marked “Identity not found” in the Azure portal, and count toward the limit of the subscription until somebody deletes them.',
    source: `${identities}/managed-identity-best-practice-recommendations`,
  },
  imds: {
    question: 'What is the Instance Metadata Service (IMDS)?',
    answer:
      'A service at 169.254.169.254 that only code on the virtual machine can reach. It gives tokens for the identities of the VM. Every process on the VM can ask it, so everything that runs there shares those permissions.',
    source: `${identities}/how-to-use-vm-token`,
  },
  token: {
    question: 'What is a token?',
    answer:
      'A signed statement by Microsoft Entra ID that says who is calling (tenant and principal) and which service it is for (audience). Code sends it with each request. It is valid for a limited time, and whoever holds it can use it, so never log it.',
    source: 'https://learn.microsoft.com/entra/identity-platform/access-tokens',
  },
  'role-assignment': {
    question: 'What is a role assignment?',
    answer:
      'It gives a principal a role at a scope. Without one, a managed identity can sign in but is refused everything. Choose the role with the fewest permissions that do the job. A new one can take up to 10 minutes to have an effect.',
    source: 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments',
  },
  scope: {
    question: 'What is a scope?',
    answer:
      'Where a role assignment applies: a management group, a subscription, a resource group, or a single resource. Everything below the scope inherits the permissions, so choose the lowest one that is enough.',
    source: 'https://learn.microsoft.com/azure/role-based-access-control/scope-overview',
  },
  'federated-credential': {
    question: 'What is a federated credential?',
    answer:
      'It lets a workload outside Azure, such as a GitHub workflow or a Kubernetes pod, use a user-assigned identity. The workload exchanges a token of its own issuer for one of Microsoft Entra ID, so no secret is needed there either.',
    source:
      'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity',
  },
} as const satisfies Record<string, LearnEntry>;

export type LearnTerm = keyof typeof learnEntries;

interface FlowWords {
  readonly title: string;
  readonly system: string;
  readonly user: string;
}

/** The seven steps of both kinds, as `how-managed-identities-work-vm` describes them. */
export const flowInWords: readonly FlowWords[] = [
  {
    title: 'Request',
    system: 'Azure Resource Manager receives a request to enable the system-assigned identity on a VM.',
    user: 'Azure Resource Manager receives a request to create a user-assigned identity.',
  },
  {
    title: 'Service principal',
    system: 'It creates a service principal in the Microsoft Entra tenant that the subscription trusts.',
    user: 'It creates a service principal in the Microsoft Entra tenant that the subscription trusts.',
  },
  {
    title: 'Metadata service',
    system: 'It gives the VM’s metadata service the client ID and certificate of the service principal.',
    user: 'A second request attaches the identity to a VM. Then the VM’s metadata service gets the client ID and certificate.',
  },
  {
    title: 'Role assignment',
    system:
      'You assign the VM’s service principal the roles it needs. For a key vault this can be one secret.',
    user: 'You assign the identity the roles it needs. This can also be done before step 3.',
  },
  {
    title: 'Token request',
    system: 'Code on the VM asks the metadata service for a token and says for which service.',
    user: 'Code on the VM asks the metadata service for a token. With several identities it names the client ID.',
  },
  {
    title: 'Token',
    system: 'Microsoft Entra ID checks the certificate and issues a token.',
    user: 'Microsoft Entra ID checks the certificate and issues a token.',
  },
  {
    title: 'Call',
    system: 'Code sends the token with its call to the service, which decides by role assignments.',
    user: 'Code sends the token with its call to the service, which decides by role assignments.',
  },
];

/** What the two kinds are for, by the same page. */
export const kindsCompared = [
  ['Creation', 'Created with an Azure resource', 'Created as a stand-alone Azure resource'],
  ['Lifecycle', 'Shares the resource’s lifecycle', 'Independent lifecycle: you delete it'],
  ['Sharing across resources', 'Can’t be shared', 'Can be shared'],
  [
    'Common use cases',
    'Workloads in a single Azure resource, and those that need an identity of their own. Example: an application on a single VM.',
    'Workloads on several resources that share one identity, that need access before they are created, or that are replaced often. Example: several VMs that reach the same resource.',
  ],
] as const;
