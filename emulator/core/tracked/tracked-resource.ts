import { z } from 'zod';
import { resourceId } from '../contract/arm-id.ts';
import type { ArmResource } from '../contract/entities.ts';
import type { Context } from '../contract/provider.ts';
import { invalidContent } from '../rules/arm-errors.ts';
import { param, pathResourceId, requireGroup } from './not-found.ts';

const tagsSchema = z.record(z.string(), z.string());
const recordSchema = z.record(z.string(), z.unknown());

/** The part of a tracked resource's body that all types share. `null` means unset, as Azure's own clients send it. */
export const trackedBodySchema = z.object({
  location: z.string().min(1).nullish(),
  tags: tagsSchema.nullish(),
  kind: z.string().nullish(),
  sku: recordSchema.nullish(),
  zones: z.array(z.string()).nullish(),
  properties: recordSchema.nullish(),
});
export type TrackedBody = z.infer<typeof trackedBodySchema>;

/** Parses a body at the edge; what does not fit is Azure's InvalidRequestContent with the first problem's path. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidContent(
    `${issue?.message ?? 'Invalid value'}. Path '${issue?.path.join('.') ?? ''}'.`.replace(/'\.$/, "'"),
  );
}

/** Azure answers `Central US` as `centralus`. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

/** Drops nulls: in Azure's clients null means "use the default". */
export function withoutNulls(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined),
  );
}

/**
 * The entity a PUT makes from the path and a parsed body: new, or what is stored with the body's parts replaced.
 * The location defaults to the stored one, else to the group's (real Azure requires it on create: LocationRequired).
 */
export function putEntity(context: Context, type: string, body: TrackedBody): ArmResource {
  const group = requireGroup(context);
  const id = pathResourceId(context, type);
  const before = context.world.resources.get(id);
  const now = context.clock.now();
  const location = normalizeLocation(body.location ?? before?.location ?? group.location);
  const shared = {
    location,
    tags: body.tags ?? {},
    ...(body.kind ? { kind: body.kind } : {}),
    ...(body.sku ? { sku: body.sku } : {}),
    ...(body.zones ? { zones: body.zones } : {}),
    changedTime: now,
  };
  if (before) {
    return { ...before, ...shared, properties: withoutNulls(body.properties ?? {}), etag: before.etag + 1 };
  }
  return {
    id: resourceId(group.subscriptionId, group.name, type, param(context, 'name')),
    type,
    name: param(context, 'name'),
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    ...shared,
    properties: withoutNulls(body.properties ?? {}),
    etag: 1,
    createdTime: now,
  };
}
