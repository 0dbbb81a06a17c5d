// Lists the blobs of a storage container with a managed identity. No secret is stored.
// The identity needs the role Storage Blob Data Reader on the container.
// npm install @azure/identity @azure/storage-blob
import { ManagedIdentityCredential } from '@azure/identity';
import { ContainerClient } from '@azure/storage-blob';

const ACCOUNT_URL = 'your-account-url';
const CONTAINER = 'your-container';
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const CLIENT_ID = 'your-client-id';

// While you develop on your own computer, DefaultAzureCredential signs in as you.
const credential = new ManagedIdentityCredential(CLIENT_ID ? { clientId: CLIENT_ID } : {});
const url = `${ACCOUNT_URL.replace(/\/$/, '')}/${encodeURIComponent(CONTAINER)}`;
const client = new ContainerClient(url, credential);
for await (const blob of client.listBlobsFlat()) console.log(blob.name);
