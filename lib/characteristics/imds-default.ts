/** What IMDS gives code that names no identity. */
export type ImdsDefault = 'system' | 'user' | 'ambiguous' | 'none';

/**
 * The default identity of a host: the system-assigned one if enabled; else the only user-assigned one; with several,
 * an error (`Multiple user assigned identities exist, please specify the clientId …`)
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq).
 * @param userAssigned references on the host. A reference to a deleted identity counts too: it is still configured.
 */
export function imdsDefaultOf(hasSystemAssigned: boolean, userAssigned: number): ImdsDefault {
  if (hasSystemAssigned) return 'system';
  if (userAssigned === 0) return 'none';
  return userAssigned === 1 ? 'user' : 'ambiguous';
}

/** The rule behind each answer, as a sentence. */
export const imdsRules: Readonly<Record<ImdsDefault, string>> = {
  system: 'The system-assigned identity, because it is enabled. Code must name the client id to use another.',
  user: 'The only user-assigned identity. Attaching a second one makes such code fail.',
  ambiguous:
    'An error: several user-assigned identities and no system-assigned one. Code must name the client id.',
  none: 'No identity is on it: every request for a token fails.',
};

/** A column's text as one of the four; anything else is none. */
export function asImdsDefault(text: string): ImdsDefault {
  return text === 'system' || text === 'user' || text === 'ambiguous' ? text : 'none';
}
