import 'server-only';
import { isRestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { redact } from '@/lib/arm/redact';

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

const unreachableCodes =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE/;
const unreachableWords =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|endpoints_resolution_error|network_error/;

/** Bodies of answers that were errors, by the request they answer. */
const refusals = new WeakMap<object, string>();

/**
 * Keeps what Azure said until the error arrives here: the pager of the modular SDK clients throws its own words only
 * ("Pagination failed with unexpected statusCode 403").
 */
export function rememberRefusal(request: object, bodyAsText: string): void {
  refusals.set(request, bodyAsText);
}

function namesOf(error: unknown): { name: string; message: string; code: string } {
  if (!(error instanceof Error)) return { name: '', message: String(error), code: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name: error.name, message: error.message, code };
}

/**
 * Any error of a call to Azure as a fault, in Azure's own words where it spoke.
 * Unreachable: no answer came. SignInFailed: no token could be got. Aborted: we gave up ourselves.
 */
export function toFault(error: unknown, during: string): AzureFault {
  if (error instanceof AzureError) return error.fault;
  // The connection broke in the middle of an answer: what Azure did is not known.
  if (
    isRestError(error) &&
    error.code === 'PARSE_ERROR' &&
    /aborted|terminated|premature/i.test(error.message)
  ) {
    return portalFault({ during, code: 'Unreachable', message: 'Azure’s answer broke off.' });
  }
  if (isRestError(error) && (error.statusCode !== undefined || error.response !== undefined)) {
    const { response } = error;
    const text = response?.bodyAsText ?? (error.request && refusals.get(error.request)) ?? '';
    const body = errorBody.safeParse(parseJson(text));
    const status = error.statusCode ?? response?.status ?? 0;
    const code = body.success ? body.data.error.code : (error.code ?? `Http${status}`);
    const message = body.success ? (body.data.error.message ?? code) : error.message;
    return portalFault({
      during,
      code,
      message: redact(message),
      status,
      requestId: response?.headers.get('x-ms-request-id') ?? response?.headers.get('request-id') ?? '',
      retryAfterSeconds: Number(response?.headers.get('retry-after') ?? 0) || 0,
    });
  }
  const { name, message, code } = namesOf(error);
  if (name === 'AbortError')
    return portalFault({ during, code: 'Aborted', message: 'The call was given up.' });
  if (unreachableCodes.test(code) || unreachableWords.test(message) || code === 'REQUEST_SEND_ERROR') {
    return portalFault({ during, code: 'Unreachable', message: redact(message) });
  }
  if (/Credential|Authentication|ClientAuth|ServerError|InteractionRequired/.test(name)) {
    return portalFault({ during, code: 'SignInFailed', message: redact(message) });
  }
  return portalFault({ during, code: code || 'Unexpected', message: redact(message) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
