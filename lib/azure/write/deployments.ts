import 'server-only';
import type { ErrorResponse } from '@azure/arm-resourcesdeployments';
import { resourceGroupParts } from '@/lib/arm/arm-id';
import { AzureError } from '@/lib/arm/azure-error';
import { portalFault } from '@/lib/arm/fault';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import type { Report } from '@/lib/model/writer-states';
import { ended } from './long-running';

/** How often Azure is asked when it does not say how long to wait (Retry-After), which it does. */
const pollMs = 5000;
const deploymentTimeoutMs = 30 * 60_000;
/** A review waits no longer: what-if of one machine takes Azure some seconds. */
const whatIfTimeoutMs = 60_000;

/** The innermost error of a failed deployment: the outer ones only say that something failed. */
function innermost(error: ErrorResponse): ErrorResponse {
  const [inner] = error.details ?? [];
  return inner?.message ? innermost(inner) : error;
}

function failed(during: string, error: ErrorResponse = {}): AzureError {
  const { code = 'DeploymentFailed', message = 'The deployment failed.' } = innermost(error);
  return new AzureError(portalFault({ code, message, during }));
}

function propertiesOf(template: unknown, secrets: Readonly<Record<string, string>>) {
  const parameters = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { value }]));
  return { mode: 'Incremental' as const, template, parameters };
}

/**
 * Template deployments for steps. https://learn.microsoft.com/rest/api/resources/deployments
 * @param waitForWhatIfMs how long Azure may take to say what a template would do
 */
export function stepDeployments(clients: AzureClients, waitForWhatIfMs = whatIfTimeoutMs) {
  const of = (groupId: string) => {
    const { subscriptionId, name: group } = resourceGroupParts(groupId);
    return { deployments: clients.deployments(subscriptionId).deployments, group };
  };
  return {
    deploymentState: (groupId: string, name: string) =>
      orNull(`Read deployment ${name}`, async () => {
        const { deployments, group } = of(groupId);
        return (await deployments.get(group, name)).properties?.provisioningState ?? '';
      }),
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
        const { deployments, group } = of(groupId);
        const options = { updateIntervalInMs: pollMs };
        const body = { properties: propertiesOf(template, secrets) };
        const poller = deployments.createOrUpdate(group, name, body, options);
        try {
          await ended(poller, { what, timeoutMs: deploymentTimeoutMs, report });
        } catch (error) {
          const status = poller.operationState?.status;
          if (status !== 'failed' && status !== 'canceled') throw error;
          // The SDK says that the deployment failed; why is in the deployment itself.
          throw failed(what, (await deployments.get(group, name)).properties?.error);
        }
      });
    },
    /** What Azure says the template would do, as `Create …` lines. */
    whatIf: (
      groupId: string,
      template: unknown,
      secrets: Readonly<Record<string, string>>,
    ): Promise<readonly string[]> => {
      const what = 'Ask what a deployment would do';
      return during(what, async () => {
        const { deployments, group } = of(groupId);
        const poller = deployments.whatIf(
          group,
          `what-if-${crypto.randomUUID()}`,
          { properties: propertiesOf(template, secrets) },
          { updateIntervalInMs: pollMs },
        );
        const { changes = [], error } = await ended(poller, {
          what,
          timeoutMs: waitForWhatIfMs,
          late: `Azure had not said what the deployment would do after ${Math.round(waitForWhatIfMs / 1000)} s.`,
        });
        if (error) throw failed(what, error);
        return changes.map(({ changeType, resourceId = '' }) => `${changeType} ${resourceId}`);
      });
    },
  };
}
