import type { IdentityFlow } from './identity-flow';
import type { PlannedStep } from './operation';
import type { EntityLink, VisibilityGap } from './summary';

export interface FlowVm {
  readonly armId: string;
  readonly name: string;
  readonly subscriptionName: string;
  readonly resourceGroup: string;
  readonly power: string;
}

/** An identity or VM that the page can be turned to. */
export interface FlowChoice extends EntityLink {
  readonly kind: 'system' | 'user' | 'missing' | 'vm';
  readonly chosen: boolean;
}

/** A target with how far it gets. */
export interface FlowTargetChoice extends EntityLink {
  /** See targetParam. */
  readonly param: string;
  readonly what: string;
  readonly state: 'works' | 'stops' | 'open';
  /** e.g. `stops at 7`. */
  readonly reach: string;
  readonly chosen: boolean;
}

/** How an identity gets access from a VM, toward a target: what the page of it shows. */
export interface FlowDetail {
  /** The thing in the address: a VM, or a user-assigned identity. */
  readonly armId: string;
  readonly about: 'vm' | 'identity';
  /** Null: the identity is on no VM that can be seen. */
  readonly vm: FlowVm | null;
  /** Null: the VM has none. */
  readonly identity: {
    readonly armId: string;
    readonly name: string;
    readonly kind: 'system' | 'user' | 'missing';
    readonly href: string;
  } | null;
  readonly choices: readonly FlowChoice[];
  readonly targets: readonly FlowTargetChoice[];
  /** Other targets by name: the VM's own scopes, and vaults. */
  readonly others: readonly (EntityLink & { readonly what: string })[];
  /** Null while none is chosen. */
  readonly target: { readonly param: string; readonly name: string; readonly what: string } | null;
  readonly flow: IdentityFlow | null;
  readonly tenantName: string;
  /** Code for a shell on the VM that asks for the token; '' without a target. */
  readonly curl: string;
  /** The probe as a plan; null when it can't be run, see `noProbe`. */
  readonly probe: { readonly title: string; readonly steps: readonly PlannedStep[] } | null;
  /** Why no probe can be run now; '' when one can. */
  readonly noProbe: string;
  /** How many role assignments the identity has. */
  readonly roleAssignments: number;
  readonly attachHref: string;
  readonly gaps: readonly VisibilityGap[];
}
