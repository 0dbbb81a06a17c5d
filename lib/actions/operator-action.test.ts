import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { redirect } from 'next/navigation';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import { sessionCookie } from '@/lib/http/testing/session-cookie';
import { readActivity } from '@/lib/store/activity';
import { currentStore, openStore } from '@/lib/store/database';
import { formInput } from './form-input';
import { type ActionContext, answerAction, InvalidInput } from './operator-action';

const schema = z.object({ id: z.guid(), steps: z.array(z.object({ name: z.string().min(1) })).default([]) });
const id = '0b8c2d14-54a4-4b16-9d0e-3ad5d4f0f001';
const own = { host: 'localhost:3000', origin: 'http://localhost:3000', cookie: sessionCookie() };

describe('a server action', () => {
  let azure: EmulatedEstate;
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-action-'));
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'empty' });
    globalThis.keylessOperator = { credential: azure.credentialOf('owner') };
    globalThis.keylessStore = openStore({ databaseUrl: '', dataFolder: folder });
  });
  afterAll(async () => {
    await (await currentStore()).destroy();
    globalThis.keylessStore = undefined;
    globalThis.keylessOperator = undefined;
    await azure.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = vi.fn(
    async (input: z.output<typeof schema>, _context: ActionContext): Promise<unknown> => input.id,
  );
  const call = (sent: unknown, headers: Record<string, string> = own) =>
    answerAction({ name: 'act', schema, run, sent, headers: new Headers(headers) });
  const lastEntry = async () => {
    const { tenantId } = azure.emulator.endpoints;
    const rows = await readActivity(await currentStore(), { tenantId, afterSeq: 0, limit: 1000 });
    const last = rows.at(-1);
    return { event: last?.event, who: last?.who, detail: JSON.parse(last?.detail ?? '{}') };
  };

  it('runs with the caller and is told to the activity log', async () => {
    expect(await call({ id })).toEqual({ ok: true, value: id });
    const context = run.mock.lastCall?.[1];
    expect(context?.caller.tenantId).toBe(azure.emulator.endpoints.tenantId);
    expect(await lastEntry()).toEqual({
      event: 'action succeeded',
      who: context?.caller.name,
      detail: { action: 'act', correlationId: context?.correlationId },
    });
  });

  it.each([
    ['no session', { cookie: '' }, 'NoSession'],
    ['a foreign host', { host: 'evil.example' }, 'ForeignHost'],
    [
      'a foreign origin',
      { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' },
      'ForeignOrigin',
    ],
    ['origin null', { origin: 'null' }, 'ForeignOrigin'],
    ['a malformed origin', { origin: 'http://%' }, 'ForeignOrigin'],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 'CrossSite'],
  ])('does not run for %s', async (_what, changed, code) => {
    run.mockClear();
    const { host, cookie, origin } = own;
    expect(await call({ id }, { host, cookie, origin, ...changed })).toMatchObject({ kind: 'refused', code });
    expect(run).not.toHaveBeenCalled();
  });

  it('does not run without an origin', async () => {
    run.mockClear();
    const { host, cookie } = own;
    expect(await call({ id }, { host, cookie })).toMatchObject({ kind: 'refused', code: 'ForeignOrigin' });
    expect(run).not.toHaveBeenCalled();
  });

  it('answers errors by field', async () => {
    expect(await call({ id: 'x', steps: [{ name: '' }] })).toEqual({
      ok: false,
      kind: 'invalid',
      fields: { id: [expect.any(String)], 'steps.0.name': [expect.any(String)] },
    });
    expect((await lastEntry()).event).toBe('action invalid');
    run.mockRejectedValueOnce(new InvalidInput({ name: ['It is taken.'] }));
    expect(await call({ id })).toEqual({ ok: false, kind: 'invalid', fields: { name: ['It is taken.'] } });
  });

  it('answers Azure’s fault as a value', async () => {
    const fault = {
      code: 'AuthorizationFailed',
      message: 'No.',
      status: 403,
      requestId: 'r',
      during: 'Act',
      at: 1,
      retryAfterSeconds: 0,
    };
    run.mockRejectedValueOnce(new AzureError(fault));
    expect(await call({ id })).toEqual({ ok: false, kind: 'fault', fault });
    expect(await lastEntry()).toMatchObject({
      event: 'action fault',
      detail: { code: 'AuthorizationFailed' },
    });
  });

  it('never lets a stack out: the log has it under an id', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    run.mockRejectedValueOnce(new Error('secret detail'));
    const result = await call({ id });
    expect(result).toEqual({ ok: false, kind: 'unexpected', id: expect.any(String) });
    const { detail } = await lastEntry();
    expect(result).toMatchObject({ id: detail.correlationId });
    expect(String(logged.mock.lastCall?.[0])).toContain(detail.correlationId);
    logged.mockRestore();
  });

  it('lets a redirect through', async () => {
    run.mockImplementationOnce(async () => redirect('/'));
    await expect(call({ id })).rejects.toMatchObject({ digest: expect.stringContaining('NEXT_REDIRECT') });
    expect((await lastEntry()).event).toBe('action redirected');
  });
});

it('reads a form as an object', () => {
  const form = new FormData();
  form.append('$ACTION_REF_1', '');
  form.append('id', id);
  form.append('skip[]', '3');
  form.append('secrets[/subscriptions/s/resourceGroups/g[1]]', 'p');
  form.append('__proto__[polluted]', 'x');
  const input = formInput(form);
  expect(input.id).toBe(id);
  expect(input.skip).toEqual(['3']);
  expect(input.secrets).toEqual({ '/subscriptions/s/resourceGroups/g[1]': 'p' });
  expect(Object.keys(input)).not.toContain('$ACTION_REF_1');
  expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});
