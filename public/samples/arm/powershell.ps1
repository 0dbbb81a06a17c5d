# Lists the resource groups of a subscription with a managed identity. No secret is stored.
# The identity needs the role Reader on the subscription.
$ErrorActionPreference = 'Stop'

$SubscriptionId = 'your-subscription-id'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
$ClientId = 'your-client-id'

$query = 'api-version=2018-02-01&resource=' + [uri]::EscapeDataString('https://management.azure.com/')
if ($ClientId) { $query += '&client_id=' + [uri]::EscapeDataString($ClientId) }
# Only code on the VM can reach this address. A proxy must not be asked for it.
$web = New-Object System.Net.WebClient
$web.Proxy = $null
$web.Headers.Add('Metadata', 'true')
$answer = $web.DownloadString("http://169.254.169.254/metadata/identity/oauth2/token?$query")
$headers = @{ Authorization = 'Bearer ' + ($answer | ConvertFrom-Json).access_token }

$uri = "https://management.azure.com/subscriptions/${SubscriptionId}/resourcegroups?api-version=2021-04-01"
(Invoke-RestMethod -Uri $uri -Headers $headers).value | ForEach-Object { $_.name }
