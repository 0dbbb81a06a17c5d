import type { Route } from 'next';
import type { FormLink } from '@/lib/model/actions';
import type { TableName } from '@/lib/model/schema';

/**
 * Every path of the portal is made here. An ARM id becomes path segments, so a page's address reads like the id
 * it shows and survives copy and paste.
 */
function fromArmId(armId: string): string {
  return armId
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}

/** The ARM id a catch-all route's segments stand for. */
export function toArmId(segments: readonly string[]): string {
  return `/${segments.map((segment) => decodeURIComponent(segment)).join('/')}`;
}

/**
 * Next's route table can't see that a catch-all path made at run time is one of its routes; this file is where that
 * is promised, and a check compares it with the folders of `app`.
 */
function isRoute(path: string): path is Route {
  return path.startsWith('/') && !path.startsWith('//');
}

function route(path: string): Route {
  if (!isRoute(path)) throw new Error(`Not a path of the portal: ${path}`);
  return path;
}

/** The address with the scope the person chose, unless it names one itself. Anything that leaves the portal leads to the overview. */
export function inScope(href: string, scope: string): Route {
  const [whole = '/', anchor = ''] = href.split('#');
  const [path = '/', query = ''] = whole.split('?');
  const parameters = new URLSearchParams(query);
  if (scope !== '' && !parameters.has('scope')) parameters.set('scope', scope);
  const search = parameters.toString();
  const address = `${path}${search === '' ? '' : `?${search}`}${anchor === '' ? '' : `#${anchor}`}`;
  return isRoute(address) ? address : routes.overview();
}

export const routes = {
  overview: (): Route => '/',
  identities: (query = ''): Route => route(`/identities${query}`),
  identity: (armId: string, query = ''): Route => route(`/identities/${fromArmId(armId)}${query}`),
  vms: (query = ''): Route => route(`/vms${query}`),
  /** A virtual machine's page; other resources with identities have theirs under the same shape. */
  host: (armId: string, query = ''): Route => route(`/vms/${fromArmId(armId)}${query}`),
  /** How a virtual machine gets access, or a user-assigned identity on one. */
  flow: (armId: string, query = ''): Route => route(`/flow/${fromArmId(armId)}${query}`),
  roleAssignments: (query = ''): Route => route(`/role-assignments${query}`),
  roleAssignment: (armId: string): Route => route(`/role-assignments/${fromArmId(armId)}`),
  /** The questions that lead to an identity; `query` are the answers so far. */
  start: (query = ''): Route => route(`/start${query}`),
  recommendation: (query = ''): Route => route(`/start/recommendation${query}`),
  /** What is still missing for the plan of a recommendation. */
  setUp: (query = ''): Route => route(`/start/set-up${query}`),
  tour: (): Route => '/start/tour',
  newIdentity: (query = ''): Route => route(`/identities/new${query}`),
  newMachine: (query = ''): Route => route(`/vms/new${query}`),
  giveIdentity: (query = ''): Route => route(`/vms/give-identity${query}`),
  newRoleAssignment: (query = ''): Route => route(`/role-assignments/new${query}`),
  /** A plan: its review until it is confirmed, its operation afterwards. */
  plan: (id: string): Route => route(`/plans/${encodeURIComponent(id)}`),
  /** Short answers; `term` is the one to go to. */
  learn: (term = ''): Route => route(`/learn${term === '' ? '' : `#${term}`}`),
  /** Services that support managed identities, and what here could have one. */
  learnServices: (query = ''): Route => route(`/learn/services${query}`),
  operations: (): Route => route('/operations'),
  operation: (id: string): Route => route(`/operations/${encodeURIComponent(id)}`),
} as const;

/** Whether a path is answered with data instead of a page. */
export function isApiPath(path: string): boolean {
  return path.startsWith('/api/');
}

export const api = {
  /** Summary; `scope` is '' or the ARM id of a management group, subscription or resource group. */
  estate: (scope: string): string => `/api/estate${scope ? `?scope=${encodeURIComponent(scope)}` : ''}`,
  /** One table as newline-delimited JSON; `since` with its epoch asks for what changed. */
  table: (table: TableName, since?: { epoch: string; version: number }): string =>
    `/api/estate/tables/${table}${since ? `?epoch=${since.epoch}&since=${since.version}` : ''}`,
  /** The GUID columns of a table, as `{ column: string[] }`. */
  ids: (table: TableName): string => `/api/estate/ids/${table}`,
  /** Rows whose GUIDs contain the text: `{ hosts: number[], identities: number[], role assignments: number[] }`. */
  search: (text: string): string => `/api/estate/search?text=${encodeURIComponent(text)}`,
  changes: (): string => '/api/estate/changes',
  /** The plan an action on some things is: POST. */
  actions: (): string => '/api/actions',
  /** What is wrong with a step's input so far: POST. */
  inputs: (): string => '/api/inputs',
  identity: (armId: string): string => `/api/identities?id=${encodeURIComponent(armId)}`,
  host: (armId: string): string => `/api/vms?id=${encodeURIComponent(armId)}`,
  roleAssignment: (armId: string): string => `/api/role-assignments?id=${encodeURIComponent(armId)}`,
  operations: (): string => '/api/operations',
  operation: (id: string): string => `/api/operations/${encodeURIComponent(id)}`,
  operationEvents: (id: string): string => `/api/operations/${encodeURIComponent(id)}/events`,
  activity: (): string => '/api/activity',
  /** Opens a session, once; printed where people see it, never linked to. */
  session: (token: string): string => `/session/${token}`,
  roles: (wanted: { text: string; action: string }): string =>
    `/api/roles?text=${encodeURIComponent(wanted.text)}&action=${encodeURIComponent(wanted.action)}`,
  choices: (kind: string, subscription: string, parent = ''): string =>
    `/api/choices?kind=${kind}&subscription=${encodeURIComponent(subscription)}${parent === '' ? '' : `&parent=${encodeURIComponent(parent)}`}`,
  /** The resource as Azure answers it right now, secrets removed. */
  raw: (armId: string): string => `/api/raw?id=${encodeURIComponent(armId)}`,
} as const;

/** Address of a form with what is chosen already filled in. */
export function formHref({ href, param, page }: FormLink, ids: readonly string[]): Route {
  const query = new URLSearchParams(ids.length === 0 ? {} : { [param]: ids.join(',') });
  if (ids.length > 0 && page !== '') query.set('page', page);
  return route(query.size === 0 ? href : `${href}?${query}`);
}
