#!/bin/sh
# Lists the resource groups of a subscription with a managed identity. No secret is stored.
# The identity needs the role Reader on the subscription.
SUBSCRIPTION_ID='your-subscription-id'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
CLIENT_ID='your-client-id'

# Only code on the VM can reach this address. A proxy must not be asked for it.
TOKEN=$(curl --silent --show-error --fail --noproxy '*' --get \
  --header 'Metadata: true' \
  --data-urlencode 'api-version=2018-02-01' \
  --data-urlencode 'resource=https://management.azure.com/' \
  ${CLIENT_ID:+--data-urlencode "client_id=$CLIENT_ID"} \
  http://169.254.169.254/metadata/identity/oauth2/token |
  sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p')
[ -n "$TOKEN" ] || exit 1

# Other processes can see a command line, so curl reads the token from its input.
printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" | curl --silent --show-error --fail --config - \
  "https://management.azure.com/subscriptions/$SUBSCRIPTION_ID/resourcegroups?api-version=2021-04-01"
