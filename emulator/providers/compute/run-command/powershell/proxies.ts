import { Failure, orFailure } from './failure.ts';
import { Native, textOf, type Value } from './values.ts';

/** https://learn.microsoft.com/dotnet/api/system.uri */
class Uri extends Native {
  readonly type = 'System.Uri';
  readonly #url: URL;
  constructor(url: URL) {
    super();
    this.#url = url;
  }
  override get(name: string): Value {
    if (name === 'host') return this.#url.hostname;
    return name === 'absoluteuri' ? this.#url.href : null;
  }
}

/** A proxy, or none: GetProxy answers the address itself then. https://learn.microsoft.com/dotnet/api/system.net.webproxy.getproxy */
export class WebProxy extends Native {
  readonly type = 'System.Net.WebProxy';
  readonly address: string;
  constructor(address: string) {
    super();
    this.address = address;
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    if (name !== 'getproxy') return super.call(name, args);
    return new Uri(urlOf(this.address || textOf(args[0] ?? null)));
  }
}

/** Throws Failure for what is no address. */
export function urlOf(address: string): URL {
  return orFailure(() => new URL(address), 'Invalid URI: The format of the URI could not be determined.');
}

/** Sets or adds a header. Throws Failure for a name or value that headers cannot have. */
export function putHeader(headers: Headers, how: 'set' | 'append', name: string, value: string): void {
  if (/[\r\n]/.test(value)) throw new Failure('Specified value has invalid CRLF characters.');
  orFailure(() => headers[how](name, value), 'Specified value has invalid HTTP Header characters.');
}
