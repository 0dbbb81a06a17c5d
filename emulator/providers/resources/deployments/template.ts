import { z } from 'zod';
import { type ContextFunctions, evaluate, noLoops } from './evaluate.ts';
import { equalJson, isObject, type Json, type JsonObject, jsonSchema, objectSchema } from './json.ts';
import { TemplateError } from './template-error.ts';

const parameterSchema = z.object({
  type: z.string(),
  defaultValue: jsonSchema.optional(),
  allowedValues: z.array(jsonSchema).nullish(),
  minValue: z.number().nullish(),
  maxValue: z.number().nullish(),
  minLength: z.number().nullish(),
  maxLength: z.number().nullish(),
  nullable: z.boolean().nullish(),
});
export type ParameterDefinition = z.infer<typeof parameterSchema>;

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
export const templateSchema = z.object({
  $schema: z.string(),
  contentVersion: z.string(),
  languageVersion: z.string().nullish(),
  parameters: z.record(z.string(), parameterSchema).nullish(),
  variables: objectSchema.nullish(),
  functions: z.array(jsonSchema).nullish(),
  resources: z.union([z.array(objectSchema), z.record(z.string(), objectSchema)]),
  outputs: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        value: jsonSchema.optional(),
        condition: jsonSchema.optional(),
        copy: objectSchema.optional(),
      }),
    )
    .nullish(),
});
export type Template = z.infer<typeof templateSchema>;

export interface ParameterValues {
  /** What expressions see. */
  readonly values: ReadonlyMap<string, Json>;
  /** What answers show: type and value, of secure parameters the type alone. */
  readonly shown: JsonObject;
}

const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  securestring: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number' && Number.isInteger(value),
  bool: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
  secureobject: isObject,
};

/** Types as answers write them. */
const shownTypes: Readonly<Record<string, string>> = {
  string: 'String',
  securestring: 'SecureString',
  int: 'Int',
  bool: 'Bool',
  array: 'Array',
  object: 'Object',
  secureobject: 'SecureObject',
};

export function shownType(type: string): string {
  return shownTypes[type.toLowerCase()] ?? type;
}

export function isSecure(type: string): boolean {
  return type.toLowerCase().startsWith('secure');
}

const parameterHelp = 'Please see https://aka.ms/arm-syntax-parameters for usage details.';

function check(name: string, definition: ParameterDefinition, value: Json): void {
  const type = definition.type.toLowerCase();
  const fits = kinds[type];
  if (!fits) {
    throw new TemplateError(
      `Template parameter '${name}' has the unknown type '${definition.type}'. ${parameterHelp}`,
    );
  }
  if (value === null && definition.nullable) return;
  if (!fits(value)) {
    throw new TemplateError(
      `Template parameter JToken type is not valid. Expected '${shownType(type)}' for parameter '${name}'. ${parameterHelp}`,
    );
  }
  const refuse = (problem: string): TemplateError =>
    new TemplateError(
      `The provided value for the template parameter '${name}' is not valid. ${problem} ${parameterHelp}`,
    );
  if (definition.allowedValues && !definition.allowedValues.some((allowed) => equalJson(allowed, value))) {
    const allowed = definition.allowedValues.map((entry) =>
      typeof entry === 'string' ? entry : JSON.stringify(entry),
    );
    throw new TemplateError(
      `The provided value for the template parameter '${name}' is not valid. The value '${isSecure(type) ? '' : String(value)}' is not part of the allowed value(s): '${allowed.join(',')}'.`,
    );
  }
  if (typeof value === 'number') {
    if (typeof definition.maxValue === 'number' && value > definition.maxValue)
      throw refuse(`Value should be less than or equal to '${definition.maxValue}'.`);
    if (typeof definition.minValue === 'number' && value < definition.minValue)
      throw refuse(`Value should be greater than or equal to '${definition.minValue}'.`);
  }
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
  if (length === undefined) return;
  if (typeof definition.maxLength === 'number' && length > definition.maxLength)
    throw refuse(`Length of the value should be less than or equal to '${definition.maxLength}'.`);
  if (typeof definition.minLength === 'number' && length < definition.minLength)
    throw refuse(`Length of the value should be greater than or equal to '${definition.minLength}'.`);
}

/**
 * The parameters of a deployment: given values, else defaults (which may be expressions). Throws TemplateError for a
 * missing, unknown or unfit one.
 */
export function resolveParameters(
  template: Template,
  given: Readonly<Record<string, { value?: Json | undefined; reference?: Json | undefined }>>,
  functions: ContextFunctions,
): ParameterValues {
  const definitions = template.parameters ?? {};
  const byLower = new Map(Object.entries(given).map(([name, entry]) => [name.toLowerCase(), entry]));
  const names = new Set(Object.keys(definitions).map((name) => name.toLowerCase()));
  const unknown = Object.keys(given).filter((name) => !names.has(name.toLowerCase()));
  if (unknown.length > 0) {
    throw new TemplateError(
      `The template parameters '${unknown.join(', ')}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${Object.keys(definitions).join(', ')}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.`,
    );
  }
  const values = new Map<string, Json>();
  const shown: JsonObject = {};
  for (const [name, definition] of Object.entries(definitions)) {
    const entry = byLower.get(name.toLowerCase());
    if (entry?.reference !== undefined) {
      throw new TemplateError(
        `Key Vault references of parameters ('${name}') are not supported by the emulator`,
      );
    }
    const value = entry?.value ?? defaultOf(definition, functions, values);
    if (value === undefined) {
      throw new TemplateError(
        `The value for the template parameter '${name}' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details.`,
      );
    }
    check(name, definition, value);
    values.set(name.toLowerCase(), value);
    shown[name] = { type: shownType(definition.type), ...(isSecure(definition.type) ? {} : { value }) };
  }
  return { values, shown };
}

function defaultOf(
  definition: ParameterDefinition,
  functions: ContextFunctions,
  earlier: ReadonlyMap<string, Json>,
): Json | undefined {
  if (definition.defaultValue === undefined) return definition.nullable ? null : undefined;
  const own = new Map(functions);
  own.set('parameters', ([name]) => earlier.get(String(name).toLowerCase()) ?? null);
  return evaluate(definition.defaultValue, { functions: own, loops: noLoops });
}
