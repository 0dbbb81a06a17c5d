import { z } from 'zod';
import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { param, parentNotFound, pathResourceId, requireGroup } from '../../core/tracked/not-found.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { type FederatedCredential, federatedCredentials } from './tables.ts';
import { identityType } from './user-assigned.ts';

const path = `${groupPath(identityType)}/{name}/federatedIdentityCredentials`;
const action = `${identityType}/federatedIdentityCredentials`;

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const maxPerIdentity = 20;
const maxLength = 600;
const unsupportedLocations = new Set([
  'eastasia',
  'israelcentral',
  'italynorth',
  'malaysiasouth',
  'mexicocentral',
  'qatarcentral',
  'spaincentral',
]);

const bodySchema = z.object({
  properties: z.object({
    issuer: z.string().min(1),
    subject: z.string().min(1),
    audiences: z.array(z.string().min(1)),
  }),
});

function toWire(credential: FederatedCredential): unknown {
  const { identityId, name, issuer, subject, audiences } = credential;
  return {
    id: `${identityId}/federatedIdentityCredentials/${name}`,
    name,
    type: `${identityType}/federatedIdentityCredentials`,
    properties: { issuer, subject, audiences },
  };
}

function requireIdentity(context: Context): ArmResource {
  const identity = context.world.resources.get(pathResourceId(context, identityType));
  if (identity) return identity;
  requireGroup(context);
  throw parentNotFound(param(context, 'name'));
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message);
}

function check(name: string, properties: z.infer<typeof bodySchema>['properties']): void {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9-_]{2,119}$/.test(name)) {
    throw invalid(
      `The federated identity credential name '${name}' is invalid. It must match the pattern '^[a-zA-Z0-9]{1}[a-zA-Z0-9-_]{2,119}$'.`,
    );
  }
  const { issuer, subject, audiences } = properties;
  if (audiences.length !== 1) throw invalid('The number of audiences must be exactly 1.');
  for (const [field, value] of [
    ['issuer', issuer],
    ['subject', subject],
    ['audience', audiences[0] ?? ''],
  ] as const) {
    if (value.length > maxLength)
      throw invalid(`The ${field} must not be longer than ${maxLength} characters.`);
    if (value.includes('*')) throw invalid(`Wildcard characters are not supported in the ${field}.`);
  }
  if (!/^https:\/\/[^/\s]+/i.test(issuer)) throw invalid(`The issuer '${issuer}' must be an https URL.`);
}

function createOrUpdate(context: Context) {
  const { world } = context;
  const identity = requireIdentity(context);
  if (unsupportedLocations.has(identity.location)) {
    throw new ArmError(
      405,
      'MethodNotAllowed',
      `Federated identity credentials are not supported for user-assigned identities in region '${identity.location}'.`,
    );
  }
  const asked = param(context, 'credentialName');
  const { properties } = parseBody(bodySchema, context.body);
  check(asked, properties);
  const others = world
    .table(federatedCredentials)
    .find('identity', identity.id)
    .filter((credential) => credential.name.toLowerCase() !== asked.toLowerCase());
  const before = world.table(federatedCredentials).get(`${identity.id}/${asked}`);
  if (others.some(({ issuer, subject }) => issuer === properties.issuer && subject === properties.subject)) {
    throw new ArmError(
      409,
      'Conflict',
      'Issuer and subject combination already exists for this Managed Identity.',
    );
  }
  if (!before && others.length >= maxPerIdentity) {
    throw invalid(
      `Too many Federated Identity Credentials for this Managed Identity. The maximum number is ${maxPerIdentity}.`,
    );
  }
  const credential = world.table(federatedCredentials).put({
    identityId: identity.id,
    name: before?.name ?? asked,
    ...properties,
  });
  const location = `${identity.id}/federatedIdentityCredentials/${credential.name}`;
  return before
    ? { status: 200, body: toWire(credential) }
    : { status: 201, body: toWire(credential), headers: { location } };
}

/** Trust of a user-assigned identity in tokens of an external issuer. */
export const federatedCredentialRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'FederatedIdentityCredentials_List',
    action: `${action}/read`,
    handle: (context) => {
      const identity = requireIdentity(context);
      return context.page(
        context.world.table(federatedCredentials).find('identity', identity.id),
        20,
        toWire,
      );
    },
  },
  {
    method: 'GET',
    path: `${path}/{credentialName}`,
    operation: 'FederatedIdentityCredentials_Get',
    action: `${action}/read`,
    handle: (context) => {
      const name = param(context, 'credentialName');
      const credential = context.world
        .table(federatedCredentials)
        .get(`${requireIdentity(context).id}/${name}`);
      if (credential) return { status: 200, body: toWire(credential) };
      throw new ArmError(404, 'NotFound', `The Federated Identity Credential '${name}' was not found.`);
    },
  },
  {
    method: 'PUT',
    path: `${path}/{credentialName}`,
    operation: 'FederatedIdentityCredentials_CreateOrUpdate',
    action: `${action}/write`,
    handle: createOrUpdate,
  },
  {
    method: 'DELETE',
    path: `${path}/{credentialName}`,
    operation: 'FederatedIdentityCredentials_Delete',
    action: `${action}/delete`,
    handle: (context) => {
      const key = `${requireIdentity(context).id}/${param(context, 'credentialName')}`;
      return { status: context.world.table(federatedCredentials).delete(key) ? 200 : 204 };
    },
  },
];
