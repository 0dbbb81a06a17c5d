import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { symbol as asSymbol, Symbols } from './code-text';
import { declaredId, groupOfScope, parentOf } from './declared-id';
import { knownType } from './known-versions';
import {
  Declared,
  type PlanModel,
  type PlannedDeclaration,
  secretsIn,
  structuralReferences,
  type Undeclared,
  valueReferences,
} from './plan-model';
import { type NamedSecret, nameSecrets } from './secret-names';
import { type IdOf, PrincipalOf } from './step-code';

/** A value one template takes from another: an id or a principal ID. */
export interface Passed {
  readonly name: string;
  readonly of: IdOf | PrincipalOf;
  /** The template that has it. */
  readonly from: Unit;
}

/** One template: what is deployed to one scope in one go. */
export interface Unit {
  /** ARM id of the scope. */
  readonly scope: string;
  /** Symbol of the module, and name of its deployment; main is the one that is deployed by hand. */
  readonly name: string;
  readonly declarations: readonly PlannedDeclaration[];
  readonly secrets: readonly NamedSecret[];
  /** By name. */
  readonly inputs: Map<string, Passed>;
  readonly outputs: Map<string, Passed>;
  /** Modules that must be deployed first, without a value of theirs being used. */
  readonly after: Set<Unit>;
  /** The resource group it is deployed to, where the plan creates it. */
  readonly container: PlannedDeclaration | undefined;
}

/** A plan cut into templates. */
export interface Layout {
  readonly main: Unit;
  readonly modules: readonly Unit[];
  readonly declared: Declared<PlannedDeclaration>;
  readonly undeclared: readonly Undeclared[];
  /** Name of the output that has a value another template needs; undefined when none does. */
  passedName(of: IdOf | PrincipalOf): string | undefined;
  /** Symbol of a declared or existing resource by its ARM id. */
  symbolOf(id: string): string;
  unitOf(declaration: PlannedDeclaration): Unit;
}

/** ARM ids of resources that are there already and that a template has to refer to by a symbol. */
export function existingFor(
  declaration: PlannedDeclaration,
  declared: Declared<PlannedDeclaration>,
): string[] {
  const { base } = declaredId(declaration.id);
  const parent = parentOf(declaration.id);
  const structural = [base, parent].filter((id) => id !== undefined);
  const principals = valueReferences(declaration).filter((one) => one instanceof PrincipalOf);
  return [...structural, ...principals.map(({ id }) => id)].filter((id) => !declared.exactly(id));
}

/**
 * Cuts a plan into templates: one for each scope, and more for a scope where its resources need something of another
 * scope that itself needs something of the first. Azure deploys a template to one scope.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/modules#set-module-scope
 */
export function layoutOf(model: PlanModel): Layout {
  const everything = new Declared(model.declarations);
  const printable = model.declarations.filter((one) => existingFor(one, everything).every(knownType));
  const undeclared = model.declarations
    .filter((one) => !existingFor(one, everything).every(knownType))
    .map((one) => ({
      title: nameOf(one.id),
      why: `A template needs an API version of ${existingFor(one, everything)
        .map((id) => declaredId(id).type)
        .join(', ')}, which is not known here.`,
      az: [],
      terraformOnly: false,
    }));
  const declared = new Declared(printable);
  const needs = (one: PlannedDeclaration): PlannedDeclaration[] =>
    [...valueReferences(one).map(({ id }) => id), ...structuralReferences(one)].flatMap((id) => {
      const found = declared.holding(id)?.one;
      return found && found !== one ? [found] : [];
    });
  const levels = levelsOf(printable, needs);
  const mainScope = mainScopeOf(printable);
  const symbols = new Symbols();
  const secretNames = nameSecrets(secretsIn(printable), symbols);
  const symbolsById = new Map<string, string>();
  const symbolOf = (id: string): string => {
    const key = id.toLowerCase();
    const known = symbolsById.get(key) ?? symbols.take(declared.exactly(id)?.symbol ?? nameOf(id));
    symbolsById.set(key, known);
    return known;
  };
  for (const { id } of printable) symbolOf(id);

  const units = new Map<string, PlannedDeclaration[]>();
  for (const one of printable) {
    const { scope } = declaredId(one.id);
    const key = sameId(scope, mainScope) ? '' : `${levels.get(one) ?? 0} ${scope.toLowerCase()}`;
    units.set(key, [...(units.get(key) ?? []), one]);
  }
  const unit = (declarations: readonly PlannedDeclaration[], scope: string, name: string): Unit => ({
    scope,
    name,
    declarations,
    secrets: secretNames.filter(({ owner }) => declarations.some(({ id }) => sameId(id, owner))),
    inputs: new Map(),
    outputs: new Map(),
    after: new Set(),
    container: declared.exactly(scope),
  });
  const main = unit(units.get('') ?? [], mainScope, 'main');
  units.delete('');
  const modules = [...units]
    .toSorted(([left], [right]) => Number.parseInt(left, 10) - Number.parseInt(right, 10))
    .map(([, declarations]) => {
      const scope = declaredId(declarations[0]?.id ?? '').scope;
      return unit(declarations, scope, symbols.take(`deploy_${asSymbol(nameOf(scope))}`));
    });
  const unitByDeclaration = new Map(
    [main, ...modules].flatMap((one) => one.declarations.map((declaration) => [declaration, one] as const)),
  );
  const unitOf = (declaration: PlannedDeclaration): Unit => unitByDeclaration.get(declaration) ?? main;
  const passedNames = new Map<string, string>();
  const passedName = (of: IdOf | PrincipalOf): string => {
    const kind = of instanceof PrincipalOf ? 'principalId' : 'id';
    const name = passedNames.get(passedKey(of)) ?? symbols.take(`${symbolOf(of.id)}_${kind}`);
    passedNames.set(passedKey(of), name);
    return name;
  };
  connect([main, ...modules], main, declared, unitOf, passedName);
  return {
    main,
    modules,
    declared,
    undeclared,
    passedName: (of) => passedNames.get(passedKey(of)),
    symbolOf,
    unitOf,
  };
}

