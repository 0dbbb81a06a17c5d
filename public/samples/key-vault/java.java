// Reads a secret from a key vault with a managed identity. No secret is stored.
// The identity needs the role Key Vault Secrets User on the vault.
// Maven: com.azure:azure-identity and com.azure:azure-security-keyvault-secrets
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;

class Sample {
    private static final String VAULT_URL = "your-vault-url";
    private static final String SECRET_NAME = "your-secret-name";
    // The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
    // Leave it empty to use the VM's default identity.
    private static final String CLIENT_ID = "your-client-id";

    public static void main(String[] args) {
        // While you develop on your own computer, DefaultAzureCredential signs in as you.
        var builder = new ManagedIdentityCredentialBuilder();
        if (!CLIENT_ID.isEmpty()) builder.clientId(CLIENT_ID);
        var client = new SecretClientBuilder().vaultUrl(VAULT_URL).credential(builder.build()).buildClient();
        var secret = client.getSecret(SECRET_NAME);
        // The secret is in secret.getValue(). Do not log it.
        System.out.println("Read " + secret.getName() + ", version " + secret.getProperties().getVersion());
    }
}
