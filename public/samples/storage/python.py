# Lists the blobs of a storage container with a managed identity. No secret is stored.
# The identity needs the role Storage Blob Data Reader on the container.
# pip install azure-identity azure-storage-blob
from azure.identity import ManagedIdentityCredential
from azure.storage.blob import ContainerClient

ACCOUNT_URL = 'your-account-url'
CONTAINER = 'your-container'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
CLIENT_ID = 'your-client-id'

# While you develop on your own computer, DefaultAzureCredential signs in as you.
credential = ManagedIdentityCredential(client_id=CLIENT_ID or None)
client = ContainerClient(ACCOUNT_URL, CONTAINER, credential=credential)
for blob in client.list_blobs():
    print(blob.name)
