import { declaredId, parentOf } from './declared-id';
import {
  type AzCommand,
  type Declaration,
  expressionsIn,
  IdOf,
  PrincipalOf,
  SecretOf,
  type StepCode,
} from './step-code';

export interface TitledCode {
  readonly title: string;
  readonly code: StepCode;
}

/** What a declarative language does not say, with the commands that do it. */
export interface Undeclared {
  readonly title: string;
  readonly why: string;
  readonly az: readonly AzCommand[];
  /** Only Terraform has no word for it. */
  readonly terraformOnly: boolean;
}

/** A declaration of a plan, and the ARM ids it must follow although it does not refer to them. */
export interface PlannedDeclaration extends Declaration {
  readonly after: readonly string[];
}

/** A plan as the state it leads to: every resource once, whatever number of steps changed it. */
export interface PlanModel {
  readonly declarations: readonly PlannedDeclaration[];
  readonly undeclared: readonly Undeclared[];
  readonly commands: readonly AzCommand[];
}

const unknownWhy =
  'What the resource has already is not known here, and a declaration would have to state it too.';

/** Brings the steps of a plan together. */
export function planModel(steps: readonly TitledCode[]): PlanModel {
  const byId = new Map<string, Declaration>();
  const undeclared: Undeclared[] = [];
  for (const { title, code } of steps) {
    const { az } = code;
    if (code.undeclared !== undefined)
      undeclared.push({ title, why: code.undeclared, az, terraformOnly: false });
    for (const declaration of code.declares ?? []) {
      const key = declaration.id.toLowerCase();
      if (isDeployable(declaration.id)) byId.set(key, declaration);
      else undeclared.push({ title, why: 'No template can be deployed there.', az, terraformOnly: false });
    }
    for (const change of code.changes ?? []) {
      const key = change.of.toLowerCase();
      const resource = byId.get(key) ?? change.before;
      if (resource === null) {
        undeclared.push({ title, why: unknownWhy, az, terraformOnly: false });
        continue;
      }
      if (change.removes && resource.standing) {
        const why = 'The azapi provider merges what is declared, so it takes nothing away.';
        undeclared.push({ title, why, az, terraformOnly: true });
      }
      byId.set(key, change.apply(resource));
    }
  }
  return {
    declarations: inTurn([...byId.values()]),
    undeclared,
    commands: steps.flatMap(({ code }) => code.az),
  };
}

function isDeployable(id: string): boolean {
  return declaredId(id).scope !== '';
}

/** Lets what takes one writer at a time be written one after the other. */
function inTurn(declarations: readonly Declaration[]): PlannedDeclaration[] {
  const last = new Map<string, string>();
  return declarations.map((declaration) => {
    const key = declaration.oneAtATimeOn?.toLowerCase();
    if (key === undefined) return { ...declaration, after: [] };
    const before = last.get(key);
    last.set(key, declaration.id);
    return { ...declaration, after: before === undefined ? [] : [before] };
  });
}

/** ARM ids a declaration refers to by value. */
export function valueReferences({ properties, identity }: Declaration): (IdOf | PrincipalOf)[] {
  return [
    ...expressionsIn(properties ?? {}).filter(
      (one): one is IdOf | PrincipalOf => one instanceof IdOf || one instanceof PrincipalOf,
    ),
    ...(identity?.userIds ?? []).map((id) => new IdOf(id)),
  ];
}

/** ARM ids a declaration needs without a value of them: what it extends, lies in, and has to follow. */
export function structuralReferences(declaration: PlannedDeclaration): string[] {
  const { scope, base } = declaredId(declaration.id);
  const parent = parentOf(declaration.id);
  return [
    scope,
    ...(base === undefined ? [] : [base]),
    ...(parent === undefined ? [] : [parent]),
    ...declaration.after,
  ];
}

export function secretsIn(declarations: readonly Declaration[]): SecretOf[] {
  return declarations.flatMap(({ properties }) =>
    expressionsIn(properties ?? {}).filter((one) => one instanceof SecretOf),
  );
}

/** Finds the declaration an ARM id is, or lies in: a subnet is part of its network's declaration. */
export class Declared<Kind extends { readonly id: string }> {
  readonly #byId: ReadonlyMap<string, Kind>;

  constructor(declarations: Iterable<Kind>) {
    this.#byId = new Map([...declarations].map((one) => [one.id.toLowerCase(), one]));
  }

  exactly(id: string): Kind | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** `rest` is what the id has after the declaration's own, e.g. `/subnets/default`. */
  holding(id: string): { readonly one: Kind; readonly rest: string } | undefined {
    for (let end = id.length; end > 0; end = id.lastIndexOf('/', end - 1)) {
      const one = this.#byId.get(id.slice(0, end).toLowerCase());
      // A resource that lies in a group, or extends another resource, is not part of its declaration.
      if (one) return /\/providers\//i.test(id.slice(end)) ? undefined : { one, rest: id.slice(end) };
    }
    return undefined;
  }
}
