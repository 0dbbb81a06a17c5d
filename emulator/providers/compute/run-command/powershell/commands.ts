import type { Fetch } from '../contract/script.ts';
import { memberOf } from './members.ts';
import { newObject, plainFailure, send } from './natives.ts';
import { putHeader } from './proxies.ts';
import { PowerShellUnknown } from './tokens.ts';
import { collected, each, fromJson, isList, Native, Table, textOf, toJson, type Value } from './values.ts';

export interface Call {
  readonly name: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** What the pipeline hands over; undefined at its beginning. */
  readonly input: readonly Value[] | undefined;
}

const requestParameters = [
  'uri',
  'headers',
  'method',
  'body',
  'contenttype',
  'timeoutsec',
  'usebasicparsing',
];

function only(call: Call, known: readonly string[]): void {
  for (const name of call.named.keys())
    if (!known.includes(name)) throw new PowerShellUnknown(`${call.name} -${name}`);
}

async function webRequest(call: Call, fetch: Fetch) {
  only(call, requestParameters);
  const headers = new Headers();
  const given = call.named.get('headers');
  if (given instanceof Table)
    for (const { name, value } of given.entries) putHeader(headers, 'set', name, textOf(value));
  const contentType = call.named.get('contenttype');
  if (contentType !== undefined) putHeader(headers, 'set', 'content-type', textOf(contentType));
  const body = call.named.get('body') ?? '';
  const url = textOf(call.named.get('uri') ?? call.positional[0] ?? null);
  return send(fetch, {
    method: textOf(call.named.get('method') ?? 'GET').toUpperCase(),
    url: /^\w+:\/\//.test(url) ? url : `http://${url}`,
    headers,
    body:
      body instanceof Table
        ? new URLSearchParams(body.entries.map(({ name, value }) => [name, textOf(value)])).toString()
        : textOf(body),
    bypassesProxy: false,
  });
}

function parsed(text: string): Value {
  try {
    return fromJson(JSON.parse(text));
  } catch {
    throw plainFailure('Invalid JSON primitive.');
  }
}

/** What a command gives: its values, and what it says on the error stream. */
export type Given = readonly Value[];

type Run = (call: Call, fetch: Fetch) => Given | Promise<Given>;

/** The commands of scripts for managed identities; https://learn.microsoft.com/powershell/module/microsoft.powershell.utility */
const commands: Readonly<Record<string, Run>> = {
  'write-output': ({ positional, input }) => [...(input ?? []), ...positional.flatMap(each)],
  'write-host': ({ positional }) => [positional.map(textOf).join(' ')],
  'out-null': () => [],
  'out-string': ({ input }) => [`${(input ?? []).map(shown).join('\n')}\n`],
  'convertfrom-json': (call) => {
    only(call, ['inputobject']);
    return [parsed(textOf(call.named.get('inputobject') ?? collected(call.input ?? call.positional)))];
  },
  'convertto-json': (call) => {
    only(call, ['compress', 'depth', 'inputobject']);
    const value = toJson(call.named.get('inputobject') ?? collected(call.input ?? call.positional));
    return [JSON.stringify(value, null, call.named.has('compress') ? 0 : 4)];
  },
  'invoke-webrequest': async (call, fetch) => [await webRequest(call, fetch)],
  'invoke-restmethod': async (call, fetch) => {
    const response = await webRequest(call, fetch);
    const body = textOf(response.get('content'));
    return [/^\s*[{[]/.test(body) ? parsed(body) : body];
  },
  'new-object': (call) => {
    only(call, ['typename', 'argumentlist', 'property']);
    const [first, ...more] = call.positional;
    const type = textOf(call.named.get('typename') ?? first ?? null);
    const args = call.named.get('argumentlist') ?? call.named.get('property');
    return [newObject(type, args === undefined ? more : each(args))];
  },
  'select-object': (call) => {
    only(call, ['expandproperty', 'first']);
    const property = call.named.get('expandproperty');
    const first = call.named.get('first');
    const all = call.input ?? [];
    const some = first === undefined ? all : all.slice(0, Number(textOf(first)));
    if (property === undefined && first === undefined)
      throw new PowerShellUnknown('Select-Object without -ExpandProperty');
    return property === undefined ? some : some.flatMap((one) => each(memberOf(one, textOf(property))));
  },
};

const aliases: Readonly<Record<string, string>> = {
  echo: 'write-output',
  write: 'write-output',
  iwr: 'invoke-webrequest',
  curl: 'invoke-webrequest',
  wget: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  select: 'select-object',
};

/** What there is, for whoever asked for something else. */
export const available = `The emulated virtual machine has ${Object.keys(commands).join(', ')}.`;

/** Runs one of the commands. Throws PowerShellUnknown for any other. */
export async function runCommand(call: Call, fetch: Fetch): Promise<Given> {
  const name = Object.hasOwn(aliases, call.name) ? (aliases[call.name] ?? call.name) : call.name;
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!run) throw new PowerShellUnknown(`the command ${call.name}`);
  return run({ ...call, name }, fetch);
}

/** A value as it is printed at the end of a pipeline: text as it is, an object as a list of its properties. */
export function shown(value: Value): string {
  if (value instanceof Table) {
    const width = Math.max(0, ...value.entries.map(({ name }) => name.length));
    return value.entries.map(({ name, value: one }) => `${name.padEnd(width)} : ${textOf(one)}`).join('\n');
  }
  if (isList(value)) return value.map(shown).join('\n');
  return value instanceof Native ? value.type : textOf(value);
}
