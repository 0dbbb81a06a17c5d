// Reads a secret from a key vault with a managed identity. No secret is stored.
// The identity needs the role Key Vault Secrets User on the vault.
// npm install @azure/identity @azure/keyvault-secrets
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';

const VAULT_URL = 'your-vault-url';
const SECRET_NAME = 'your-secret-name';
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const CLIENT_ID = 'your-client-id';

// While you develop on your own computer, DefaultAzureCredential signs in as you.
const credential = new ManagedIdentityCredential(CLIENT_ID ? { clientId: CLIENT_ID } : {});
const client = new SecretClient(VAULT_URL, credential);
const secret = await client.getSecret(SECRET_NAME);
// The secret is in secret.value. Do not log it.
console.log(`Read ${secret.name}, version ${secret.properties.version}`);
