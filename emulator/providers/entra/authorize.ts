import type { User } from '../../core/contract/entities.ts';
import type { HttpReply, HttpRequest } from '../../core/contract/http.ts';
import type { World } from '../../core/contract/world.ts';
import { applicationOf } from './client-authentication.ts';
import { EntraError, entraErrors } from './entra-error.ts';
import { isFirstParty, personByPassword } from './people.ts';
import { escapeHtml, formPost, page, signInPage } from './sign-in-page.ts';
import type { CodeRequest, SignIns } from './sign-ins.ts';

interface Parts {
  readonly world: World;
  readonly signIns: SignIns;
}

interface AuthorizeRequest extends CodeRequest {
  readonly state?: string;
  readonly responseMode: 'query' | 'fragment' | 'form_post';
}

/** Only this machine may receive codes: native clients listen on loopback, and no demo person's code leaves it. */
function isLoopback(uri: string): boolean {
  try {
    const { protocol, hostname } = new URL(uri);
    return /^https?:$/.test(protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  } catch {
    return false;
  }
}

function applicationName(world: World, clientId: string): string {
  return isFirstParty(clientId) ? 'Microsoft Azure CLI' : applicationOf(world, clientId).displayName;
}

/** Reads an authorization request. Throws EntraError for what must not be answered to the redirect URI. */
function read(query: URLSearchParams, world: World): AuthorizeRequest {
  const need = (name: string): string => {
    const value = query.get(name);
    if (value) return value;
    throw new EntraError(
      400,
      'invalid_request',
      900144,
      `The request body must contain the following parameter: '${name}'.`,
    );
  };
  const clientId = need('client_id');
  if (!isFirstParty(clientId)) applicationOf(world, clientId);
  const redirectUri = need('redirect_uri');
  if (!isLoopback(redirectUri)) {
    throw new EntraError(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    );
  }
  if (need('response_type') !== 'code') {
    throw new EntraError(
      400,
      'unsupported_response_type',
      700054,
      "response_type other than 'code' is not enabled for the application.",
    );
  }
  const mode = query.get('response_mode') ?? 'query';
  if (mode !== 'query' && mode !== 'fragment' && mode !== 'form_post') {
    throw new EntraError(
      400,
      'invalid_request',
      70007,
      `'${mode}' is not a supported value of 'response_mode' when requesting a token.`,
    );
  }
  const optional = (name: string, key: string): Record<string, string> => {
    const value = query.get(name);
    return value ? { [key]: value } : {};
  };
  return {
    clientId,
    redirectUri,
    responseMode: mode,
    scope: query.get('scope') ?? query.get('resource') ?? '',
    ...optional('state', 'state'),
    ...optional('nonce', 'nonce'),
    ...optional('code_challenge', 'challenge'),
    ...optional('code_challenge_method', 'challengeMethod'),
  };
}

/** Sends the browser back to the application with these values. */
function redirect(request: AuthorizeRequest, values: Record<string, string>): HttpReply {
  const all = { ...values, ...(request.state === undefined ? {} : { state: request.state }) };
  if (request.responseMode === 'form_post') return formPost(request.redirectUri, all);
  const target = new URL(request.redirectUri);
  if (request.responseMode === 'fragment') target.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}

function peopleOf(world: World): User[] {
  return [...world.principals.values()].filter((principal) => principal.kind === 'User').slice(0, 12);
}

/** Who the form names: one of the people by a button, or name and password. Throws EntraError. */
export function personOf(form: URLSearchParams, world: World): User {
  const upn = form.get('person');
  if (upn === null) return personByPassword(form, world);
  const user = world.principals.find('userPrincipalName', upn)[0];
  if (user?.kind !== 'User') throw entraErrors.unknownUser(upn, world.tenant.displayName);
  return user;
}

function errorPage(error: EntraError): HttpReply {
  return page(
    error.status,
    'Sign in',
    `<h1>Sorry, but we're having trouble signing you in.</h1><p role="alert">AADSTS${error.code}: ${escapeHtml(error.message)}</p>`,
  );
}

/**
 * The authorize endpoint: GET shows the page (or answers prompt=none), POST of its form ends at the redirect URI.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export async function authorize(http: HttpRequest, { world, signIns }: Parts): Promise<HttpReply> {
  try {
    const request = read(http.query, world);
    if (http.query.get('prompt') === 'none') {
      return redirect(request, {
        error: 'login_required',
        error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
      });
    }
    const show = (problem?: string): HttpReply =>
      signInPage({
        tenant: world.tenant.displayName,
        application: applicationName(world, request.clientId),
        people: peopleOf(world).map(({ userPrincipalName, displayName }) => ({
          upn: userPrincipalName,
          displayName,
        })),
        action: `${http.path}?${http.query}`,
        hidden: {},
        ...(problem === undefined ? {} : { problem }),
        hint: http.query.get('login_hint') ?? '',
      });
    if (http.method !== 'POST') return show();
    const form = new URLSearchParams(await http.text());
    try {
      const user = personOf(form, world);
      return redirect(request, {
        code: signIns.issueCode(request, user.objectId),
        session_state: crypto.randomUUID(),
      });
    } catch (error) {
      if (error instanceof EntraError) return show(error.message);
      throw error;
    }
  } catch (error) {
    if (error instanceof EntraError) return errorPage(error);
    throw error;
  }
}

/** The page on which somebody approves a device. */
export async function deviceLogin(http: HttpRequest, { world, signIns }: Parts): Promise<HttpReply> {
  const form = http.method === 'POST' ? new URLSearchParams(await http.text()) : http.query;
  const typed = form.get('otc') ?? form.get('user_code') ?? '';
  const device = signIns.deviceByUserCode(typed);
  if (!device) {
    const problem =
      typed === '' ? '' : '<p role="alert">That code did not work. Check the code and try again.</p>';
    return page(
      typed === '' ? 200 : 400,
      'Enter code',
      `<h1>Enter code</h1>${problem}<form method="get" action="${escapeHtml(http.path)}"><label>Code shown on your device<input name="otc" required autocomplete="off" autofocus></label><button>Next</button></form>`,
    );
  }
  const show = (problem?: string): HttpReply =>
    signInPage({
      tenant: world.tenant.displayName,
      application: applicationName(world, device.clientId),
      people: peopleOf(world).map(({ userPrincipalName, displayName }) => ({
        upn: userPrincipalName,
        displayName,
      })),
      action: http.path,
      hidden: { otc: device.userCode },
      ...(problem === undefined ? {} : { problem }),
    });
  if (http.method !== 'POST') return show();
  if (form.has('decline')) {
    device.state = { kind: 'declined' };
    return page(200, 'Declined', '<h1>You declined the sign-in.</h1>');
  }
  try {
    device.state = { kind: 'approved', userId: personOf(form, world).objectId };
  } catch (error) {
    if (error instanceof EntraError) return show(error.message);
    throw error;
  }
  return page(
    200,
    'Signed in',
    '<h1>You have signed in.</h1><p>You may now close this window and go back to your device.</p>',
  );
}
