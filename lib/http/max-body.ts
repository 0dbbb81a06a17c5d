/** Largest body anything of the portal reads: what Azure Resource Manager takes itself. next.config.js says it to Next. */
export const maxBodyBytes = 4 * 1024 * 1024;
