import 'server-only';
import { z } from 'zod';
import type { Result } from '@/lib/arm/fault';
import { BadRequest, faultResponse } from '@/lib/http/guard';

const query = z.object({ id: z.string().min(1).max(2048).startsWith('/') });

/** Handles `GET ?id=<ARM id>` with what `read` finds: 200 with the detail, or `{ fault }` with its status. */
export function detailHandler<Detail>(
  read: (armId: string, signal: AbortSignal) => Promise<Result<Detail>>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) throw new BadRequest('Say which one: ?id=<ARM id>.');
    const result = await read(parsed.data.id.replace(/\/+$/, ''), request.signal);
    if (!result.ok) return faultResponse(result.fault);
    return Response.json(result.value, { headers: { 'Cache-Control': 'no-store' } });
  };
}
