import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { UsernamePasswordCredential } from '@azure/identity';
import { createEmulator, type Emulator, type EmulatorOptions } from '@/emulator/create-emulator';
import { type AzureClients, createClients } from '@/lib/azure/clients';
import { sharedTokens, type TokenCredential } from '@/lib/azure/credential';
import { azureReaderOf } from '@/lib/azure/read/arm-reader';
import { Snapshot } from '@/lib/estate/snapshot/snapshot';
import type { AzureReader } from '@/lib/model/azure-reader';

/** The Azure CLI's public client, which every tenant knows. */
const publicClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

export interface EmulatedEstate {
  readonly emulator: Emulator;
  /** A person of the scenario by key (owner, reader, nobody) or display name. */
  credentialOf(person: string): TokenCredential;
  /** Clients of the person's own, apart from everybody else's. */
  clientsOf(person: string, concurrency?: number): AzureClients;
  readerOf(person: string, concurrency?: number): AzureReader;
  /** Id of the subscription of that name. */
  subscriptionId(name: string): string;
  /**
   * A snapshot that refreshes every `intervalMs`; by default it reads once. All of a person's share what Azure allows
   * that person, so a few that refresh all the time make each other wait.
   */
  snapshotOf(person: string, intervalMs?: number): Snapshot;
  close(): Promise<void>;
}

/** An emulated Azure and what its people see of it, for tests. */
export async function startEmulatedEstate(options: EmulatorOptions): Promise<EmulatedEstate> {
  const emulator = await createEmulator(options);
  setDefaultCACertificates([...getCACertificates('default'), emulator.caPem]);
  const { endpoints } = emulator;
  const snapshots: Snapshot[] = [];
  const credentialOf = (key: string) => {
    const person = endpoints.people.find(({ roles, name }) => roles[0] === key || name === key);
    if (!person) throw new Error(`Nobody in this scenario is ${key}.`);
    return sharedTokens(
      new UsernamePasswordCredential(endpoints.tenantId, publicClientId, person.upn, person.password, {
        authorityHost: endpoints.authority,
        disableInstanceDiscovery: true,
      }),
    );
  };
  const clientsOf = (person: string, concurrency = 24) =>
    createClients(credentialOf(person), {
      endpoint: endpoints.resourceManager,
      graphEndpoint: endpoints.graph,
      concurrency,
    });
  const readerOf = (person: string, concurrency?: number) =>
    azureReaderOf(clientsOf(person, concurrency), endpoints.tenantId);
  return {
    emulator,
    credentialOf,
    clientsOf,
    readerOf,
    subscriptionId(name) {
      const id = endpoints.subscriptions.find((one) => endpoints.subscriptionNames[one] === name);
      if (id === undefined) throw new Error(`No subscription in this scenario is called ${name}.`);
      return id;
    },
    snapshotOf(person, intervalMs = 3_600_000) {
      const { tenantId } = endpoints;
      const snapshot = new Snapshot({
        reader: readerOf(person),
        tenantId,
        intervalMs,
        limitPerMinute: 1_000_000,
      });
      snapshots.push(snapshot);
      return snapshot;
    },
    async close() {
      for (const snapshot of snapshots) snapshot.close();
      await emulator.close();
    },
  };
}

/** Resolves when `test` holds, tried after each change. Rejects after `timeoutMs`. */
export async function until(snapshot: Snapshot, test: () => boolean, timeoutMs = 20_000): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  snapshot.touch();
  while (!test()) await snapshot.nextChange(signal);
}
