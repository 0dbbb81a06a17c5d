/**
 * Names a person reads for ids, as the server knows them: from what Azure answered, never from what a browser sent.
 * An id nobody knows is said to be unknown, with the id.
 */
export interface Names {
  role(roleGuid: string): string;
  /** Of an object id. */
  principal(principalId: string): string;
  /** What a role assignment says, by its ARM id; undefined when it is not in what can be seen. */
  roleAssignment(armId: string): { readonly roleGuid: string; readonly principalId: string } | undefined;
}
