// Reads a secret from a key vault with a managed identity. No secret is stored.
// The identity needs the role Key Vault Secrets User on the vault.
// dotnet add package Azure.Identity; dotnet add package Azure.Security.KeyVault.Secrets
using System;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

const string vaultUrl = "your-vault-url";
const string secretName = "your-secret-name";
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const string clientId = "your-client-id";

// While you develop on your own computer, DefaultAzureCredential signs in as you.
var credential = new ManagedIdentityCredential(
    clientId.Length > 0
        ? ManagedIdentityId.FromUserAssignedClientId(clientId)
        : ManagedIdentityId.SystemAssigned);
var client = new SecretClient(new Uri(vaultUrl), credential);
KeyVaultSecret secret = await client.GetSecretAsync(secretName);
// The secret is in secret.Value. Do not log it.
Console.WriteLine($"Read {secret.Name}, version {secret.Properties.Version}");
