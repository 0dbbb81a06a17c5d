import 'server-only';
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';
import { AzureError } from '@/lib/arm/azure-error';
import { portalFault } from '@/lib/arm/fault';
import { callContext } from './call-context';
import type { CallMeter } from './call-meter';
import type { Limiter } from './limiter';
import { rememberRefusal, toFault } from './to-fault';

/**
 * Refuses to send a token anywhere but to the configured hosts. The SDKs follow `nextLink` and operation URLs
 * wherever they lead, so a spoofed answer could otherwise collect the caller's token.
 */
export function ownHostsPolicy(origins: ReadonlySet<string>): PipelinePolicy {
  return {
    name: 'keylessOwnHosts',
    async sendRequest(request, next) {
      const url = new URL(request.url);
      if (!origins.has(url.origin)) {
        const message = `An answer from Azure led to ${url.host}, which is not the configured endpoint. It was not followed.`;
        const during = `${request.method} ${url.pathname}`;
        throw new AzureError(portalFault({ code: 'ForeignHost', message, during }));
      }
      return next(request);
    },
  };
}

/** Puts the call context's abort signal and correlation id on every request. */
export const callContextPolicy: PipelinePolicy = {
  name: 'keylessCallContext',
  sendRequest(request, next) {
    const context = callContext();
    if (context) {
      const { signal } = context;
      const own = request.abortSignal;
      // Pollers bring a signal of their own: whichever comes first ends the call.
      if (signal) request.abortSignal = own instanceof AbortSignal ? AbortSignal.any([own, signal]) : signal;
      request.headers.set('x-ms-correlation-request-id', context.correlationId);
    }
    return next(request);
  },
};

/** An Azure that answers takes a second or two, for the largest page; one that says nothing for this long will not. */
const timeoutMs = 12_000;

/** Gives up on a call that is never answered, so that silence is told from slowness and the next refresh can begin. */
export const timeoutPolicy: PipelinePolicy = {
  name: 'keylessTimeout',
  async sendRequest(request, next) {
    request.timeout = timeoutMs;
    try {
      return await next(request);
    } catch (error) {
      const isSilence =
        error instanceof Error && error.name === 'AbortError' && !request.abortSignal?.aborted;
      if (!isSilence) throw error;
      const message = `Azure did not answer within ${timeoutMs / 1000} seconds.`;
      const during = `${request.method} ${new URL(request.url).pathname}`;
      throw new AzureError(portalFault({ code: 'Unreachable', message, during }));
    }
  },
};

/** One slot a call, kept while it is retried: a throttled caller must not push on with other calls instead. */
export function limiterPolicy(limiter: Limiter): PipelinePolicy {
  return {
    name: 'keylessLimiter',
    sendRequest: (request, next) =>
      limiter.run(async () => {
        // Given up while it waited for its turn.
        if (request.abortSignal?.aborted) throw new DOMException('The call was given up.', 'AbortError');
        return next(request);
      }),
  };
}

/** Sits inside the retries, so that every request on the wire counts. */
export function meterPolicy(meter: CallMeter): PipelinePolicy {
  return {
    name: 'keylessMeter',
    sendRequest(request, next) {
      meter.count();
      callContext()?.onCall?.();
      return next(request);
    },
  };
}

/** See rememberRefusal. */
export const refusalPolicy: PipelinePolicy = {
  name: 'keylessRefusal',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status >= 400 && response.bodyAsText) rememberRefusal(request, response.bodyAsText);
    return response;
  },
};

/**
 * Inside the retries: a POST that must happen once at most is not sent again when no answer came, or one that leaves open
 * whether it happened. A refusal for too many requests (429) says that it did not, and may be retried.
 */
export const oncePolicy: PipelinePolicy = {
  name: 'keylessOnce',
  async sendRequest(request, next) {
    if (callContext()?.once !== true || request.method !== 'POST') return next(request);
    const during = `${request.method} ${new URL(request.url).pathname}`;
    try {
      const response = await next(request);
      if (response.status < 500 && response.status !== 408) return response;
      const { status } = response;
      throw new RestError(`Azure answered ${status}.`, { statusCode: status, request, response });
    } catch (error) {
      // What is no RestError is not retried by the SDK.
      throw new AzureError(toFault(error, during));
    }
  },
};
