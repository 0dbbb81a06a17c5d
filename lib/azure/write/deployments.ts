import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { armRequest } from '@/lib/azure/arm-request';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import type { Report } from '@/lib/model/writer-states';

const version = 'api-version=2022-09-01';
const pollMs = 1000;
const timeoutMs = 30 * 60_000;

const errorSchema: z.ZodType<{ code?: string; message?: string; details?: unknown[] }> = z.looseObject({
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.array(z.unknown()).optional(),
});
const deploymentSchema = z.object({
  properties: z.object({ provisioningState: z.string(), error: errorSchema.nullish() }),
});
const whatIfSchema = z.object({
  properties: z.object({
    changes: z.array(z.object({ resourceId: z.string(), changeType: z.string() })).nullish(),
  }),
});

/** The innermost error of a failed deployment: the outer ones only say that something failed. */
function innermost(error: z.infer<typeof errorSchema>): z.infer<typeof errorSchema> {
  const [first] = error.details ?? [];
  const inner = errorSchema.safeParse(first);
  return inner.success && inner.data.message ? innermost(inner.data) : error;
}

function bodyOf(template: unknown, secrets: Readonly<Record<string, string>>): unknown {
  const parameters = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { value }]));
  return { properties: { mode: 'Incremental', template, parameters } };
}

/** Template deployments for steps. https://learn.microsoft.com/rest/api/resources/deployments */
export function stepDeployments(clients: AzureClients, endpoint: string) {
  const urlOf = (groupId: string, name: string, verb = '') =>
    `${endpoint}${encodeURI(groupId)}/providers/Microsoft.Resources/deployments/${name}${verb}?${version}`;
  const read = async (groupId: string, name: string) =>
    deploymentSchema.parse((await armRequest(clients, 'GET', urlOf(groupId, name))).body).properties;
  return {
    deploymentState: (groupId: string, name: string) =>
      orNull(`Read deployment ${name}`, async () => (await read(groupId, name)).provisioningState),
    /** Runs a template to its end. `secrets` become secure parameters and are in no log. */
    deploy: (
      groupId: string,
      name: string,
      template: unknown,
      secrets: Readonly<Record<string, string>>,
      report: Report,
    ): Promise<void> => {
      const what = `Deploy ${name}`;
      return during(what, async () => {
        await armRequest(clients, 'PUT', urlOf(groupId, name), bodyOf(template, secrets));
        const since = Date.now();
        for (;;) {
          const { provisioningState, error } = await read(groupId, name);
          if (provisioningState === 'Succeeded') return;
          if (provisioningState === 'Failed' || provisioningState === 'Canceled') {
            const { code = 'DeploymentFailed', message = 'The deployment failed.' } = innermost(error ?? {});
            throw new AzureError(faultOf(what, code, message));
          }
          if (Date.now() - since > timeoutMs)
            throw new AzureError(
              faultOf(what, 'StillRunning', 'Azure had not finished the deployment after 30 minutes.'),
            );
          report(`Azure: ${provisioningState}, ${Math.round((Date.now() - since) / 1000)} s`);
          await delay(pollMs);
        }
      });
    },
    /** What Azure says the template would do, as `Create …` lines. */
    whatIf: (
      groupId: string,
      template: unknown,
      secrets: Readonly<Record<string, string>>,
    ): Promise<readonly string[]> =>
      during('Ask what a deployment would do', async () => {
        let answer = await armRequest(
          clients,
          'POST',
          urlOf(groupId, `what-if-${crypto.randomUUID()}`, '/whatIf'),
          bodyOf(template, secrets),
        );
        const location = answer.header('location');
        while (answer.status === 202) {
          await delay(pollMs);
          answer = await armRequest(clients, 'GET', location);
        }
        const { changes } = whatIfSchema.parse(answer.body).properties;
        return (changes ?? []).map(({ changeType, resourceId }) => `${changeType} ${resourceId}`);
      }),
  };
}

function faultOf(what: string, code: string, message: string) {
  return { code, message, status: 0, requestId: '', during: what, at: Date.now(), retryAfterSeconds: 0 };
}
