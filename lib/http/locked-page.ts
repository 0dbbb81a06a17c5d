import 'server-only';

const words = {
  /** No session, or one that ended. */
  locked: {
    status: 401,
    title: 'Open the link from the terminal',
    text: 'This browser has no session with Keyless. The link that was printed when Keyless started opens one.',
  },
  /** A link that was exchanged before, is too old, or belongs to an earlier start. */
  usedLink: {
    status: 401,
    title: 'This link no longer works',
    text: 'Each link opens one session, within an hour, until Keyless is stopped.',
  },
} as const;

/** What a person without a session sees: a page of its own, because the portal's pages say things about an estate. */
export function lockedPage(why: keyof typeof words): Response {
  const { status, title, text } = words[why];
  return page(
    status,
    title,
    `<p>${text}</p><p>For a new link, run this in the folder where Keyless was started:</p><pre>npm run link</pre>`,
  );
}

/** A refusal that a person sees in place of a page. `message` is ours and holds no markup. */
export function refusedPage(status: number, message: string): Response {
  return page(status, 'Keyless did not answer this request', `<p>${message}</p>`);
}

function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Keyless</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.25rem; }
pre { padding: 0.75rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; }
</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
