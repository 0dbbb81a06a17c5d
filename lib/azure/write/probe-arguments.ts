import type { ProbeParameters } from '@/lib/model/writer-states';

/** Run Command does not quote what it hands to a shell: no character of this means anything to one. */
function packed(value: string): string {
  return Buffer.from(value === '' ? '-' : value).toString('base64url');
}

/**
 * Run Command's parameters for the probe's script: base64url each, and a hyphen for what is empty, because an empty
 * word would be lost on the way. What goes into a query is percent-encoded first.
 */
export function probeArguments(given: ProbeParameters): { name: string; value: string }[] {
  const { resource, selector, selectorvalue, callurl, callversion } = given;
  return Object.entries({
    resource: encodeURIComponent(resource),
    selector,
    selectorvalue: encodeURIComponent(selectorvalue),
    callurl,
    callversion,
  }).map(([name, value]) => ({ name, value: packed(value) }));
}
