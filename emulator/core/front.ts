import { setTimeout as delay } from 'node:timers/promises';
import { type AdminParts, admin } from './admin.ts';
import type { Arm } from './arm.ts';
import { cloudMetadata } from './cloud-metadata.ts';
import type { HttpRequest, Outcome, Refusal } from './contract/http.ts';
import type { Surface } from './contract/surface.ts';
import { faultReply } from './faults.ts';

export interface FrontParts extends AdminParts {
  readonly arm: Arm;
  readonly surfaces: readonly Surface[];
  readonly tenantId: string;
  /** Added to every ARM and Graph answer. */
  readonly latencyMs: number;
  /** Resolves when what the request changed is durable. */
  flush(): Promise<void>;
}

/** The one HTTPS port: decides by host name and path which of Azure's hosts a request is for, and lets faults strike first. */
export async function front(request: HttpRequest, parts: FrontParts): Promise<Outcome> {
  const { method, path } = request;
  const surface = parts.surfaces.find((candidate) => candidate.serves(request));
  if (!surface && path.startsWith('/_emulator/')) {
    const reply = await admin(request, parts);
    await parts.flush();
    return reply;
  }
  const known = surface ? undefined : cloudMetadata(request, parts.tenantId);
  if (known) return known;
  const isSpared = surface?.isSpared ?? false;
  const fault = parts.faults.take(request, !isSpared);
  const waitMs = (isSpared ? 0 : parts.latencyMs) + (fault?.latencyMs ?? 0);
  if (waitMs > 0) await delay(waitMs);
  if (fault && isSilent(fault.kind)) return fault.kind;
  const injected = fault && faultReply(fault, request, surface?.refuse);
  if (injected) {
    if (!surface) parts.traffic.count(`${method} (fault ${injected.status})`);
    return injected;
  }
  const reply = await (surface ?? parts.arm).handle(request);
  await parts.flush();
  return fault?.kind === 'truncate' ? { ...reply, truncated: true } : reply;
}

function isSilent(kind: string): kind is Extract<Outcome, string> {
  return kind === 'reset' || kind === 'stall' || kind === 'refused' || kind === 'tls';
}

/** The same for a host beside the HTTPS port: only faults that name a path or a machine strike it, in words of `refuse`. */
export async function struck<Request extends HttpRequest>(
  request: Request,
  faults: FrontParts['faults'],
  host: { readonly answer: (request: Request) => Promise<Outcome>; readonly refuse: Refusal },
): Promise<Outcome> {
  const fault = faults.take(request, false);
  if (!fault) return host.answer(request);
  if (fault.latencyMs > 0) await delay(fault.latencyMs);
  if (isSilent(fault.kind)) return fault.kind;
  const outcome = faultReply(fault, request, host.refuse) ?? (await host.answer(request));
  return fault.kind === 'truncate' && typeof outcome !== 'string' ? { ...outcome, truncated: true } : outcome;
}
