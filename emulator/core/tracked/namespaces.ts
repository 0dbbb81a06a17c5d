import type { Context, Namespace } from '../contract/provider.ts';

/** The namespace of this name, in any casing; undefined for an unknown one. */
export function namespaceNamed(context: Context, name: string): Namespace | undefined {
  const lower = name.toLowerCase();
  return context.namespaces.find(({ namespace }) => namespace.toLowerCase() === lower);
}
