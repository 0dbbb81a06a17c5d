import type { z } from 'zod';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import type { StepCode } from '@/lib/changes/code/step-code';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { Names } from '@/lib/model/names';
import type { SecretNeed } from '@/lib/model/plan-review';
import type { ImpactRow, Requirement, StoredStep, Undo } from '@/lib/model/step';
import type { ProbeFinding } from '@/lib/model/token-probe';
import type { Report } from '@/lib/model/writer-states';
import type { Menus } from './menu';

/** Strict: what a schema does not name is refused, so that nothing a browser made up is carried along. */
export type InputSchema = z.ZodType<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>;

/** Limits of Azure's that a step uses up one of. */
export type Limit = 'role assignments';

/** What every step says about itself, with or without a state to reach. */
interface CommonDefinition<Kind extends string, Input, Given, State> {
  readonly kind: Kind;
  /** Ids, choices, and what is new by the person's will. Names of what exists are looked up, never taken along. */
  readonly schema: z.ZodType<Input, Given>;
  title(input: Input, names: Names): string;
  detail(input: Input, names: Names): string;
  /** Where it is offered: pages of things, the bar below selected rows, the palette. */
  readonly menus?: Menus<Given>;
  /** Why what it does cannot be undone, where that is so whatever the state. */
  readonly irreversible?: string;
  /** Name that is typed to confirm it. */
  nameToType?(input: Input): string;
  /** ARM id of the machine, or other resource, that takes one writer at a time. */
  machine?(input: Input): string;
  /** ARM ids of what the step creates: permissions on it are asked for where it will lie. */
  creates?(input: Input): readonly string[];
  /** ARM ids of what the step deletes; locks on it or below forbid that. */
  deletes?(input: Input): readonly string[];
  /** ARM ids of locks the step takes away: they forbid nothing that comes after it. */
  unlocks?(input: Input): readonly string[];
  readonly countsTowards?: Limit;
  /** ARM id the step writes to; read-only locks on it forbid that. Permissions come from `requires`. */
  target(input: Input): string;
  /** Passwords and the like that come with the confirmation. */
  secrets?(input: Input): readonly SecretNeed[];
  /** Which Azure roles carry it out, as a sentence for people; '' where the permissions say enough. */
  roles?(input: Input): string;
  /** What Azure will ask the caller's permission for, with the document or recording it is known from. */
  requires(input: Input, state: State | undefined): readonly Requirement[];
  observe(input: Input, azure: AzureWriter): Promise<State>;
  /** Why it cannot work whatever the permissions; null when it can. `planned` are ids earlier steps create. */
  blocker?(input: Input, state: State, planned: ReadonlySet<string>): string | null;
  impact?(input: Input, state: State, estate: EstateReader, names: Names): readonly ImpactRow[];
  /** What Azure itself says would change, where it can be asked. */
  previewChanges?(input: Input, state: State, azure: AzureWriter): Promise<readonly ImpactRow[]>;
  run(input: Input, state: State, azure: AzureWriter, context: RunContext): Promise<void>;
  /** `names` only make its symbols readable. */
  code(input: Input, state: State | undefined, names: Names): StepCode;
}

/**
 * Everything the portal knows about one Azure action. `Input` is plain data, the same in form, request and store;
 * `State` is what Azure says now of what the step changes, small and comparable: the plan's confirmation is bound to it.
 */
export interface StepDefinition<Kind extends string, Input, Given, State>
  extends CommonDefinition<Kind, Input, Given, State> {
  isDone(input: Input, state: State): boolean;
  undo(input: Input, before: State): Undo;
}

/**
 * An action without a state to reach, like a restart: Azure cannot be asked whether it happened. The intent is stored
 * before it and the outcome after; when something goes wrong in between that is told, and nothing is repeated unless a
 * person asks for it.
 */
export interface RunOnceDefinition<Kind extends string, Input, Given, State>
  extends CommonDefinition<Kind, Input, Given, State> {
  /** How it is known that it happened, as nothing can be read back: a sentence. */
  readonly proof: string;
}

export interface RunContext {
  readonly report: Report;
  /** Passwords and the like that came with the confirmation and were never stored. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Names what the operation makes that has no natural name, the same after a restart. */
  readonly operationId: string;
  /** Keeps what a token probe found, with the step's outcome, whatever that is; the last one counts. */
  keep?(finding: ProbeFinding): void;
  /** Where an earlier step of the operation assigned a role: how long to try again what it should allow. */
  readonly propagation?: Propagation;
}

/** Azure says when a role assignment is stored, not when it works. */
export interface Propagation {
  /** How many times to wait, and how long each time. */
  readonly pauses: number;
  readonly pauseMs: number;
  /** Rejects when the run ends it. */
  pause(): Promise<void>;
}

/** A step with its input parsed: what the rest of the portal works with. */
export interface BoundStep {
  readonly kind: string;
  readonly input: StoredStep['input'];
  title(names: Names): string;
  detail(names: Names): string;
  /** It has no state to reach: see RunOnceDefinition. */
  readonly once: boolean;
  /** How it is known that it was done: a sentence. */
  readonly proof: string;
  readonly nameToType: string;
  readonly machine: string | undefined;
  readonly creates: readonly string[];
  readonly deletes: readonly string[];
  readonly unlocks: readonly string[];
  readonly countsTowards: Limit | null;
  readonly target: string;
  readonly secrets: readonly SecretNeed[];
  /** Which Azure roles carry it out, as a sentence; '' where the permissions say enough. */
  readonly roles: string;
  observe(azure: AzureWriter): Promise<ObservedStep>;
  /** Without knowing the state. */
  requires(): readonly Requirement[];
  code(names: Names): StepCode;
}

export interface ObservedStep {
  /** What the confirmation is bound to. */
  readonly state: unknown;
  readonly done: boolean;
  blocker(planned: ReadonlySet<string>): string | null;
  requires(): readonly Requirement[];
  impact(estate: EstateReader, names: Names): readonly ImpactRow[];
  previewChanges(azure: AzureWriter): Promise<readonly ImpactRow[]>;
  run(azure: AzureWriter, context: RunContext): Promise<void>;
  undo(): Undo;
  code(names: Names): StepCode;
}

export type Bound = { ok: true; step: BoundStep } | { ok: false; errors: Readonly<Record<string, string>> };

/** A definition with its types hidden, whatever its state is. `Given` is the input before defaults are filled in. */
export interface Step<Kind extends string = string, Input = unknown, Given = unknown> {
  readonly kind: Kind;
  readonly schema: z.ZodType<Input, Given>;
  readonly once: boolean;
  readonly irreversible: string;
  readonly menus: Menus<Given>;
  /** Parses; errors by field, as sentences. */
  bind(input: unknown): Bound;
}
