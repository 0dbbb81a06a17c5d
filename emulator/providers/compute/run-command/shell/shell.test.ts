import { expect, it } from 'vitest';
import { runShell } from './shell.ts';

/** A machine that reaches nothing. */
const offline = async (): Promise<undefined> => undefined;

it.each([
  ['rm -rf /', 'rm: not available. The emulated machine runs nothing but curl, echo'],
  ['cat /etc/passwd', 'cat: a file is not available here'],
  ['for i in 1 2; do echo $i; done', "Not understood: 'for'"],
  ['while true; do echo; done', "Not understood: 'while'"],
  ['echo $((1 + 1))', 'Not understood: arithmetic'],
  ['(echo a)', 'Not understood: redirection, background jobs, and subshells'],
  ['[ -f /etc/passwd ]', 'Not understood: the test'],
  ['set -x', 'set: -x is not available here'],
  ["curl -H 'a b: c' http://x", "curl: the header 'a b' is not available here"],
  [`echo ${'$('.repeat(5000)}echo${')'.repeat(5000)}`, 'nested too deep'],
  ['echo "open', 'Not understood: unterminated "'],
  ['echo x > /tmp/file', 'Not understood: redirection'],
  ['curl -sS https://example.com', 'curl: (6) Could not resolve host: example.com'],
  ['curl -s --upload-file x http://169.254.169.254', 'curl: option not available here'],
])('runs nothing else: %s', async (script, said) => {
  expect((await runShell(script, [], offline)).stderr).toContain(said);
});

it.each([
  ["X='a b'; echo $X \"$X\" '$X'", 'a b a b $X\n'],
  ['false && echo no || echo yes', 'yes\n'],
  ['echo one; echo two | tr o 0 ; # end', 'one\ntw0\n'],
  ['echo $(echo a; echo b) `echo c`', 'a b c\n'],
  ['echo \'{"a":{"b":[1,2]}}\' | jq -c \'.a.b[1]\'', '2\n'],
  ["echo eyJhIjoxfQ | base64 -d | jq '.a'", '1\n'],
  ["if [ -n '' ]; then echo a; elif [ 1 -lt 2 ]; then echo b; else echo c; fi", 'b\n'],
  ['case 35 in 1|2) echo a ;; 3*) echo b ;; *) echo c ;; esac', 'b\n'],
  ['f() { echo "$1-$#"; }; f a b; echo "$1"', 'a-2\n\n'],
  ['x=$(false); echo $?; [ a = b ] || { echo no; echo more; }', '1\nno\nmore\n'],
  ["printf 'a=%s\\n' 1 2", 'a=1\na=2\n'],
  ['echo \'say "id": "v/7"\' | sed -n \'s/.*"id" *: *"\\([^"\\/]*\\)\\/\\([0-9]*\\)".*/\\2 \\1/p\'', '7 v\n'],
  ["printf 'YWI' | sed 's/$/===/; s/^\\(\\(....\\)*\\).*$/\\1/' | base64 -d", 'ab'],
  ["printf 'a\\tb' | tr -c '[:print:]' ' ' | cut -c1-2", 'a \n'],
  ['x=1; y=$(x=2; echo $x); echo $x$y; echo $' + '{z:-$x}-$' + '{z:-none}', '12\n1-none\n'],
  ['x=$(printf \'a  b\\nc\'); echo "$x"; echo $x', 'a  b\nc\na b c\n'],
  ['a=$(false); b=$?; echo $b; a=1; echo $?', '1\n0\n'],
  ['echo a; exit 3; echo b', 'a\n'],
  ['set -e; false || echo a; if false; then echo b; fi; x=$(false); echo c', 'a\n'],
  ['set -e; false && echo a; echo b; set +e; false; echo c', 'b\nc\n'],
  ['printf "%s-%s\\n" a b | cut -d- -f2', 'b\n'],
])('understands %s', async (script, expected) => {
  expect((await runShell(script, [], offline)).stdout).toBe(expected);
});
