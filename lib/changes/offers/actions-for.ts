import 'server-only';
import { allSteps } from '@/lib/changes/steps/all-steps';
import type { Menu } from '@/lib/changes/steps/menu';
import type { Step } from '@/lib/changes/steps/step';
import { type ActionOffer, actionGroups, type Things, type ThingType } from '@/lib/model/actions';
import type { Names } from '@/lib/model/names';
import type { PlannedStep } from '@/lib/model/operation';
import { formHref } from '@/lib/routes';

export interface Draft {
  readonly title: string;
  readonly steps: readonly PlannedStep[];
}

/** The plan an action on a thing is; null when there is nothing to do, or a form must be filled in. */
export function draftOf<Type extends ThingType>(
  step: Step,
  menu: Menu<unknown, Type>,
  thing: Things[Type],
  names: Names,
): Draft | null {
  const given = menu.input(thing);
  if (given === null) return null;
  const bound = step.bind(given);
  if (!bound.ok) throw new Error(`${step.kind}: ${JSON.stringify(bound.errors)}`);
  const before = menu.before?.(thing) ?? [];
  const stage = before.length === 0 ? 0 : Math.max(...before.map((one) => one.stage)) + 1;
  return {
    title: bound.step.title(names),
    steps: [...before, { kind: step.kind, input: bound.step.input, stage }],
  };
}

function offerOf<Type extends ThingType>(
  step: Step,
  menu: Menu<unknown, Type>,
  thing: Things[Type],
  id: string,
  names: Names,
): ActionOffer[] {
  const capability = menu.capability(thing);
  if (menu.onPage === false || capability.can === 'done') return [];
  const words = {
    kind: step.kind,
    label: menu.labelFor?.(thing) ?? menu.label,
    group: menu.group,
    primary: menu.primary === true,
    irreversible: step.irreversible,
  };
  if (capability.can === 'no') {
    const { reason, source } = capability;
    return [{ ...words, offered: false, reason, source }];
  }
  const { note = '', source = '' } = capability;
  if (menu.form) {
    const href = formHref(menu.form, [id]);
    return [{ ...words, offered: true, note, source, href, title: words.label, steps: [] }];
  }
  const draft = draftOf(step, menu, thing, names);
  return draft === null ? [] : [{ ...words, offered: true, note, source, href: null, ...draft }];
}

/**
 * What can be done with a thing in its present state, and what cannot, with the reason: for its page.
 * @param id what a form calls the thing
 */
export function actionsFor<Type extends ThingType>(
  type: Type,
  thing: Things[Type],
  id: string,
  names: Names,
): ActionOffer[] {
  return allSteps
    .flatMap((step) => {
      const menu = step.menus[type];
      return menu === undefined ? [] : offerOf(step, menu, thing, id, names);
    })
    .sort(
      (left, right) =>
        Number(right.primary) - Number(left.primary) ||
        actionGroups.indexOf(left.group) - actionGroups.indexOf(right.group),
    );
}
