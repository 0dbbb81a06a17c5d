/** How one way into the portal is tried: an address it answers, and input it must refuse. */
export interface EntrySample {
  path: string;
  /** Body of a POST that is well-formed, if not right. */
  body?: string;
  /** Addresses with input that cannot be meant. */
  malformed?: readonly string[];
}

const guid = '0b8c2d14-54a4-4b16-9d0e-3ad5d4f0f001';
const armId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v';

/** By path as the folders of `app` say it; an entry the scan finds without a sample fails the scan. */
export const routeSamples: Readonly<Record<string, EntrySample>> = {
  '/': { path: '/' },
  '/flow/[...armId]': { path: `/flow${armId}` },
  '/identities': { path: '/identities' },
  '/identities/[...armId]': { path: `/identities${armId}` },
  '/identities/new': { path: '/identities/new' },
  '/learn': { path: '/learn' },
  '/learn/services': { path: '/learn/services' },
  '/operations': { path: '/operations' },
  '/operations/[id]': { path: `/operations/${guid}` },
  '/plans/[id]': { path: `/plans/${guid}` },
  '/role-assignments': { path: '/role-assignments' },
  '/role-assignments/[...armId]': { path: `/role-assignments${armId}` },
  '/role-assignments/new': { path: '/role-assignments/new' },
  '/start': { path: '/start' },
  '/start/recommendation': { path: '/start/recommendation' },
  '/start/set-up': { path: '/start/set-up' },
  '/start/tour': { path: '/start/tour' },
  '/vms': { path: '/vms' },
  '/vms/[...armId]': { path: `/vms${armId}` },
  '/vms/give-identity': { path: '/vms/give-identity' },
  '/vms/new': { path: '/vms/new' },
  '/session/[token]': { path: '/session/made-up' },
  '/api/actions': { path: '/api/actions', body: '{"kind":1}' },
  '/api/activity': { path: '/api/activity' },
  '/api/choices': {
    path: `/api/choices?kind=groups&subscription=${guid}`,
    malformed: [
      '/api/choices',
      '/api/choices?kind=groups&subscription=%00',
      '/api/choices?kind=%&subscription=%',
    ],
  },
  '/api/estate': { path: '/api/estate' },
  '/api/estate/changes': { path: '/api/estate/changes' },
  '/api/estate/ids/[table]': { path: '/api/estate/ids/hosts', malformed: ['/api/estate/ids/__proto__'] },
  '/api/estate/search': { path: '/api/estate/search?text=a' },
  '/api/estate/tables/[table]': {
    path: '/api/estate/tables/hosts',
    malformed: ['/api/estate/tables/nothing', '/api/estate/tables/constructor'],
  },
  '/api/identities': {
    path: `/api/identities?id=${encodeURIComponent(armId)}`,
    malformed: ['/api/identities', '/api/identities?id=%', '/api/identities?id=..%2F..'],
  },
  '/api/inputs': { path: '/api/inputs', body: '{"kind":1}' },
  '/api/operations': { path: '/api/operations' },
  '/api/operations/[id]': {
    path: `/api/operations/${guid}`,
    malformed: ['/api/operations/%25'],
  },
  '/api/operations/[id]/events': {
    path: `/api/operations/${guid}/events`,
    malformed: ['/api/operations/%25/events'],
  },
  '/api/raw': {
    path: `/api/raw?id=${encodeURIComponent(`/subscriptions/${guid}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v`)}`,
    malformed: ['/api/raw', '/api/raw?id=%'],
  },
  '/api/role-assignments': {
    path: `/api/role-assignments?id=${encodeURIComponent(armId)}`,
    malformed: ['/api/role-assignments', '/api/role-assignments?id=%'],
  },
  '/api/roles': { path: '/api/roles?text=a', malformed: [`/api/roles?text=${'a'.repeat(301)}`] },
  '/api/vms': { path: `/api/vms?id=${encodeURIComponent(armId)}`, malformed: ['/api/vms', '/api/vms?id=%'] },
};

/**
 * By name of the server action: a page that can call it, and arguments as React encodes them, well-formed but about
 * nothing there is.
 */
export const actionSamples: Readonly<Record<string, EntrySample & { body: string }>> = {
  createDraft: { path: '/', body: '[{"title":"","steps":[]}]' },
  confirmPlan: { path: `/plans/${guid}`, body: '[{}]' },
  cancelOperation: { path: `/operations/${guid}`, body: `[{"id":"${guid}"}]` },
  retryOperation: { path: `/operations/${guid}`, body: `[{"id":"${guid}"}]` },
  undoOperation: { path: `/operations/${guid}`, body: `[{"id":"${guid}"}]` },
  deleteDraft: { path: `/plans/${guid}`, body: '[{"id":"x"}]' },
};
