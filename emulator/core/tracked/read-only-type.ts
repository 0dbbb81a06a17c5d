import type { Route } from '../contract/provider.ts';
import { groupPath, readRoutes } from './tracked-routes.ts';
import { unbuilt } from './unbuilt.ts';

/** Routes of a type that is listed and read here; its writes answer 501. `operations` begins Azure's operation ids. */
export function readOnlyType(type: string, operations: string): Route[] {
  const path = `${groupPath(type)}/{name}`;
  return [
    ...readRoutes({ type, operations, listBySubscription: 'List' }),
    ...unbuilt([
      ['PUT', path, `${operations}_CreateOrUpdate`, `${type}/write`],
      ['PATCH', path, `${operations}_Update`, `${type}/write`],
      ['DELETE', path, `${operations}_Delete`, `${type}/delete`],
    ]),
  ];
}
