import type { ProbeClaims, ProbeExchange, ProbeResult } from '@/lib/model/token-probe';

/** A status of what Run Command answers: of Linux one with both outputs, of Windows one for each. */
export interface RunCommandStatus {
  readonly code: string;
  readonly message: string;
}

export type ParsedProbe =
  | { readonly ok: true; readonly result: ProbeResult }
  /** What came instead, as a sentence. */
  | { readonly ok: false; readonly why: string };

const troubles = ['timeout', 'refused', 'unresolved', 'tls', 'proxy', 'other'] as const;
/** Longest text that is kept of one value. */
const maxText = 600;
const maxUrl = 2048;

/**
 * A token's three parts. The script prints none; should anything else on the virtual machine do so, it stops here.
 * Control characters are no part of a value either.
 */
function clean(value: string): string {
  return /eyJ[\w-]{8,}\.[\w-]+/.test(value) ? '' : value.replaceAll(/\p{Cc}/gu, ' ').trim();
}

/** What the script wrote, out of the words Run Command puts around it. */
function outputs(statuses: readonly RunCommandStatus[]): { stdout: string; stderr: string } {
  const linux = statuses.find(({ message }) => /\[stdout\]\r?\n/.test(message));
  if (linux) {
    const [, stdout = '', stderr = ''] =
      /\[stdout\]\r?\n([\s\S]*?)(?:\r?\n\[stderr\]\r?\n?([\s\S]*))?$/.exec(linux.message) ?? [];
    return { stdout, stderr };
  }
  const of = (name: string) =>
    statuses.find(({ code }) => code.toLowerCase().includes(`/${name}/`))?.message ?? '';
  return { stdout: of('stdout'), stderr: of('stderr') };
}

function exchangeOf(text: (name: string) => string, prefix: 'imds' | 'call'): ProbeExchange {
  const trouble = text(`${prefix}.trouble`);
  return {
    status: numberOf(text(`${prefix}.status`), 0),
    durationMs: numberOf(text(`${prefix}.ms`), 0),
    // The inner code says more: Key Vault answers `Forbidden` to everything.
    code: text(`${prefix}.innercode`) || text(`${prefix}.code`),
    message: text(`${prefix}.message`),
    trouble: trouble === '' ? '' : (troubles.find((one) => one === trouble) ?? 'other'),
  };
}

function numberOf(text: string, otherwise: number): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : otherwise;
}

function claimsOf(text: (name: string) => string): ProbeClaims | null {
  if (text('claim.oid') === '' && text('claim.appid') === '' && text('claim.aud') === '') return null;
  return {
    aud: text('claim.aud'),
    iss: text('claim.iss'),
    tid: text('claim.tid'),
    oid: text('claim.oid').toLowerCase(),
    appid: text('claim.appid').toLowerCase(),
    xms_mirid: text('claim.xms_mirid'),
    iat: numberOf(text('claim.iat'), -1),
    nbf: numberOf(text('claim.nbf'), -1),
    exp: numberOf(text('claim.exp'), -1),
  };
}

/** Why the script's lines are not all there. */
function whatCame(stdout: string, stderr: string): string {
  const said = clean(stderr).slice(0, 300) || clean(stdout).slice(0, 300);
  const heard = said === '' ? ' It wrote nothing.' : ` The virtual machine said: ${said}`;
  if (/^end=/m.test(stdout))
    return 'The beginning of the probe’s answer is missing: Run Command keeps the last 4,096 bytes only.';
  if (/^keyless-probe=1\s*$/m.test(stdout)) return `The probe’s script was cut off before its end.${heard}`;
  return `Run Command ended, but the probe’s script did not answer.${heard}`;
}

/**
 * What the probe's script found, from what Run Command answered. Only values the script is known to write are carried
 * on, each cut to a length, and none that looks like a token.
 * https://learn.microsoft.com/azure/virtual-machines/linux/run-command#restrictions
 */
export function parseProbe(statuses: readonly RunCommandStatus[]): ParsedProbe {
  const { stdout, stderr } = outputs(statuses);
  const values = new Map<string, string>();
  for (const line of stdout.split(/\r?\n/)) {
    const at = line.indexOf('=');
    // The first of a name counts: what a service's message holds comes later.
    if (at > 0 && !values.has(line.slice(0, at))) values.set(line.slice(0, at), clean(line.slice(at + 1)));
  }
  const text = (name: string) => (values.get(name) ?? '').slice(0, maxText);
  if (values.get('keyless-probe') !== '1' || values.get('end') !== 'keyless-probe')
    return { ok: false, why: whatCame(stdout, stderr) };
  const shell = values.get('shell');
  const claims = claimsOf(text);
  const wasCalled = values.has('call.status');
  return {
    ok: true,
    result: {
      shell: shell === 'powershell' ? 'powershell' : 'sh',
      tokenUrl: (values.get('url') ?? '').slice(0, maxUrl),
      answeredBy: text('imds.server'),
      imds: exchangeOf(text, 'imds'),
      claims,
      call: wasCalled
        ? {
            ...exchangeOf(text, 'call'),
            url: (values.get('call.url') ?? '').slice(0, maxUrl),
            version: text('call.version'),
          }
        : null,
    },
  };
}
