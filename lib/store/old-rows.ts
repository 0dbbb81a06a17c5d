import 'server-only';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { currentInput } from './old-inputs';
import type { Database } from './schema';

const record = z.record(z.string(), z.unknown());
const stepsSchema = z.array(z.looseObject({ kind: z.string(), input: record }));
const undoSchema = z.looseObject({ steps: stepsSchema.optional() });
const texts = z.record(z.string(), z.string());

/** Text of a column, changed; what is no JSON of the expected shape is left to whoever reads it. */
function changed<Value>(text: string, schema: z.ZodType<Value>, change: (value: Value) => unknown): string {
  if (text === '') return text;
  try {
    return JSON.stringify(change(schema.parse(JSON.parse(text))));
  } catch {
    return text;
  }
}

const changeSteps = (steps: z.infer<typeof stepsSchema>) =>
  steps.map((step) => ({ ...step, input: currentInput(step.kind, step.input) }));

/** Writes inputs of steps, of what undoes them, and of drafts as they are taken now. */
export async function updateStoredSteps(store: Kysely<Database>): Promise<void> {
  const rows = await store
    .selectFrom('operation_step')
    .select(['operation_id', 'position', 'kind', 'input', 'undo'])
    .execute();
  for (const row of rows) {
    const input = changed(row.input, record, (value) => currentInput(row.kind, value));
    const undo = changed(row.undo, undoSchema, (value) =>
      value.steps === undefined ? value : { ...value, steps: changeSteps(value.steps) },
    );
    if (input === row.input && undo === row.undo) continue;
    await store
      .updateTable('operation_step')
      .set({ input, undo })
      .where('operation_id', '=', row.operation_id)
      .where('position', '=', row.position)
      .execute();
  }
  for (const { id, steps } of await store.selectFrom('plan_draft').select(['id', 'steps']).execute())
    await store
      .updateTable('plan_draft')
      .set({ steps: changed(steps, stepsSchema, changeSteps) })
      .where('id', '=', id)
      .execute();
}

const fileNames: Readonly<Record<string, string>> = {
  az: 'plan.sh',
  bicep: 'main.bicep',
  arm: 'main.json',
  terraform: 'main.tf',
};

/** Makes files of code that was one text per language. */
export async function updateStoredCode(store: Kysely<Database>): Promise<void> {
  const rows = await store.selectFrom('operation_code').selectAll().execute();
  for (const row of rows) {
    const code = changed(row.code, texts, (byLanguage) =>
      Object.fromEntries(
        Object.entries(fileNames).map(([language, name]) => {
          const text = byLanguage[language];
          return [language, { files: text === undefined ? [] : [{ name, text }], run: '' }];
        }),
      ),
    );
    if (code === row.code) continue;
    await store
      .updateTable('operation_code')
      .set({ code })
      .where('operation_id', '=', row.operation_id)
      .execute();
  }
}
