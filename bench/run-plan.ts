import { actionId } from '../e2e/stage/action-id.ts';
import type { Portal } from '../e2e/stage/portal.ts';

const actions = 'lib/actions/plans.ts';

/** Drafts a plan, reads its review and confirms it, as a browser without JavaScript does. Returns the operation's ID. */
export async function runPlan(portal: Portal, title: string, steps: readonly unknown[]): Promise<string> {
  const drafted = await portal.fetch('/', {
    method: 'POST',
    headers: { 'next-action': actionId(actions, 'createDraft'), 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify([{ title, steps }]),
  });
  const answer = await drafted.text();
  const id = /"ok":true,"value":\{"id":"([0-9a-f-]{36})"\}/.exec(answer)?.[1];
  if (id === undefined) throw new Error(`The plan was not drafted: ${answer.slice(-300)}`);
  const page = await portal.fetch(`/plans/${id}`);
  const form = new FormData();
  for (const [name, value] of hiddenFields(await page.text())) form.append(name, value);
  const confirmed = await portal.fetch(`/plans/${id}`, { method: 'POST', body: form, redirect: 'manual' });
  if (confirmed.status !== 303) throw new Error(`The plan was not confirmed: ${confirmed.status}`);
  return id;
}

/** Hidden fields of the form that confirms. */
function hiddenFields(html: string): [string, string][] {
  const form = html.split('<form').find((part) => part.includes('name="hash"'));
  if (form === undefined) throw new Error('The page of the plan has no form to confirm it.');
  const [content = ''] = form.split('</form>');
  return [...content.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [unescaped(name), unescaped(value)],
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
