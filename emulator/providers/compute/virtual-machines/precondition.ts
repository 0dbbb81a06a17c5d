import type { ArmResource } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';

function failed(name: string): ArmError {
  return new ArmError(
    412,
    'PreconditionFailed',
    `The condition specified by the ETag is not satisfied: the resource '${name}' has been modified.`,
  );
}

function matches(header: string, etag: string): boolean {
  return header.split(',').some((part) => ['*', etag].includes(part.trim().replace(/^W\//, '')));
}

/** Refuses a write whose If-Match or If-None-Match does not hold, so that two writers cannot overwrite each other. */
export function checkPrecondition(context: Context, name: string, before: ArmResource | undefined): void {
  const etag = `"${before?.etag ?? 0}"`;
  const ifMatch = context.headers.get('if-match');
  if (ifMatch !== null && (!before || !matches(ifMatch, etag))) throw failed(name);
  const ifNoneMatch = context.headers.get('if-none-match');
  if (ifNoneMatch !== null && before && matches(ifNoneMatch, etag)) throw failed(name);
}
