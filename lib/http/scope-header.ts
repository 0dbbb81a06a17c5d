/** Set by proxy.ts on each request it lets through: the address's scope, percent-encoded. Layouts see no address. */
export const scopeHeader = 'x-keyless-scope';
