import type { AzureFault } from '@/lib/arm/fault';

export interface FaultAdvice {
  tone: 'critical' | 'access';
  title: string;
  /** What the person can do, or that waiting is enough. */
  remedy: string;
}

/** What a fault means for the person who sees it. */
export function adviceFor(fault: AzureFault): FaultAdvice {
  if (fault.code === 'PortalUnreachable') {
    return {
      tone: 'critical',
      title: 'The portal does not answer',
      remedy: 'Nothing is lost. The page goes on by itself once the portal is back.',
    };
  }
  if (fault.code === 'UnreadableAnswer') {
    return {
      tone: 'critical',
      title: 'The portal’s answer could not be read',
      remedy:
        'Something between the portal and this browser changed it, or the portal was just replaced: reload the page.',
    };
  }
  if (fault.code === 'NoSession') {
    return {
      tone: 'critical',
      title: 'This browser’s session has ended',
      remedy:
        'Keyless was started again, or the session is older than a week. Open the link it printed in the terminal; “npm run link” prints a new one.',
    };
  }
  if (fault.code === 'SignInFailed' || fault.status === 401) {
    return {
      tone: 'critical',
      title: 'Azure does not accept the sign-in',
      remedy: 'Sign in again. If that does not help, the sign-in settings of this portal need a look.',
    };
  }
  if (fault.status === 0) {
    return {
      tone: 'critical',
      title: 'Cannot reach Azure',
      remedy:
        'No answer came back. Check the network between this portal and Azure; it is tried again by itself.',
    };
  }
  if (fault.status === 403) {
    return {
      tone: 'critical',
      title: 'You may not read this',
      remedy:
        'Azure refused it to your account. Reader on the scope is the smallest role that helps; an Owner or a User Access Administrator of it can grant that.',
    };
  }
  if (fault.status === 404) {
    return {
      tone: 'access',
      title: 'Azure does not know it',
      remedy:
        'It was deleted or moved, or its name is wrong. Azure also answers so for what it hides from you.',
    };
  }
  if (fault.status === 429) {
    return {
      tone: 'access',
      title: 'Azure asks us to slow down',
      remedy: 'Too many reads in too short a time, from this portal or from others. It goes on by itself.',
    };
  }
  if (fault.status >= 500) {
    return {
      tone: 'critical',
      title: 'Azure failed to answer',
      remedy:
        'The fault is on Azure’s side. It is tried again by itself; if it stays, the request id helps Azure support.',
    };
  }
  return {
    tone: 'critical',
    title: 'Azure refused the request',
    remedy: 'The message below is Azure’s own.',
  };
}
