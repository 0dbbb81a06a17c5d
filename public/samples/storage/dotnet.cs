// Lists the blobs of a storage container with a managed identity. No secret is stored.
// The identity needs the role Storage Blob Data Reader on the container.
// dotnet add package Azure.Identity; dotnet add package Azure.Storage.Blobs
using System;
using Azure.Identity;
using Azure.Storage.Blobs;

const string accountUrl = "your-account-url";
const string container = "your-container";
// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
// Leave it empty to use the VM's default identity.
const string clientId = "your-client-id";

// While you develop on your own computer, DefaultAzureCredential signs in as you.
var credential = new ManagedIdentityCredential(
    clientId.Length > 0
        ? ManagedIdentityId.FromUserAssignedClientId(clientId)
        : ManagedIdentityId.SystemAssigned);
var client = new BlobContainerClient(new Uri($"{accountUrl.TrimEnd('/')}/{Uri.EscapeDataString(container)}"), credential);
await foreach (var blob in client.GetBlobsAsync())
{
    Console.WriteLine(blob.Name);
}
