/** What the portal needs from the emulator's ready file. */
export interface Endpoints {
  resourceManager: string;
  authority: string;
  graph: string;
  tenantId: string;
  caFile: string;
}
export function withoutAzure(environment: NodeJS.ProcessEnv): Record<string, string>;
export function emulatorEnvironment(
  environment: NodeJS.ProcessEnv,
  ready: Endpoints,
  person: { upn: string; password: string },
): Record<string, string>;
export function azureEnvironment(environment: NodeJS.ProcessEnv): Record<string, string>;
