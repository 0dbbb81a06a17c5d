import { declaredId } from './declared-id';
import { isUserAssignedIdentity, knownType, typeOf } from './known-versions';
import type { Layout, Unit } from './layout';
import { type Expression, IdOf, NameOf, PrincipalOf } from './step-code';

/** A resource of a template, as expressions refer to it. */
export interface Referent {
  readonly id: string;
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  /** Whether the template itself declares it. */
  readonly declared: boolean;
}

/** What a reference is in the template it stands in. */
export type Term =
  | { readonly kind: 'text'; readonly text: string }
  /** `rest` is added to the id: a subnet is part of its network. */
  | { readonly kind: 'id'; readonly of: Referent; readonly rest: string }
  | { readonly kind: 'principal'; readonly of: Referent; readonly system: boolean }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'output'; readonly module: Unit; readonly name: string };

/** A resource as its template refers to it: declared in it, or there already. */
export function referent(id: string, unit: Unit, layout: Layout): Referent {
  const declaration = layout.declared.exactly(id);
  const known = knownType(id);
  return {
    id: declaration?.id ?? id,
    symbol: layout.symbolOf(id),
    type: typeOf(id),
    apiVersion: declaration?.apiVersion ?? known?.version ?? '',
    declared: declaration !== undefined && layout.unitOf(declaration) === unit,
  };
}

/** What an expression is in a template. */
export function termOf(expression: Expression, unit: Unit, layout: Layout): Term {
  if (expression instanceof NameOf)
    return { kind: 'text', text: declaredId(expression.id).names.at(-1) ?? '' };
  if (!(expression instanceof IdOf || expression instanceof PrincipalOf)) {
    const { owner, name } = expression;
    const parameter = unit.secrets.find((one) => one.owner === owner && one.secret === name);
    return { kind: 'parameter', name: parameter?.name ?? name };
  }
  const isId = expression instanceof IdOf;
  const { id } = expression;
  const found = layout.declared.holding(id);
  const from = found && layout.unitOf(found.one);
  if (from !== undefined && from !== unit && from !== layout.main) {
    const name = layout.passedName(expression) ?? '';
    return unit === layout.main ? { kind: 'output', module: from, name } : { kind: 'parameter', name };
  }
  if (isId) {
    if (!found || from !== unit) return { kind: 'text', text: id };
    return { kind: 'id', of: referent(found.one.id, unit, layout), rest: found.rest };
  }
  return { kind: 'principal', of: referent(id, unit, layout), system: !isUserAssignedIdentity(id) };
}
