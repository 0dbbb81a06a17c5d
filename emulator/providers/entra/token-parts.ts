import type { Clock } from '../../core/contract/clock.ts';
import type { World } from '../../core/contract/world.ts';
import type { SignIns } from './sign-ins.ts';
import type { Tokens } from './tokens.ts';

/** What the token endpoint and the grant types behind it work with. */
export interface TokenParts {
  readonly world: World;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly origin: string;
  readonly signIns: SignIns;
}
