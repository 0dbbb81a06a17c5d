/**
 * What a step is as code: the resources it declares in ARM's shape, the changes it makes to resources, and the same as
 * commands. Printers in this folder make whole plans of it; a step knows no language but az's arguments and the names
 * Terraform's provider gives to what it declares.
 */

/** ARM id of a resource: symbolic where the plan declares it. */
export class IdOf {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

/** Principal ID of a user-assigned identity, or of the system-assigned identity of the resource with this ARM id. */
export class PrincipalOf {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

/** ID of the tenant that az is signed in to, for commands. */
export class TenantId {
  readonly kind = 'tenant';
}

/** Name of a resource, for Terraform, whose arguments often want the name of what contains a resource. */
export class NameOf {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

/** A value that is asked for when the code runs and is written nowhere. `owner`: ARM id of the resource that gets it. */
export class SecretOf {
  readonly owner: string;
  readonly name: string;
  constructor(owner: string, name: string) {
    this.owner = owner;
    this.name = name;
  }
}

export type Expression = IdOf | PrincipalOf | NameOf | SecretOf;

export interface ValueMap {
  readonly [key: string]: Value;
}
export type Value = string | number | boolean | Expression | readonly Value[] | ValueMap;

export function isExpression(value: Value): value is Expression {
  return (
    value instanceof IdOf ||
    value instanceof PrincipalOf ||
    value instanceof NameOf ||
    value instanceof SecretOf
  );
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Every reference in a value. */
export function expressionsIn(value: Value): readonly Expression[] {
  if (isExpression(value)) return [value];
  if (isList(value)) return value.flatMap(expressionsIn);
  return typeof value === 'object' ? Object.values(value).flatMap(expressionsIn) : [];
}

/** The identities of a resource that runs code. */
export interface HostIdentity {
  readonly system: boolean;
  /** ARM ids. */
  readonly userIds: readonly string[];
}

/** One resource of Terraform's azurerm provider; nested blocks are lists of maps. */
export interface TerraformResource {
  readonly type: string;
  /** ARM id of what it stands for. */
  readonly id: string;
  readonly arguments: ValueMap;
  /** Argument → its blocks. */
  readonly blocks?: Readonly<Record<string, readonly ValueMap[]>>;
}

/** A resource in ARM's shape. */
export interface Declaration {
  /** ARM id it will have. Its type, name, parent, scope and deployment follow from it. */
  readonly id: string;
  readonly apiVersion: string;
  /** What it is called in code, before that is made unique. */
  readonly symbol: string;
  /** It is there already, and this states a part of it; what is left out stays. */
  readonly standing?: boolean;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly identity?: HostIdentity;
  readonly properties?: ValueMap;
  /** ARM id of what takes one writer at a time: Azure refuses two at once, so these are written one after the other. */
  readonly oneAtATimeOn?: string;
  /**
   * The same for azurerm, the first standing for the resource itself; tags and identity are added by the printer.
   * Without it the azapi provider is used, which takes any resource in ARM's shape.
   */
  readonly terraform?: readonly TerraformResource[];
}

/** A change of a resource which the plan may create, or which is there already. */
export interface Change {
  /** ARM id of the resource. */
  readonly of: string;
  /** The resource as it stands before the plan; null when that is not known. */
  readonly before: Declaration | null;
  apply(resource: Declaration): Declaration;
  /** Takes something away that Terraform’s azapi_update_resource, which merges, would keep. */
  readonly removes?: boolean;
}

/** What is only known when a command runs. */
export type AzUnknown = PrincipalOf | SecretOf | TenantId;

/** A word of a command: a text, what is only known when it runs, or a text with that in it. */
export type AzWord = string | AzUnknown | readonly (string | AzUnknown)[];

export interface AzCommand {
  readonly words: readonly AzWord[];
  /** What the command itself answers, so that nobody needs to ask again: a principal ID, by a JMESPath query. */
  readonly answers?: { readonly principalOf: string; readonly query: string };
}

/** One step as code. */
export interface StepCode {
  readonly az: readonly AzCommand[];
  readonly declares?: readonly Declaration[];
  readonly changes?: readonly Change[];
  /** Why no declarative language has a word for it, as a sentence. */
  readonly undeclared?: string;
}

/** An az command; `az` itself is left out. */
export function azCommand(...words: readonly AzWord[]): AzCommand {
  return { words };
}

/** What declarative languages say by leaving something out. */
export function onlyCommands(undeclared: string, ...az: readonly AzCommand[]): StepCode {
  return { az, undeclared };
}
