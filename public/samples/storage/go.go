// Lists the blobs of a storage container with a managed identity. No secret is stored.
// The identity needs the role Storage Blob Data Reader on the container.
// go get github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/storage/azblob
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
)

const (
	accountURL    = "your-account-url"
	containerName = "your-container"
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
	client, err := azblob.NewClient(accountURL, credential, nil)
	if err != nil {
		return err
	}
	pager := client.NewListBlobsFlatPager(containerName, nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, blob := range page.Segment.BlobItems {
			fmt.Println(*blob.Name)
		}
	}
	return nil
}
