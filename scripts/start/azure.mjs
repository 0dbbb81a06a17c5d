import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

const probe = fileURLToPath(new URL('./azure-probe.mjs', import.meta.url));

/** Makes sure there is a credential for real Azure, before a page full of errors says there is none. */
export async function ensureAzureCredential(node, env) {
  const { code, error } = await new Promise((resolve) => {
    execFile(node, [probe], { env, timeout: 20_000 }, (failure, _out, stderr) =>
      resolve({ code: failure ? (failure.code ?? 1) : 0, error: stderr.trim().split('\n')[0] }),
    );
  });
  if (code === 0) return;
  throw new Problem(
    'No Azure credential was found: sign in with "az login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and ' +
      `AZURE_CLIENT_CERTIFICATE_PATH (or AZURE_CLIENT_SECRET), then start again. Azure said: ${error || 'nothing'}`,
  );
}
