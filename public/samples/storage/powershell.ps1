# Lists the blobs of a storage container with a managed identity. No secret is stored.
# The identity needs the role Storage Blob Data Reader on the container.
$ErrorActionPreference = 'Stop'

$AccountUrl = 'your-account-url'
$Container = 'your-container'
# The identity's client ID. With several identities on a VM, Azure cannot tell which one you mean.
# Leave it empty to use the VM's default identity.
$ClientId = 'your-client-id'

$query = 'api-version=2018-02-01&resource=' + [uri]::EscapeDataString('https://storage.azure.com/')
if ($ClientId) { $query += '&client_id=' + [uri]::EscapeDataString($ClientId) }
# Only code on the VM can reach this address. A proxy must not be asked for it.
$web = New-Object System.Net.WebClient
$web.Proxy = $null
$web.Headers.Add('Metadata', 'true')
$answer = $web.DownloadString("http://169.254.169.254/metadata/identity/oauth2/token?$query")
$headers = @{ Authorization = 'Bearer ' + ($answer | ConvertFrom-Json).access_token }

$headers['x-ms-version'] = '2023-11-03'
$uri = "$($AccountUrl.TrimEnd('/'))/${Container}?restype=container&comp=list"
Invoke-RestMethod -Uri $uri -Headers $headers
