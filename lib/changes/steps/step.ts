import type { z } from 'zod';
import type { StepCode } from '@/lib/changes/code/step-code';
import type { AzureWriter, Report } from '@/lib/model/azure-writer';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { ImpactRow, Requirement, StepInput, Undo } from '@/lib/model/step';

/**
 * Everything the portal knows about one Azure action. `Input` is plain data, the same in form, request and store;
 * `State` is what Azure says now of what the step changes, small and comparable: the plan's confirmation is bound to it.
 */
export interface StepDefinition<Input, State> {
  readonly kind: string;
  readonly schema: z.ZodType<Input>;
  title(input: Input): string;
  detail(input: Input): string;
  /** ARM id of the machine, or other resource, that takes one writer at a time. */
  machine?(input: Input): string;
  /** ARM ids of what the step creates: permissions on it are asked for where it will lie. */
  creates?(input: Input): readonly string[];
  /** ARM ids of what the step deletes; locks on it or below forbid that. */
  deletes?(input: Input): readonly string[];
  /** ARM id the step writes to; read-only locks on it forbid that. Permissions come from `requires`. */
  target(input: Input): string;
  /** What Azure will ask the caller's permission for, with the document or recording it is known from. */
  requires(input: Input, state: State | undefined): readonly Requirement[];
  observe(input: Input, azure: AzureWriter): Promise<State>;
  isDone(input: Input, state: State): boolean;
  /** Why it cannot work whatever the permissions; null when it can. `planned` are ids earlier steps create. */
  blocker?(input: Input, state: State, planned: ReadonlySet<string>): string | null;
  impact?(input: Input, state: State, estate: EstateReader): readonly ImpactRow[];
  /** What Azure itself says would change, where it can be asked. */
  previewChanges?(input: Input, state: State, azure: AzureWriter): Promise<readonly ImpactRow[]>;
  run(input: Input, state: State, azure: AzureWriter, context: RunContext): Promise<void>;
  undo(input: Input, before: State): Undo;
  code(input: Input, state: State | undefined): StepCode;
}

export interface RunContext {
  readonly report: Report;
  /** Passwords and the like that came with the confirmation and were never stored. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Names what the operation makes that has no natural name, the same after a restart. */
  readonly operationId: string;
}

/** A step with its input parsed: what the rest of the portal works with. */
export interface BoundStep {
  readonly kind: string;
  readonly input: StepInput['input'];
  readonly title: string;
  readonly detail: string;
  readonly machine: string | undefined;
  readonly creates: readonly string[];
  readonly deletes: readonly string[];
  readonly target: string;
  observe(azure: AzureWriter): Promise<ObservedStep>;
  /** Without knowing the state. */
  requires(): readonly Requirement[];
  code(): StepCode;
}

export interface ObservedStep {
  /** What the confirmation is bound to. */
  readonly state: unknown;
  readonly done: boolean;
  blocker(planned: ReadonlySet<string>): string | null;
  requires(): readonly Requirement[];
  impact(estate: EstateReader): readonly ImpactRow[];
  previewChanges(azure: AzureWriter): Promise<readonly ImpactRow[]>;
  run(azure: AzureWriter, context: RunContext): Promise<void>;
  undo(): Undo;
  code(): StepCode;
}

export type Bound = { ok: true; step: BoundStep } | { ok: false; errors: Readonly<Record<string, string>> };

/** A definition behind one face, whatever its input and state are. */
export interface Step {
  readonly kind: string;
  /** Parses; errors by field, as sentences. */
  bind(input: unknown): Bound;
}

/** Makes a step of a definition. */
export function defineStep<Input extends Record<string, unknown>, State>(
  definition: StepDefinition<Input, State>,
): Step {
  const { kind, schema } = definition;
  return {
    kind,
    bind(raw) {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const errors: Record<string, string> = {};
        for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
        return { ok: false, errors };
      }
      return { ok: true, step: boundStep(definition, parsed.data) };
    },
  };
}

function boundStep<Input extends Record<string, unknown>, State>(
  definition: StepDefinition<Input, State>,
  input: Input,
): BoundStep {
  return {
    kind: definition.kind,
    input,
    title: definition.title(input),
    detail: definition.detail(input),
    machine: definition.machine?.(input).toLowerCase(),
    creates: definition.creates?.(input) ?? [],
    deletes: definition.deletes?.(input) ?? [],
    target: definition.target(input),
    requires: () => definition.requires(input, undefined),
    code: () => definition.code(input, undefined),
    async observe(azure) {
      const state = await definition.observe(input, azure);
      return {
        state,
        done: definition.isDone(input, state),
        blocker: (planned) => definition.blocker?.(input, state, planned) ?? null,
        requires: () => definition.requires(input, state),
        impact: (estate) => definition.impact?.(input, state, estate) ?? [],
        previewChanges: async (onAzure) => (await definition.previewChanges?.(input, state, onAzure)) ?? [],
        run: (onAzure, context) => definition.run(input, state, onAzure, context),
        undo: () => definition.undo(input, state),
        code: () => definition.code(input, state),
      };
    },
  };
}
