import 'server-only';
import type { z } from 'zod';
import type { Bound, BoundStep, InputSchema, RunOnceDefinition, Step, StepDefinition } from './step';

/** Makes a step of a definition. Called twice so that only the state's type has to be said: `defineStep<State>()({…})`. */
export function defineStep<State>() {
  return <const Kind extends string, Schema extends InputSchema>(
    definition: StepDefinition<Kind, z.output<Schema>, z.input<Schema>, State> & { schema: Schema },
  ) => makeStep<Kind, z.output<Schema>, z.input<Schema>, State>(definition, null);
}

/** Makes a step of an action that has no state to reach. Called like `defineStep`. */
export function defineRunOnce<State>() {
  return <const Kind extends string, Schema extends InputSchema>(
    definition: RunOnceDefinition<Kind, z.output<Schema>, z.input<Schema>, State> & { schema: Schema },
  ) =>
    makeStep<Kind, z.output<Schema>, z.input<Schema>, State>(
      {
        ...definition,
        isDone: () => false,
        undo: () => ({
          possible: false,
          why: definition.irreversible ?? 'It happened; there is no state to go back to.',
        }),
      },
      definition.proof,
    );
}

function makeStep<Kind extends string, Input extends Readonly<Record<string, unknown>>, Given, State>(
  definition: StepDefinition<Kind, Input, Given, State>,
  /** Of an action without a state to reach; null for the others. */
  onceProof: string | null,
): Step<Kind, Input, Given> {
  const { kind, schema, irreversible = '', menus = {} } = definition;
  return {
    kind,
    schema,
    once: onceProof !== null,
    irreversible,
    menus,
    bind(raw): Bound {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const errors: Record<string, string> = {};
        for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
        return { ok: false, errors };
      }
      return { ok: true, step: boundStep(definition, parsed.data, onceProof) };
    },
  };
}

function boundStep<Kind extends string, Input extends Readonly<Record<string, unknown>>, Given, State>(
  definition: StepDefinition<Kind, Input, Given, State>,
  input: Input,
  onceProof: string | null,
): BoundStep {
  return {
    kind: definition.kind,
    input,
    title: (names) => definition.title(input, names),
    detail: (names) => definition.detail(input, names),
    once: onceProof !== null,
    proof: onceProof ?? 'Read back from Azure.',
    nameToType: definition.nameToType?.(input) ?? '',
    machine: definition.machine?.(input).toLowerCase(),
    creates: definition.creates?.(input) ?? [],
    deletes: definition.deletes?.(input) ?? [],
    unlocks: definition.unlocks?.(input) ?? [],
    countsTowards: definition.countsTowards ?? null,
    target: definition.target(input),
    secrets: definition.secrets?.(input) ?? [],
    roles: definition.roles?.(input) ?? '',
    requires: () => definition.requires(input, undefined),
    code: (names) => definition.code(input, undefined, names),
    async observe(azure) {
      const state = await definition.observe(input, azure);
      return {
        state,
        done: definition.isDone(input, state),
        blocker: (planned) => definition.blocker?.(input, state, planned) ?? null,
        requires: () => definition.requires(input, state),
        impact: (estate, names) => definition.impact?.(input, state, estate, names) ?? [],
        previewChanges: async (onAzure) => (await definition.previewChanges?.(input, state, onAzure)) ?? [],
        run: (onAzure, context) => definition.run(input, state, onAzure, context),
        undo: () => definition.undo(input, state),
        code: (names) => definition.code(input, state, names),
      };
    },
  };
}
