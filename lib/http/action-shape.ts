import 'server-only';

export interface Misshapen {
  readonly status: 400 | 405;
  readonly message: string;
}

/**
 * Null for a POST to a page that calls a server action, otherwise why it is none: with JavaScript Next's browser code
 * names the action in a header, without it a form carries fields of React's. Next would answer anything else with the
 * page, or with 500 when it cannot read the form. `request` must be a copy: its body is read.
 */
export async function misshapenAction(request: Request): Promise<Misshapen | null> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  const isCall = request.headers.has('next-action');
  if (!isForm) return isCall ? null : notAnAction;
  try {
    const form = await request.formData();
    const isAction = isCall || [...form.keys()].some((name) => name.startsWith('$ACTION_'));
    return isAction ? null : notAnAction;
  } catch {
    return { status: 400, message: 'The form could not be read.' };
  }
}

const notAnAction = { status: 405, message: 'Pages are read with GET.' } as const;
