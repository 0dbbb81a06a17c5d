// Lists the blobs of a storage container with a managed identity. No secret is stored.
// The identity needs the role Storage Blob Data Reader on the container.
// Maven: com.azure:azure-identity and com.azure:azure-storage-blob
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;

class Sample {
    private static final String ACCOUNT_URL = "your-account-url";
    private static final String CONTAINER = "your-container";
    // The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
    // Leave it empty to use the VM's default identity.
    private static final String CLIENT_ID = "your-client-id";

    public static void main(String[] args) {
        // While you develop on your own computer, DefaultAzureCredential signs in as you.
        var builder = new ManagedIdentityCredentialBuilder();
        if (!CLIENT_ID.isEmpty()) builder.clientId(CLIENT_ID);
        var client = new BlobContainerClientBuilder()
            .endpoint(ACCOUNT_URL)
            .containerName(CONTAINER)
            .credential(builder.build())
            .buildClient();
        client.listBlobs().forEach(blob -> System.out.println(blob.getName()));
    }
}
