/** Something the person at the keyboard can mend. Its message is one sentence, shown without a stack. */
export class Problem extends Error {}

const causes = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

/** The sentence for any error: a file system refusal in words, everything else as it says itself. */
export function sentence(error) {
  if (error instanceof Problem) return error.message;
  const cause = causes[error?.code];
  if (cause) return `Keyless cannot write to ${error.path ?? error.dest ?? 'its folder'}: ${cause}.`;
  return `Keyless could not start: ${error?.message ?? String(error)}`;
}
