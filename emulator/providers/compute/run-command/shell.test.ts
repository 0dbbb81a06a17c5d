import { expect, it } from 'vitest';
import { runShell } from './shell.ts';

/** A machine that reaches nothing. */
const offline = async (): Promise<undefined> => undefined;

it.each([
  ['rm -rf /', 'rm: not available. The emulated machine runs nothing but curl, echo'],
  ['cat /etc/passwd', 'cat: a file is not available here'],
  ['for i in 1 2; do echo $i; done', 'for: not available'],
  ['echo "open', 'Not understood: unterminated "'],
  ['echo x > /tmp/file', 'Not understood: redirection'],
  ['curl -s https://example.com', 'curl: (6) Could not resolve host: example.com'],
  ['curl -s --upload-file x http://169.254.169.254', 'curl: option not available here'],
])('runs nothing else: %s', async (script, said) => {
  expect((await runShell(script, {}, offline)).stderr).toContain(said);
});

it.each([
  ["X='a b'; echo $X \"$X\" '$X'", 'a b a b $X\n'],
  ['false && echo no || echo yes', 'yes\n'],
  ['echo one; echo two | tr o 0 ; # end', 'one\ntw0\n'],
  ['echo $(echo a; echo b) `echo c`', 'a b c\n'],
  ['echo \'{"a":{"b":[1,2]}}\' | jq -c \'.a.b[1]\'', '2\n'],
  ["echo eyJhIjoxfQ | base64 -d | jq '.a'", '1\n'],
  ['printf "%s-%s\\n" a b | cut -d- -f2', 'b\n'],
])('understands %s', async (script, expected) => {
  expect((await runShell(script, {}, offline)).stdout).toBe(expected);
});
