import type { AzureFault } from '@/lib/arm/fault';

/** Messages by field: `name`, `steps.0.input.location`; '' holds what belongs to no field. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Why an action did not do what it was called for. All of it can be shown to the person. */
export type ActionFailure =
  | { readonly ok: false; readonly kind: 'invalid'; readonly fields: FieldErrors }
  /** Azure said no, or did not answer. */
  | { readonly ok: false; readonly kind: 'fault'; readonly fault: AzureFault }
  /** Not the operator's own browser, or a session that ended. */
  | { readonly ok: false; readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** A fault of the portal itself; its log has more under the id. */
  | { readonly ok: false; readonly kind: 'unexpected'; readonly id: string };

/** What a server action answers. Expected refusals are values: only a broken connection or an outdated page rejects. */
export type ActionResult<Value> = { readonly ok: true; readonly value: Value } | ActionFailure;
