// Lists the resource groups of a subscription with a managed identity. No secret is stored.
// The identity needs the role Reader on the subscription.
// npm install @azure/identity @azure/arm-resources
import { ManagedIdentityCredential } from '@azure/identity';
import { ResourceManagementClient } from '@azure/arm-resources';

const SUBSCRIPTION_ID = 'your-subscription-id';
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const CLIENT_ID = 'your-client-id';

// While you develop on your own computer, DefaultAzureCredential signs in as you.
const credential = new ManagedIdentityCredential(CLIENT_ID ? { clientId: CLIENT_ID } : {});
const client = new ResourceManagementClient(credential, SUBSCRIPTION_ID);
for await (const group of client.resourceGroups.list()) console.log(group.name);
