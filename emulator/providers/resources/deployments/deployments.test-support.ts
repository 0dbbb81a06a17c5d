import { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import { ClientSecretCredential } from '@azure/identity';
import { required } from '../../../core/test-support.ts';
import type { Tenant } from '../../sdk-test-support.ts';

/** Microsoft's client for template deployments, signed in as the application that owns the tenant. */
export function deploymentsOf({ emulator, subscriptionId }: Tenant): DeploymentsClient['deployments'] {
  return deploymentsClient(emulator.endpoints, subscriptionId).deployments;
}

export function deploymentsClient(
  endpoints: Tenant['emulator']['endpoints'],
  subscriptionId: string,
): DeploymentsClient {
  const { tenantId, authority, resourceManager, servicePrincipals } = endpoints;
  const { clientId, secret } = required(servicePrincipals[0]);
  const credential = new ClientSecretCredential(tenantId, clientId, secret, {
    authorityHost: authority,
    disableInstanceDiscovery: true,
  });
  return new DeploymentsClient(credential, subscriptionId, {
    endpoint: resourceManager,
    credentials: { scopes: ['https://management.azure.com/.default'] },
    retryOptions: { maxRetries: 0 },
  });
}

export function template(resources: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
    ...more,
  };
}

/** A network interface and a VM on it, as a template writes them; the password is a secure parameter. */
export function machine(name: string, identity?: Record<string, unknown>): Record<string, unknown>[] {
  return [
    {
      type: 'Microsoft.Compute/virtualMachines',
      apiVersion: '2024-07-01',
      name,
      location: '[resourceGroup().location]',
      dependsOn: [`Microsoft.Network/NetworkInterfaces/${name}-nic`],
      ...(identity ? { identity } : {}),
      properties: {
        hardwareProfile: { vmSize: 'Standard_B2s' },
        osProfile: {
          computerName: name,
          adminUsername: 'azureuser',
          adminPassword: "[parameters('password')]",
        },
        storageProfile: {
          osDisk: { createOption: 'fromImage', managedDisk: { storageAccountType: null } },
          imageReference: { publisher: 'Canonical', offer: 'ubuntu', sku: '22_04-lts', version: 'latest' },
        },
        networkProfile: {
          networkInterfaces: [{ id: `[resourceId('Microsoft.Network/networkInterfaces', '${name}-nic')]` }],
        },
      },
    },
    {
      type: 'Microsoft.Network/networkInterfaces',
      apiVersion: '2024-05-01',
      name: `${name}-nic`,
      location: '[resourceGroup().location]',
      properties: { ipConfigurations: [{ name: 'ip', properties: {} }] },
    },
  ];
}

export const password = { parameters: { password: { type: 'securestring' } } };
