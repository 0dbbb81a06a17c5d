import { isRecord } from './contract/record.ts';
/** Put where a secret was. */
export const redacted = '(redacted)';

const secretName =
  /password|secrettext|customdata|userdata|clientsecret|access_?token|privatekey|protectedsettings/i;

/** Whole tokens, and long runs of letters that may be a piece of one. */
const opaque = /\beyJ[\w-]+\.[\w-]+\.[\w-]+|[\w-]{120,}(?:\.[\w-]{20,})*/g;

/** Names of the template's secure parameters, in lower case. */
function secureParameters(template: unknown): Set<string> {
  const definitions = isRecord(template) && isRecord(template.parameters) ? template.parameters : {};
  return new Set(
    Object.entries(definitions)
      .filter(([, definition]) => isRecord(definition) && /^secure/i.test(String(definition.type)))
      .map(([name]) => name.toLowerCase()),
  );
}

/**
 * The body without what nobody may read later: passwords and the like by their names, tokens by their look, and the
 * values a template deployment gives its secure parameters.
 */
export function redact(body: unknown): unknown {
  if (typeof body === 'string') return body.replaceAll(opaque, redacted);
  if (Array.isArray(body)) return body.map(redact);
  if (!isRecord(body)) return body;
  const secure = secureParameters(body.template);
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (typeof value === 'string' && secretName.test(key)) return [key, redacted];
      if (key !== 'parameters' || secure.size === 0 || !isRecord(value)) return [key, redact(value)];
      return [
        key,
        Object.fromEntries(
          Object.entries(value).map(([name, entry]) => [
            name,
            secure.has(name.toLowerCase()) ? { value: redacted } : redact(entry),
          ]),
        ),
      ];
    }),
  );
}
