/** Runs once when the portal's server starts. https://nextjs.org/docs/app/guides/instrumentation */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { openFrontDoor } = await import('@/lib/http/open-front-door');
  await openFrontDoor();
  const { keepOperationsGoing } = await import('@/lib/changes/run/keep-going');
  keepOperationsGoing();
}
