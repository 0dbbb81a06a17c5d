import { z } from 'zod';
import { actionId } from './action-id.ts';
import type { Portal } from './portal.ts';

const actions = 'lib/actions/plans.ts';

export interface ActionAnswer {
  status: number;
  /** Where it leads; '' when it answers instead. */
  leadsTo: string;
  /** An ActionResult; null when it leads elsewhere. */
  result: unknown;
}

/** Calls a server action as Next's browser code does, from a page that knows it. */
export async function callAction(
  portal: Portal,
  page: string,
  name: string,
  argument: unknown,
): Promise<ActionAnswer> {
  const response = await portal.fetch(page, {
    method: 'POST',
    headers: {
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': actionId(actions, name),
    },
    body: JSON.stringify([argument]),
    redirect: 'manual',
  });
  const text = await response.text();
  const row = text.split('\n').find((line) => /^[0-9a-f]+:\{"ok":/.test(line));
  return {
    status: response.status,
    leadsTo: response.headers.get('x-action-redirect')?.split(';')[0] ?? '',
    result: row === undefined ? null : JSON.parse(row.slice(row.indexOf(':') + 1)),
  };
}

const draftSchema = z.object({ ok: z.literal(true), value: z.object({ id: z.string() }) });

/** Stores a plan; its ID. */
export async function draftPlan(portal: Portal, title: string, steps: readonly unknown[]): Promise<string> {
  const { result } = await callAction(portal, '/identities/new', 'createDraft', { title, steps });
  return draftSchema.parse(result).value.id;
}

/** Confirms a plan as its page shows it now. */
export async function confirmPlan(portal: Portal, id: string): Promise<void> {
  const page = `/plans/${id}`;
  const html = await (await portal.fetch(page)).text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const { leadsTo, result } = await callAction(portal, page, 'confirmPlan', {
    id,
    hash: field('hash'),
    seen: field('seen'),
  });
  if (leadsTo === '') throw new Error(`The plan was not confirmed: ${JSON.stringify(result)}`);
}
