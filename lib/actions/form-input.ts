/**
 * What a form says, as the object a schema reads. `name` is text, `name[]` a list (also of one or none), and
 * `name[key]` an entry of a record, whatever the key holds: `secrets[/subscriptions/…]`. React's own fields are left
 * out. Files are passed on as they are, for the schema to refuse. Of a `name` given twice the last counts.
 */
export function formInput(form: FormData): Record<string, unknown> {
  const plain = new Map<string, unknown>();
  const lists = new Map<string, unknown[]>();
  const records = new Map<string, [string, unknown][]>();
  for (const [name, value] of form) {
    if (name.startsWith('$ACTION_')) continue;
    const match = /^([^[]+)\[(.*)\]$/s.exec(name);
    if (!match) {
      plain.set(name, value);
      continue;
    }
    const [, field = '', key = ''] = match;
    if (key === '') lists.set(field, [...(lists.get(field) ?? []), value]);
    else records.set(field, [...(records.get(field) ?? []), [key, value]]);
  }
  return Object.fromEntries([
    ...plain,
    ...lists,
    ...[...records].map(([field, entries]) => [field, Object.fromEntries(entries)]),
  ]);
}
