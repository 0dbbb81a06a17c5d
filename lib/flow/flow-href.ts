import type { Route } from 'next';
import { routes } from '@/lib/routes';

/** What an address of a flow names; '' and 0 for what it leaves to the page. */
export interface FlowQuery {
  /** Of a VM's flow: ARM ID of a user-assigned identity, or the VM's own for its system-assigned one. */
  readonly identity: string;
  /** Of an identity's flow: ARM ID of the VM. */
  readonly vm: string;
  /** See targetParam. */
  readonly target: string;
  /** 1 to 7; 0: the step the flow stops at, or the last. */
  readonly step: number;
  /** All of it as text. */
  readonly asText: boolean;
}

export const noQuery: FlowQuery = { identity: '', vm: '', target: '', step: 0, asText: false };

/** Address of a flow. What is '' or 0 is left out. */
export function flowHref(armId: string, query: Partial<FlowQuery> = {}): Route {
  const { identity, vm, target, step, asText } = { ...noQuery, ...query };
  const parts = [
    ['identity', identity],
    ['vm', vm],
    ['target', target],
    ['step', step === 0 ? '' : String(step)],
    ['view', asText ? 'text' : ''],
  ].filter(([, value]) => value !== '');
  // Slashes, colons and dollar signs may stand in a query, and the address is to be read by people.
  const text = parts
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value ?? '').replace(/%(2F|3A|24)/g, decodeURIComponent)}`,
    )
    .join('&');
  return routes.flow(armId, text === '' ? '' : `?${text}`);
}

type Values = Readonly<Record<string, string | string[] | undefined>>;

/** What an address names. Anything that is no step of seven is 0. */
export function parseFlowQuery(values: Values): FlowQuery {
  const text = (name: string) => {
    const value = values[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const step = /^[1-7]$/.test(text('step')) ? Number(text('step')) : 0;
  return {
    identity: text('identity'),
    vm: text('vm'),
    target: text('target'),
    step,
    asText: text('view') === 'text',
  };
}
