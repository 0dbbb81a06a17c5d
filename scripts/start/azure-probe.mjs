// Asks for a token the way the portal will, with the pinned Node. Exit code 0: there is one. The token is dropped.
import { DefaultAzureCredential } from '@azure/identity';

const timeoutMs = 10_000;
const endpoint = (process.env.AZURE_RESOURCE_MANAGER_ENDPOINT ?? 'https://management.azure.com').replace(
  /\/$/,
  '',
);
// Some credentials (a managed identity endpoint that never answers) ignore the abort signal.
const tooLate = setTimeout(() => fail('no answer within 10 seconds'), timeoutMs);

function fail(message) {
  process.stderr.write(`${message}\n`, () => process.exit(1));
}

try {
  await new DefaultAzureCredential().getToken(`${endpoint}/.default`, {
    abortSignal: AbortSignal.timeout(timeoutMs),
  });
  clearTimeout(tooLate);
} catch (error) {
  const lines = String(error.message).split('\n');
  fail(lines.find((line) => line.includes('AADSTS')) ?? lines[0]);
}
