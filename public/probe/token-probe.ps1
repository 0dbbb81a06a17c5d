# Keyless token probe, version 1, for Windows PowerShell 5.1.
#
# Asks the metadata service of this virtual machine for a token and calls one address with it. Prints what was answered
# as lines of "name=value", and never the token, a secret's value, or a whole answer. It changes nothing.
#
# Run Command passes its parameters by name. Each value is base64url, and "-" (LQ) stands for an empty one:
#
#   resource       audience of the token, percent-encoded
#   selector       -, client_id, object_id or msi_res_id
#   selectorvalue  which identity, percent-encoded
#   callurl        address to call with the token; - to ask for the token only
#   callversion    x-ms-version of that call; - for none

param(
  [string]$resource = 'LQ',
  [string]$selector = 'LQ',
  [string]$selectorvalue = 'LQ',
  [string]$callurl = 'LQ',
  [string]$callversion = 'LQ'
)

$ErrorActionPreference = 'Stop'
# Windows Server 2016 speaks older versions of TLS unless it is told.
[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]::Tls12

function Expand-Base64Url([string]$text) {
  $plain = $text.Replace('-', '+').Replace('_', '/')
  while ($plain.Length % 4 -ne 0) { $plain = $plain + '=' }
  return [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($plain))
}

function Read-Given([string]$text) {
  $value = Expand-Base64Url $text
  if ($value -eq '-') { return '' }
  return $value
}

function Say([string]$name, [string]$value) {
  $clean = $value -replace '[^\x20-\x7E]', ' '
  if ($clean.Length -gt 600) { $clean = $clean.Substring(0, 600) }
  Write-Output "$name=$clean"
}

# What stood in the way when there was no answer.
function Get-Trouble([string]$status) {
  switch ($status) {
    'Timeout' { return 'timeout' }
    'ConnectFailure' { return 'refused' }
    'NameResolutionFailure' { return 'unresolved' }
    'ProxyNameResolutionFailure' { return 'proxy' }
    'TrustFailure' { return 'tls' }
    'SecureChannelFailure' { return 'tls' }
    default { return 'other' }
  }
}

function Send-Request([string]$address, [hashtable]$headers, [int]$seconds, [bool]$direct) {
  $answer = @{ status = 0; ms = 0; server = ''; body = ''; trouble = '' }
  $request = [System.Net.WebRequest]::Create($address)
  $request.Timeout = $seconds * 1000
  if ($direct) { $request.Proxy = $null }
  foreach ($name in $headers.Keys) { $request.Headers.Add($name, $headers[$name]) }
  $watch = [System.Diagnostics.Stopwatch]::StartNew()
  $response = $null
  try {
    $response = $request.GetResponse()
  } catch {
    $failure = $_.Exception
    while (($null -ne $failure.InnerException) -and -not ($failure -is [System.Net.WebException])) {
      $failure = $failure.InnerException
    }
    $response = $failure.Response
    if ($null -eq $response) { $answer.trouble = Get-Trouble $failure.Status }
  }
  $answer.ms = $watch.ElapsedMilliseconds
  if ($null -ne $response) {
    $answer.status = [int]$response.StatusCode
    $answer.server = $response.Headers['Server']
    $reader = New-Object System.IO.StreamReader($response.GetResponseStream())
    $answer.body = $reader.ReadToEnd()
    $response.Close()
  }
  return $answer
}

# Whether code on this virtual machine would go by way of a proxy.
function Test-Proxy([string]$address) {
  $proxy = [System.Net.WebRequest]::DefaultWebProxy
  return ($null -ne $proxy) -and ($proxy.GetProxy($address).Host -ne '169.254.169.254')
}

function Read-Json([string]$text) {
  try {
    return $text | ConvertFrom-Json
  } catch {
    return $null
  }
}

$resource = Read-Given $resource
$selector = Read-Given $selector
$selectorvalue = Read-Given $selectorvalue
$callurl = Read-Given $callurl
$callversion = Read-Given $callversion

$url = "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=$resource"
if ($selector -ne '') { $url = "$url&$selector=$selectorvalue" }

Say 'keyless-probe' '1'
Say 'shell' 'powershell'
Say 'url' $url

# As code on this virtual machine asks that heeds the proxy it is set to.
$metadata = @{ Metadata = 'true' }
$imds = Send-Request $url $metadata 10 $false
$json = Read-Json $imds.body
$way = $imds.trouble

# Not the metadata service that answered: is it there without the proxy?
$isOther = -not ("$($imds.server)" -like 'IMDS*') -and ($null -eq $json.access_token)
if ($isOther -and (($imds.status -ne 0) -or (Test-Proxy $url))) {
  $direct = Send-Request $url $metadata 10 $true
  if ("$($direct.server)" -like 'IMDS*') {
    $way = 'proxy'
    $imds = $direct
    $json = Read-Json $imds.body
  }
}

$token = $json.access_token
Say 'imds.status' $imds.status
Say 'imds.ms' $imds.ms
Say 'imds.server' $imds.server
Say 'imds.trouble' $way
if ([string]::IsNullOrEmpty($token)) {
  Say 'imds.code' $json.error
  Say 'imds.message' $json.error_description
  Say 'end' 'keyless-probe'
  exit 0
}
Say 'imds.code' ''
Say 'imds.message' ''

$claims = Read-Json (Expand-Base64Url $token.Split('.')[1])
foreach ($name in @('aud', 'iss', 'tid', 'oid', 'appid', 'xms_mirid', 'iat', 'nbf', 'exp')) {
  Say "claim.$name" $claims.$name
}

if ($callurl -ne '') {
  $headers = @{ Authorization = "Bearer $token" }
  if ($callversion -ne '') { $headers['x-ms-version'] = $callversion }
  $call = Send-Request $callurl $headers 20 $false
  $code = ''
  $inner = ''
  $message = ''
  $version = ''
  $json = Read-Json $call.body
  if (($call.status -ge 200) -and ($call.status -lt 300)) {
    if ("$($json.id)" -match '/secrets/[^/]+/([^/]+)$') { $version = $Matches[1] }
  } elseif ($null -ne $json.error) {
    $code = $json.error.code
    $message = $json.error.message
    $inner = $json.error.innererror.code
  } else {
    if ($call.body -match '<Code>([^<]*)</Code>') { $code = $Matches[1] }
    if ($call.body -match '<Message>([^<]*)</Message>') { $message = $Matches[1] }
  }
  Say 'call.url' $callurl
  Say 'call.status' $call.status
  Say 'call.ms' $call.ms
  Say 'call.trouble' $call.trouble
  Say 'call.code' $code
  Say 'call.innercode' $inner
  Say 'call.message' $message
  Say 'call.version' $version
}
Say 'end' 'keyless-probe'
