// Lists the resource groups of a subscription with a managed identity. No secret is stored.
// The identity needs the role Reader on the subscription.
// go get github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
)

const (
	subscriptionID = "your-subscription-id"
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
	client, err := armresources.NewResourceGroupsClient(subscriptionID, credential, nil)
	if err != nil {
		return err
	}
	pager := client.NewListPager(nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, group := range page.Value {
			fmt.Println(*group.Name)
		}
	}
	return nil
}
