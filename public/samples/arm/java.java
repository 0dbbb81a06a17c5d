// Lists the resource groups of a subscription with a managed identity. No secret is stored.
// The identity needs the role Reader on the subscription.
// Maven: com.azure:azure-identity and com.azure.resourcemanager:azure-resourcemanager
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;

class Sample {
    private static final String SUBSCRIPTION_ID = "your-subscription-id";
    // The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
    // Leave it empty to use the VM's default identity.
    private static final String CLIENT_ID = "your-client-id";

    public static void main(String[] args) {
        // While you develop on your own computer, DefaultAzureCredential signs in as you.
        var builder = new ManagedIdentityCredentialBuilder();
        if (!CLIENT_ID.isEmpty()) builder.clientId(CLIENT_ID);
        var client = AzureResourceManager
            .authenticate(builder.build(), new AzureProfile(AzureEnvironment.AZURE))
            .withSubscription(SUBSCRIPTION_ID);
        client.resourceGroups().list().forEach(group -> System.out.println(group.name()));
    }
}
