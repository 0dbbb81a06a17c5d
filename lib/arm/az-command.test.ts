import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { az, shellQuote } from './az-command';
import { accessControlUrl, resourceUrl } from './portal-url';

describe('az commands', () => {
  it('leaves plain words alone and quotes the rest', () => {
    expect(az('role', 'definition', 'list', '--name', "Bob's role; rm -rf $HOME")).toBe(
      `az role definition list --name 'Bob'\\''s role; rm -rf $HOME'`,
    );
  });

  it('a shell reads back exactly what was quoted', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom('a', "'", '"', '$', '`', '\\', ' ', ';', '\n', 'é', '!', '*') }),
        ),
        (words) => {
          const script = `printf '%s\\0' ${['x', ...words].map(shellQuote).join(' ')}`;
          const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(1, -1);
          expect(read).toEqual(words);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('links to the Azure Portal', () => {
  it('cannot be led elsewhere by a name', () => {
    expect(
      resourceUrl(
        'https://portal.azure.com',
        't',
        '/subscriptions/s/resourceGroups/a#@evil?x/providers/P.Q/r/n',
      ),
    ).toBe(
      'https://portal.azure.com/#@t/resource/subscriptions/s/resourceGroups/a%23%40evil%3Fx/providers/P.Q/r/n',
    );
    expect(accessControlUrl('https://portal.azure.com', 't', '/')).toBe('https://portal.azure.com/#@t');
  });
});
