// Lists the resource groups of a subscription with a managed identity. No secret is stored.
// The identity needs the role Reader on the subscription.
// dotnet add package Azure.Identity; dotnet add package Azure.ResourceManager
using System;
using Azure.Identity;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;

const string subscriptionId = "your-subscription-id";
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const string clientId = "your-client-id";

// While you develop on your own computer, DefaultAzureCredential signs in as you.
var credential = new ManagedIdentityCredential(
    clientId.Length > 0
        ? ManagedIdentityId.FromUserAssignedClientId(clientId)
        : ManagedIdentityId.SystemAssigned);
var client = new ArmClient(credential);
var subscription = client.GetSubscriptionResource(SubscriptionResource.CreateResourceIdentifier(subscriptionId));
await foreach (var group in subscription.GetResourceGroups())
{
    Console.WriteLine(group.Data.Name);
}
