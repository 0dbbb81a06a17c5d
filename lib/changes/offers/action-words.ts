import 'server-only';
import { allSteps } from '@/lib/changes/steps/all-steps';
import type { Menu } from '@/lib/changes/steps/menu';
import type { Step } from '@/lib/changes/steps/step';
import { type ActionWords, actionGroups, type ThingType, thingTypes } from '@/lib/model/actions';

/** What the browser is told of an action on a type of thing, whatever the thing. */
export function wordsOf<Type extends ThingType>(
  { kind, irreversible }: Step,
  on: Type,
  menu: Menu<unknown, Type>,
): ActionWords {
  return {
    kind,
    on,
    label: menu.label,
    several: menu.several?.label ?? '',
    palette: menu.palette ?? '',
    group: menu.group,
    primary: menu.primary === true,
    irreversible,
    form: menu.form ?? null,
  };
}

/** Every way an action is offered, in the order of their groups: for the palette and for several things at once. */
export const actionWords: readonly ActionWords[] = allSteps
  .flatMap((step) =>
    thingTypes.flatMap((type) => {
      const menu = step.menus[type];
      return menu === undefined ? [] : [wordsOf(step, type, menu)];
    }),
  )
  .sort((left, right) => actionGroups.indexOf(left.group) - actionGroups.indexOf(right.group));

/** Those of a type of thing that can be done to several at once. */
export const wordsForSeveral = (type: ThingType): readonly ActionWords[] =>
  actionWords.filter(({ on, several }) => on === type && several !== '');
