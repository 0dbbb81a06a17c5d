import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allSteps, bindStep } from './all-steps';

/**
 * What is new by the person's will: Azure knows no name of it yet, or it is text of their own, such as which secret or
 * container to look for.
 */
const content = new Set([
  'addressPrefix',
  'adminUser',
  'audience',
  'condition',
  'containerName',
  'description',
  'issuer',
  'name',
  'notes',
  'secretName',
  'size',
  'sshPublicKey',
  'subject',
  'tags',
]);
/** Ids by another name: of a region, and of where. */
const ids = /(Id|Ids|Guid)$|^(scope|location)$/;

type Json = z.core.JSONSchema.JSONSchema;
interface Field {
  readonly name: string;
  readonly choice: boolean;
  /** An input in which only this field is filled in, and what decides that there is such a field. */
  holding(value: unknown): Readonly<Record<string, unknown>>;
}

const objects = (list: readonly (Json | boolean)[] = []): Json[] =>
  list.filter((one): one is Json => typeof one === 'object');

/** The fields of a JSON schema that hold a value, whatever they are nested in. */
function fieldsOf({ properties = {}, anyOf, oneOf }: Json): Field[] {
  const own = Object.entries(properties).flatMap(([name, one]) =>
    typeof one === 'object' ? fieldsAt(name, one) : [],
  );
  const decided = Object.fromEntries(
    Object.entries(properties).flatMap(([name, one]) =>
      typeof one === 'object' && one.const !== undefined ? [[name, one.const]] : [],
    ),
  );
  return [
    ...own.map((field) => ({
      ...field,
      holding: (value: unknown) => ({ ...decided, ...field.holding(value) }),
    })),
    ...objects([...(anyOf ?? []), ...(oneOf ?? [])]).flatMap(fieldsOf),
  ];
}

function fieldsAt(name: string, schema: Json): Field[] {
  const nested = fieldsOf(schema);
  if (nested.length > 0)
    return nested.map((field) => ({ ...field, holding: (value) => ({ [name]: field.holding(value) }) }));
  const { items } = schema;
  const isList = typeof items === 'object' && !Array.isArray(items);
  const one = isList ? items : schema;
  const choice = one.enum !== undefined || one.const !== undefined || one.type === 'boolean';
  return [{ name, choice, holding: (value) => ({ [name]: isList ? [value] : value }) }];
}

describe.each(allSteps)('$kind', ({ schema, kind }) => {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });

  it('takes ids, choices and what is new, and no name of anything that exists', () => {
    const fields = fieldsOf(json);
    expect(fields.length).toBeGreaterThan(0);
    for (const { name, choice } of fields)
      expect(choice || ids.test(name) || content.has(name), name).toBe(true);
  });

  it('takes no id that is none', () => {
    for (const { name, holding } of fieldsOf(json).filter((one) => !one.choice && ids.test(one.name))) {
      const bound = bindStep({ kind, input: holding('Owner of everything') });
      expect(Object.keys(bound.ok ? {} : bound.errors).join(), name).toContain(name);
    }
  });

  it('refuses what its schema does not name', () => {
    const bound = bindStep({ kind, input: { roleName: 'Reader' } });
    expect(bound.ok ? '' : bound.errors['']).toContain('roleName');
  });
});
