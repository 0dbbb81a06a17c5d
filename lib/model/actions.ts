import type { PlannedStep } from './operation';

/** A virtual machine as far as it decides which actions make sense. */
export interface MachineThing {
  readonly armId: string;
  readonly name: string;
  /** running, stopped, deallocated, …; '' unknown. */
  readonly power: string;
  readonly hasSystem: boolean;
  /** User-assigned identities it refers to, also those that do not exist any more. */
  readonly identityIds: readonly string[];
}

export interface UserAssignedThing {
  readonly armId: string;
  readonly name: string;
  /** Virtual machines that carry it. */
  readonly machineIds: readonly string[];
  /** Role assignments made to it directly. */
  readonly roleAssignmentIds: readonly string[];
}

/** A resource's own identity; the resource is who roles are assigned to. */
export interface SystemAssignedThing {
  readonly hostId: string;
  readonly name: string;
}

/** A user-assigned identity as one virtual machine carries it. */
export interface AttachmentThing {
  readonly machineId: string;
  readonly identityId: string;
  /** Whether the identity was deleted and only the reference is left. */
  readonly missing: boolean;
}

export interface RoleAssignmentThing {
  readonly armId: string;
}

export interface FederatedCredentialThing {
  readonly identityId: string;
  readonly name: string;
}

export interface Things {
  /** Nothing yet: what makes something new. */
  readonly estate: null;
  readonly machine: MachineThing;
  readonly userAssigned: UserAssignedThing;
  readonly systemAssigned: SystemAssignedThing;
  readonly attachment: AttachmentThing;
  readonly roleAssignment: RoleAssignmentThing;
  readonly federatedCredential: FederatedCredentialThing;
}

export const thingTypes = [
  'estate',
  'machine',
  'userAssigned',
  'systemAssigned',
  'attachment',
  'roleAssignment',
  'federatedCredential',
] as const satisfies readonly (keyof Things)[];
export type ThingType = (typeof thingTypes)[number];

/** Order in which actions stand beside each other. */
export const actionGroups = ['access', 'identity', 'power', 'protection', 'removal'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** Where an action is filled in. Ids of the things chosen already go into the address under `param`. */
export interface FormLink {
  /** Path inside the portal, made by lib/routes. */
  readonly href: string;
  readonly param: string;
  /** Page of the form to begin with when something is chosen already; '' for the first. */
  readonly page: string;
}

/** What the browser knows of an action without a particular thing: for the palette and for several things at once. */
export interface ActionWords {
  readonly kind: string;
  readonly on: ThingType;
  readonly label: string;
  /** On the bar below selected rows; '' when it is not for several. */
  readonly several: string;
  /** In the palette; '' when it is not there. */
  readonly palette: string;
  readonly group: ActionGroup;
  readonly primary: boolean;
  /** Why what it does cannot be undone; '' when it can. */
  readonly irreversible: string;
  readonly form: FormLink | null;
}

/** An action on one thing, in the state the thing was last seen in. */
export type ActionOffer = Pick<ActionWords, 'kind' | 'label' | 'group' | 'primary' | 'irreversible'> &
  (
    | {
        readonly offered: true;
        /** Worth knowing before, with the document that says so; '' for nothing. */
        readonly note: string;
        readonly source: string;
        /** Either a form to fill in, or the plan as it is. */
        readonly href: string | null;
        readonly title: string;
        readonly steps: readonly PlannedStep[];
      }
    | { readonly offered: false; readonly reason: string; readonly source: string }
  );

/** A detail together with what can be done: with the thing itself, and with parts of it by ARM id or name. */
export type WithActions<Detail> = Detail & {
  readonly actions: readonly ActionOffer[];
  readonly partActions: Readonly<Record<string, readonly ActionOffer[]>>;
};
