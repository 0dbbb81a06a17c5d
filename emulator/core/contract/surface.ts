import type { Clock } from './clock.ts';
import type { Evaluator } from './evaluator.ts';
import type { HttpReply, HttpRequest, Refusal } from './http.ts';
import type { Pager } from './pager.ts';
import type { TokenVerifier } from './token.ts';
import type { World } from './world.ts';

/** One of Azure's hosts, served on the HTTPS port by path or host name. Azure Resource Manager takes what no other host serves. */
export interface Surface {
  /** Neither delayed nor hit by faults that name no path, as sign-in is: tests mean the calls behind it. */
  readonly isSpared: boolean;
  serves(request: HttpRequest): boolean;
  handle(request: HttpRequest): Promise<HttpReply>;
  /** How this host words trouble it is told to have. Undefined: as Azure Resource Manager does. */
  readonly refuse?: Refusal;
}

/** What a surface is made of. */
export interface SurfaceParts {
  readonly world: World;
  readonly clock: Clock;
  readonly verifier: TokenVerifier;
  readonly evaluator: Evaluator;
  readonly pages: Pager;
}
