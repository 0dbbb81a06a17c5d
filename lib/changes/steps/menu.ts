import type { ActionGroup, FormLink, Things, ThingType } from '@/lib/model/actions';
import type { PlannedStep } from '@/lib/model/operation';

/**
 * Whether an action makes sense on a thing in its present state. `done`: it is so already, and the opposite action stands
 * in its place. `no`: why not, with Microsoft's document that says so.
 */
export type Capability =
  | { readonly can: 'yes'; readonly note?: string; readonly source?: string }
  | { readonly can: 'done' }
  | { readonly can: 'no'; readonly reason: string; readonly source: string };

export const yes: Capability = { can: 'yes' };
export const done: Capability = { can: 'done' };

/** How an action is offered on things of one type. */
export interface Menu<Given, Type extends ThingType> {
  readonly label: string;
  /** Where the thing's state makes it another word. */
  labelFor?(thing: Things[Type]): string;
  /** False: not on the page of the thing, which has it elsewhere. */
  readonly onPage?: false;
  /** On the bar below several selected things, and what the plan is called then; absent when it is not for several. */
  readonly several?: { readonly label: string; title(things: string): string };
  /** In the palette, where a thing is chosen next; absent when it is not there. */
  readonly palette?: string;
  readonly group: ActionGroup;
  /** The first thing people come for. */
  readonly primary?: boolean;
  capability(thing: Things[Type]): Capability;
  /** What it is filled in with, from the thing alone; null where that is not enough, or there is nothing to do. */
  input(thing: Things[Type]): Given | null;
  /** Steps that come before it for a clean result. Its own stage follows theirs. */
  before?(thing: Things[Type]): readonly PlannedStep[];
  /** Where the rest is filled in, instead. */
  readonly form?: FormLink;
}

/** By what it is offered on. */
export type Menus<Given> = { readonly [Type in ThingType]?: Menu<Given, Type> };
