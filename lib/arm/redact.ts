/** Tokens and signed URLs never reach a screen or a log, not even inside somebody else's error message. */
export function redact(text: string): string {
  return text
    .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]')
    .replaceAll(/([?&](?:sig|code|client_secret|password|access_token)=)[^&\s"']+/gi, '$1[removed]');
}
