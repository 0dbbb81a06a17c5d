import { expect, it } from 'vitest';
import { runPowerShell } from './run.ts';

const offline = async (): Promise<undefined> => undefined;
const answers = async () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"access_token":"t0ken","value":[{"name":"a"},{"name":"b"}]}',
});

it.each([
  ['$x = \'a\'; Write-Output "$x-$($x.Length)"', 'a-1\n'],
  ["'one', 'two' | ForEach-Object { $_.ToUpper() }", 'ONE\nTWO\n'],
  ["if (1 -gt 2) { 'a' } elseif ('B' -eq 'b') { 'b' } else { 'c' }", 'b\n'],
  ['function Twice([int]$n) { return $n * 2 }\nTwice 4\nTwice -n 5', '8\n10\n'],
  ["$h = @{ a = 1; 'b-c' = 'x' }; $h['b-c'] = 'y'; $h.Keys -join ','; $h['B-C']", 'a,b-c\ny\n'],
  ['$i = 0; while ($i -lt 3) { $i += 1 }; $i', '3\n'],
  ["$o = '{\"a\":1}' | ConvertFrom-Json; foreach ($n in @('a', 'b')) { \"$n=\" + $o.$n }", 'a=1\nb=\n'],
  ["switch ('x') { 'x' { 'hit' } default { 'none' } }", 'hit\n'],
  [
    'try { [Convert]::FromBase64String(\'abc\') } catch { "failed: $($_.Exception.Message)" }',
    'failed: Invalid length for a Base-64 char array or string.\n',
  ],
  ["try { [int]'abc' } catch { 'caught' }", 'caught\n'],
  ["try { 'abc'.Substring(5) } catch { 'caught' }", 'caught\n'],
  ["(New-Object System.Net.WebProxy 'http://proxy:3128').GetProxy('http://x/').Host", 'proxy\n'],
  ["[System.Net.WebRequest]::DefaultWebProxy.GetProxy('http://x/').Host", 'x\n'],
  ["'v/7' -match '/(\\d)$' | Out-Null; $Matches[1]", '7\n'],
  ["'a.b.c'.Split('.')[1] -replace 'B', 'x'", 'x\n'],
  ["[System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('aGk='))", 'hi\n'],
  [
    '$t = (Invoke-RestMethod -Uri http://169.254.169.254/x -Headers @{Metadata="true"} -Method GET).access_token; $t',
    't0ken\n',
  ],
  [
    "$r = Invoke-WebRequest -UseBasicParsing -Uri 'http://169.254.169.254/x' -Headers @{Metadata='true'}\n($r.Content | ConvertFrom-Json).value | Select-Object -ExpandProperty name",
    'a\nb\n',
  ],
  ["(irm http://169.254.169.254/x).value.name -join '+'", 'a+b\n'],
])('understands %s', async (script, expected) => {
  expect(await runPowerShell(script, [], answers)).toEqual({ stdout: expected, stderr: '' });
});

it.each([
  ['Get-Process', 'the command get-process is not available here'],
  ['Remove-Item -Recurse C:\\', 'the command remove-item is not available here'],
  ['for ($i = 0; $i -lt 3; $i++) { $i }', "the statement 'for' is not available here"],
  ["& 'C:\\tool.exe'", 'the call operator & is not available here'],
  [
    "[System.IO.File]::ReadAllText('C:\\x')",
    '[System.IO.File]::ReadAllText() is not available here'.toLowerCase(),
  ],
  [
    'New-Object System.Net.Sockets.TcpClient',
    'New-Object System.Net.Sockets.TcpClient is not available here',
  ],
  ['$env:COMPUTERNAME', '$env:computername is not available here'],
  ['1 -shl 2', 'the operator -shl is not available here'],
  ["'a' > C:\\out.txt", "'>"],
  ['Invoke-RestMethod http://x -Proxy http://y', 'invoke-restmethod -proxy is not available here'],
])('refuses by name: %s', async (script, said) => {
  const { stderr } = await runPowerShell(script, [], offline);
  expect(stderr.toLowerCase()).toContain(said.toLowerCase());
});

it.each([
  ["[int]'abc'", 'Cannot convert value "abc"'],
  ['1 / 0', 'divide by zero'],
  ["'a' -match '('", 'parsing "(" failed'],
  ["Invoke-RestMethod 'http://['", 'Invalid URI'],
  ["[System.Net.WebRequest]::Create('here').GetResponse()", 'Invalid URI'],
  ["Invoke-RestMethod http://x -Headers @{ 'a b' = 'c' }", 'invalid HTTP Header characters'],
  [`$x = ${'('.repeat(9000)}1${')'.repeat(9000)}`, 'call depth overflow'],
  ['$t = @{}; $t.a = $t; "$t"', 'call depth overflow'],
  ["'a'.PadRight(999999999999)", 'lack of memory'],
])('says what is wrong with %.40s', async (script, said) => {
  expect((await runPowerShell(script, [], answers)).stderr).toContain(said);
});

it('gets its parameters by name', async () => {
  const script = 'param([Parameter(Mandatory=$true)][string]$a, [string]$b = \'none\')\n"$a $b"';
  expect((await runPowerShell(script, [{ name: 'A', value: 'x' }], offline)).stdout).toBe('x none\n');
});