function passedKey(of: IdOf | PrincipalOf): string {
  return `${of instanceof PrincipalOf} ${of.id.toLowerCase()}`;
}

/** Passes values from template to template, and says which must be deployed first. */
function connect(
  units: readonly Unit[],
  main: Unit,
  declared: Declared<PlannedDeclaration>,
  unitOf: (declaration: PlannedDeclaration) => Unit,
  passedName: (of: IdOf | PrincipalOf) => string,
): void {
  for (const unit of units) {
    for (const declaration of unit.declarations) {
      for (const of of valueReferences(declaration)) {
        const found = declared.holding(of.id);
        if (!found) continue;
        const from = unitOf(found.one);
        if (from === unit || from === main) continue;
        const passed = { name: passedName(of), of, from };
        if (unit !== main) unit.inputs.set(passed.name, passed);
        from.outputs.set(passed.name, passed);
      }
      for (const id of structuralReferences(declaration)) {
        const found = declared.holding(id);
        if (!found) continue;
        const from = unitOf(found.one);
        if (from !== unit && from !== main) unit.after.add(from);
      }
    }
  }
}

/** How often the way to a declaration goes from one scope to another; templates of a higher level need the lower ones. */
function levelsOf(
  declarations: readonly PlannedDeclaration[],
  needs: (one: PlannedDeclaration) => readonly PlannedDeclaration[],
): ReadonlyMap<PlannedDeclaration, number> {
  const levels = new Map<PlannedDeclaration, number>();
  const visit = (one: PlannedDeclaration): number => {
    const known = levels.get(one);
    if (known !== undefined) return known;
    // Also ends a circle, which no plan of steps that were run one after the other has.
    levels.set(one, 0);
    const { scope } = declaredId(one.id);
    const level = Math.max(
      0,
      ...needs(one).map((need) => visit(need) + (sameId(declaredId(need.id).scope, scope) ? 0 : 1)),
    );
    levels.set(one, level);
    return level;
  };
  for (const one of declarations) visit(one);
  return levels;
}

/** The one scope of a plan, or the narrowest that modules for all of its scopes can be deployed from. */
function mainScopeOf(declarations: readonly PlannedDeclaration[]): string {
  const scopes = [
    ...new Map(
      declarations.map(({ id }) => declaredId(id).scope).map((scope) => [scope.toLowerCase(), scope]),
    ).values(),
  ];
  const [only] = scopes;
  if (scopes.length === 1 && only !== undefined) return only;
  const above = scopes.find((scope) => subscriptionIdOf(scope) === '');
  const subscription =
    scopes.find((scope) => groupOfScope(scope) === undefined) ??
    (only === undefined ? '' : `/subscriptions/${subscriptionIdOf(only)}`);
  return above ?? subscription;
}
