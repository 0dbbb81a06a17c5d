# Lists the resource groups of a subscription with a managed identity. No secret is stored.
# The identity needs the role Reader on the subscription.
# pip install azure-identity azure-mgmt-resource
from azure.identity import ManagedIdentityCredential
from azure.mgmt.resource import ResourceManagementClient

SUBSCRIPTION_ID = 'your-subscription-id'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
CLIENT_ID = 'your-client-id'

# While you develop on your own computer, DefaultAzureCredential signs in as you.
credential = ManagedIdentityCredential(client_id=CLIENT_ID or None)
client = ResourceManagementClient(credential, SUBSCRIPTION_ID)
for group in client.resource_groups.list():
    print(group.name)
