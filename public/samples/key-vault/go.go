// Reads a secret from a key vault with a managed identity. No secret is stored.
// The identity needs the role Key Vault Secrets User on the vault.
// go get github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

const (
	vaultURL   = "your-vault-url"
	secretName = "your-secret-name"
	// The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
	// Leave it empty to use the VM's default identity.
	clientID = "your-client-id"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	// While you develop on your own computer, DefaultAzureCredential signs in as you.
	options := &azidentity.ManagedIdentityCredentialOptions{}
	if clientID != "" {
		options.ID = azidentity.ClientID(clientID)
	}
	credential, err := azidentity.NewManagedIdentityCredential(options)
	if err != nil {
		return err
	}
	client, err := azsecrets.NewClient(vaultURL, credential, nil)
	if err != nil {
		return err
	}
	secret, err := client.GetSecret(ctx, secretName, "", nil)
	if err != nil {
		return err
	}
	// The secret is in secret.Value. Do not log it.
	fmt.Println("Read", secret.ID.Name(), "version", secret.ID.Version())
	return nil
}
