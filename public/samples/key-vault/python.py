# Reads a secret from a key vault with a managed identity. No secret is stored.
# The identity needs the role Key Vault Secrets User on the vault.
# pip install azure-identity azure-keyvault-secrets
from azure.identity import ManagedIdentityCredential
from azure.keyvault.secrets import SecretClient

VAULT_URL = 'your-vault-url'
SECRET_NAME = 'your-secret-name'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
CLIENT_ID = 'your-client-id'

# While you develop on your own computer, DefaultAzureCredential signs in as you.
credential = ManagedIdentityCredential(client_id=CLIENT_ID or None)
client = SecretClient(VAULT_URL, credential)
secret = client.get_secret(SECRET_NAME)
# The secret is in secret.value. Do not log it.
print(f"Read {secret.name}, version {secret.properties.version}")
