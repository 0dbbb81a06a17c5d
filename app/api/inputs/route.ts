import { z } from 'zod';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

const question = z.strictObject({
  kind: z.string().max(100),
  input: z.record(z.string().max(100), z.unknown()),
});

/** What is wrong with an input so far, by field: for forms, which do not have the schemas. Changes nothing. */
export const POST = guarded(async (request) => {
  const bound = bindStep(await jsonBody(request, question));
  const errors = bound.ok ? {} : bound.errors;
  return Response.json({ errors }, { headers: { 'Cache-Control': 'no-store' } });
});
