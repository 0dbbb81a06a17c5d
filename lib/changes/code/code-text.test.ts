import { execFileSync } from 'node:child_process';
import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '@/lib/arm/az-command';
import { armText, bicepText, commentLines, hclText, Symbols, symbol } from './code-text';
import { flatTemplate } from './testing/arm-model';
import { parseBicep } from './testing/bicep-parser';
import { isRecord } from './testing/flat-resource';

/** Texts full of what any of the languages means something by. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        '[[',
        "'",
        "''",
        '"',
        '\\',
        '${',
        '$${',
        '%{',
        '}',
        '//',
        '#',
        '/*',
        '`',
        '$(x)',
      ),
      fc.constantFrom('\n', '\r\n', '\t', '\u0000', '\u0008', '\u2028', '\u2029', '\u{1F600}', 'é', ' ', 'a'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const group = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg';

describe('a text of other people’s is the same text', () => {
  it('in Bicep, as its grammar reads it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { outputs } = parseBicep(`output a string = ${bicepText(text)}`);
        expect(outputs[0]?.value).toEqual({ kind: 'string', parts: text === '' ? [] : [text] });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('in an ARM template, as its rules of expressions read it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const resource = {
          type: 'A.B/c',
          apiVersion: '1',
          name: 'n',
          tags: { [armText(`${text}k`)]: armText(text) },
        };
        const [flat] = flatTemplate({ resources: [resource] }, group);
        expect(flat?.tags).toEqual({ [`${text}k`]: text });
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('in Terraform, as HashiCorp’s parser reads it', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const parsed: unknown = await parse('main.tf', `locals {\n  a = ${hclText(text)}\n}`);
        const locals = isRecord(parsed) && Array.isArray(parsed.locals) ? parsed.locals : [];
        // The parser answers texts as templates again: what is escaped in them stays so. HCL itself normalizes to NFC.
        const template = text.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
        expect(String(locals[0]?.a).normalize()).toBe(template.normalize());
      }),
      { numRuns: 500, seed: 3 },
    );
  }, 60_000);

  it('in a shell', () => {
    const words = fc.sample(
      texts.filter((text) => !text.includes('\u0000')),
      { numRuns: 300, seed: 4 },
    );
    const script = words.map((text) => `printf '%s\\000' ${shellQuote(text)}`).join('\n');
    expect(execFileSync('sh', ['-e', '-c', script]).toString().split('\0').slice(0, -1)).toEqual(words);
  });

  it('in a comment, which it does not end', () => {
    expect(commentLines('//', 'a\r\nb\u2028c\rd')).toEqual(['// a', '// b', '// c', '// d']);
  });
});

describe('symbols', () => {
  it('begin with a letter, are no keyword and hide no function', () => {
    expect(symbol('1-app')).toBe('x_1_app');
    expect(symbol('…')).toBe('x_');
    expect(symbol('resourceGroup')).toBe('resourceGroup_');
    expect(symbol('a'.repeat(300))).toHaveLength(80);
  });

  it('are given out once, casing aside', () => {
    const symbols = new Symbols();
    expect(['id-app', 'id.app', 'ID_APP', 'id_app_2', 'id-app'].map((name) => symbols.take(name))).toEqual([
      'id_app',
      'id_app_2',
      'ID_APP_3',
      'id_app_2_2',
      'id_app_4',
    ]);
  });
});
