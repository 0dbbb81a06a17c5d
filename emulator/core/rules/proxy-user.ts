/**
 * The user of basic proxy credentials, percent-decoded: the ARM id of the virtual machine that a client of this proxy
 * stands for. Empty without any, or when it is malformed.
 */
export function proxyUser(header: string | null | undefined): string {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return '';
  const [user = ''] = Buffer.from(value, 'base64').toString('utf8').split(':');
  try {
    return decodeURIComponent(user);
  } catch {
    return '';
  }
}
