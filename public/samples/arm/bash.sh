#!/usr/bin/env bash
# Lists the resource groups of a subscription with a managed identity. No secret is stored.
# The identity needs the role Reader on the subscription.
set -euo pipefail

SUBSCRIPTION_ID='your-subscription-id'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
CLIENT_ID='your-client-id'

token_for() {
  local query=(--data-urlencode 'api-version=2018-02-01' --data-urlencode "resource=$1")
  if [[ -n $CLIENT_ID ]]; then query+=(--data-urlencode "client_id=$CLIENT_ID"); fi
  # The metadata service is busy or being updated at times: try again, and wait longer each time.
  curl --silent --show-error --fail --noproxy '*' --retry 5 --get \
    --header 'Metadata: true' "${query[@]}" \
    http://169.254.169.254/metadata/identity/oauth2/token |
    sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
}

token=$(token_for 'https://management.azure.com/')
# A token in a command line can be seen by other processes, so curl reads it from a file descriptor.
curl --silent --show-error --fail --header @<(printf 'Authorization: Bearer %s' "$token") \
  "https://management.azure.com/subscriptions/$SUBSCRIPTION_ID/resourcegroups?api-version=2021-04-01"
