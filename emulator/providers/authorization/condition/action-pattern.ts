const compiled = new Map<string, RegExp>();

/**
 * Whether an RBAC pattern covers an action, in any casing. `*` spans any number of segments; between two slashes
 * it also stands for none: Managed Identity Operator lists `userAssignedIdentities/<*>/assign/action` and thereby
 * grants `userAssignedIdentities/assign/action`.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
export function covers(pattern: string, action: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const source = pattern
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .split('/*/')
      .map((part) => part.replaceAll('*', '.*'))
      .join('/(?:.*/)?');
    expression = new RegExp(`^${source}$`, 'i');
    compiled.set(pattern, expression);
  }
  return expression.test(action);
}

/** Whether any of the patterns covers the action. */
export function anyCovers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => covers(pattern, action));
}
