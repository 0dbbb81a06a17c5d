#!/usr/bin/env bash
# Lists the blobs of a storage container with a managed identity. No secret is stored.
# The identity needs the role Storage Blob Data Reader on the container.
set -euo pipefail

ACCOUNT_URL='your-account-url'
CONTAINER='your-container'
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

token=$(token_for 'https://storage.azure.com/')
# A token in a command line can be seen by other processes, so curl reads it from a file descriptor.
curl --silent --show-error --fail --header @<(printf 'Authorization: Bearer %s' "$token") \
  --header 'x-ms-version: 2023-11-03' \
  "${ACCOUNT_URL%/}/$CONTAINER?restype=container&comp=list"
