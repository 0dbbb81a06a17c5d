import { expect, it } from 'vitest';
import { sharedTokens } from './credential';

const token = (text: string) => ({ token: text, expiresOnTimestamp: Date.now() + 3_600_000 });

it('asks once for callers who come together, whichever of them gives up', async () => {
  const signals: (unknown | undefined)[] = [];
  let answer = (_text: string) => {};
  const credential = sharedTokens({
    getToken: (_scopes, options) => {
      signals.push(options?.abortSignal);
      return new Promise((resolve) => {
        answer = (text) => resolve(token(text));
      });
    },
  });
  const abort = new AbortController();
  const first = credential.getToken('scope', { abortSignal: abort.signal });
  const second = credential.getToken('scope');
  abort.abort();
  answer('shared');
  expect([(await first)?.token, (await second)?.token]).toEqual(['shared', 'shared']);
  expect(signals).toEqual([undefined]);
});

it('asks again after a failure, and when Azure challenges the token', async () => {
  let asked = 0;
  const credential = sharedTokens({
    getToken: async () => {
      asked += 1;
      if (asked === 1) throw new Error('The authority is down.');
      return token(`token ${asked}`);
    },
  });
  await expect(credential.getToken('scope')).rejects.toThrow('The authority is down.');
  expect((await credential.getToken('scope'))?.token).toBe('token 2');
  expect((await credential.getToken('scope'))?.token).toBe('token 2');
  expect((await credential.getToken('scope', { claims: '{}' }))?.token).toBe('token 3');
});
