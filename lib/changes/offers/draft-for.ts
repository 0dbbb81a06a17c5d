import 'server-only';
import { z } from 'zod';
import { allSteps } from '@/lib/changes/steps/all-steps';
import type { Menu } from '@/lib/changes/steps/menu';
import { namesOf } from '@/lib/changes/steps/names';
import type { Step } from '@/lib/changes/steps/step';
import { BadRequest } from '@/lib/http/guard';
import { type Things, type ThingType, thingTypes } from '@/lib/model/actions';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { Names } from '@/lib/model/names';
import { type Draft, draftOf } from './actions-for';
import { machineOf, userAssignedOf } from './things';

/** A plan is as long as one person can still oversee. */
export const maxThings = 500;

/** An action on things that were selected, or found in the palette. */
export const draftQuestion = z.strictObject({
  kind: z.string().max(100),
  on: z.enum(thingTypes),
  ids: z.array(z.string().max(2048).startsWith('/')).min(1).max(maxThings),
});

/** Things by ARM id, as far as the estate knows them. */
const finders: { [Type in ThingType]?: (id: string, estate: EstateReader) => Things[Type] | null } = {
  machine(id, estate) {
    const row = estate.hostRow(id);
    return row === undefined ? null : machineOf(estate, row);
  },
  userAssigned(id, estate) {
    const row = estate.identityRow(id);
    return row === undefined ? null : userAssignedOf(estate, row);
  },
  roleAssignment: (id) => ({ armId: id }),
};

const nouns: Record<ThingType, readonly [one: string, many: string]> = {
  estate: ['thing', 'things'],
  machine: ['machine', 'machines'],
  userAssigned: ['identity', 'identities'],
  systemAssigned: ['identity', 'identities'],
  attachment: ['identity', 'identities'],
  roleAssignment: ['grant', 'grants'],
  federatedCredential: ['credential', 'credentials'],
};

function draftOfAll<Type extends ThingType>(
  step: Step,
  menu: Menu<unknown, Type>,
  things: readonly Things[Type][],
  [singular, plural]: readonly [string, string],
  names: Names,
): Draft {
  const drafts = things.flatMap((thing) => draftOf(step, menu, thing, names) ?? []);
  const [first] = drafts;
  if (first === undefined) throw new BadRequest('There is nothing to do for any of them.');
  const count = `${drafts.length} ${drafts.length === 1 ? singular : plural}`;
  return {
    title: things.length === 1 || !menu.several ? first.title : menu.several.title(count),
    steps: drafts.flatMap((draft) => draft.steps),
  };
}

/**
 * The plan an action on several things is: a step, or a few, for each for which there is something to do. Whether each
 * can be done says the review.
 */
export function draftFor(question: z.infer<typeof draftQuestion>, estate: EstateReader): Draft {
  return draftOn(question.on, question.kind, question.ids, estate);
}

function draftOn<Type extends ThingType>(
  on: Type,
  kind: string,
  ids: readonly string[],
  estate: EstateReader,
): Draft {
  const step = allSteps.find((one) => one.kind === kind);
  const menu = step?.menus[on];
  const find: ((id: string, estate: EstateReader) => Things[Type] | null) | undefined = finders[on];
  if (step === undefined || menu === undefined || find === undefined)
    throw new BadRequest(`There is no action “${kind}” for that.`);
  const things = ids.flatMap((id) => find(id, estate) ?? []);
  return draftOfAll(step, menu, things, nouns[on], namesOf(estate));
}
