import type { HttpReply } from '../../core/contract/http.ts';

/** Text that is safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem 0; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; }
ul { list-style: none; margin: 0 0 1.5rem; padding: 0; display: grid; gap: .5rem; }
button, input { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid GrayText; background: Field; color: FieldText; text-align: left; }
button { cursor: pointer; }
button:focus-visible, input:focus-visible { outline: 2px solid Highlight; outline-offset: 2px; }
label { display: block; margin: 0 0 .75rem; }
[role=alert] { border-left: 3px solid #c8321f; padding-left: .75rem; }
small { opacity: .75; display: block; }`;

/** A page without scripts and without anything from elsewhere. `formAction` limits where its forms may lead. */
export function page(status: number, title: string, body: string): HttpReply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`,
  };
}

export interface Choice {
  readonly upn: string;
  readonly displayName: string;
}

/** Who wants to sign in: one button for each person of the demo, or name and password. */
export function signInPage(input: {
  tenant: string;
  application: string;
  people: readonly Choice[];
  action: string;
  hidden: Readonly<Record<string, string>>;
  hint?: string;
  problem?: string;
}): HttpReply {
  const hidden = Object.entries(input.hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const form = (inner: string): string =>
    `<form method="post" action="${escapeHtml(input.action)}">${hidden}${inner}</form>`;
  const people = input.people
    .map(
      ({ upn, displayName }) =>
        `<li>${form(`<input type="hidden" name="person" value="${escapeHtml(upn)}"><button>${escapeHtml(displayName)}<small>${escapeHtml(upn)}</small></button>`)}</li>`,
    )
    .join('');
  const problem = input.problem ? `<p role="alert">${escapeHtml(input.problem)}</p>` : '';
  const typed = form(
    `<label>Name<input name="username" autocomplete="username" required value="${escapeHtml(input.hint ?? '')}"></label><label>Password<input name="password" type="password" autocomplete="current-password" required></label><button>Sign in</button>`,
  );
  return page(
    input.problem ? 401 : 200,
    `Sign in to ${input.tenant}`,
    `<h1>Sign in to ${escapeHtml(input.tenant)}</h1><p>${escapeHtml(input.application)} asks who you are. This is an emulated tenant; nobody here is real.</p>${problem}<ul>${people}</ul><h2 style="font-size:1rem">Or by name and password</h2>${typed}`,
  );
}

/** A form that sends itself, for response_mode=form_post. */
export function formPost(action: string, values: Readonly<Record<string, string>>): HttpReply {
  const inputs = Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  return page(
    200,
    'Signing in',
    `<form method="post" action="${escapeHtml(action)}">${inputs}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`,
  );
}
