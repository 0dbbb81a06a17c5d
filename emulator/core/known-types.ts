import type { ArmError } from './contract/errors.ts';
import type { Provider } from './contract/provider.ts';
import * as refuse from './rules/arm-errors.ts';
import { ownershipOf } from './rules/request-scope.ts';

interface Namespace {
  readonly name: string;
  /** Lower-cased, without namespace. */
  readonly types: Set<string>;
}

/**
 * What resource types there are, to tell an unknown namespace, an unknown type and an operation that is merely not built
 * apart. Types come from the providers' lists and from their routes, which may serve a second namespace.
 */
export class KnownTypes {
  readonly #namespaces = new Map<string, Namespace>();

  constructor(providers: readonly Provider[]) {
    for (const provider of providers) {
      for (const type of provider.resourceTypes) this.#add(provider.namespace, type.name);
      for (const route of provider.routes) {
        const owner = ownershipOf(route.path.split('/').filter((segment) => segment !== ''));
        if (owner && !owner.namespace.startsWith('{'))
          this.#add(owner.namespace, typeOf(route.method, owner));
      }
    }
  }

  /** The error for a path no route matches. */
  refuse(method: string, segments: readonly string[], apiVersion: string): ArmError {
    const owner = ownershipOf(segments);
    if (!owner) return refuse.missingSubscription();
    const namespace = this.#namespaces.get(owner.namespace.toLowerCase());
    if (!namespace) return refuse.invalidNamespace(owner.namespace);
    const type = typeOf(method, owner).toLowerCase();
    if (type !== '' && !namespace.types.has(type) && !namespace.types.has(owner.type.toLowerCase())) {
      return refuse.invalidType(namespace.name, owner.type, apiVersion);
    }
    return refuse.notImplemented(
      `${method} ${[namespace.name, owner.type].filter((part) => part !== '').join('/')}`,
    );
  }

  #add(name: string, type: string): void {
    const key = name.toLowerCase();
    const namespace = this.#namespaces.get(key) ?? { name, types: new Set<string>() };
    if (type !== '') namespace.types.add(type.toLowerCase());
    this.#namespaces.set(key, namespace);
  }
}

/** The last part of an open POST path is an action, not a type: /virtualMachines/vm1/start. */
function typeOf(method: string, owner: { type: string; open: boolean }): string {
  const slash = owner.type.lastIndexOf('/');
  return method === 'POST' && owner.open && slash > 0 ? owner.type.slice(0, slash) : owner.type;
}
