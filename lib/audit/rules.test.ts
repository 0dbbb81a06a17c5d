import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import { attentionOf } from './attention';
import { findingsOf } from './findings';
import type { Evidence } from './rule/coverage';
import { rules } from './rules';
import { runRule } from './run';
import { gap } from './testing/estate-words';
import type { FiringEstate, SilentEstate } from './testing/rule-examples';

const folder = new URL('./rules/', import.meta.url);
const folders = readdirSync(folder).sort();

test('every folder is a rule of the list, and every rule of the list a folder', () => {
  expect(rules.map(({ id }) => id).toSorted()).toEqual(folders);
});

test('each has all of its files', () => {
  for (const id of folders) {
    const files = readdirSync(new URL(`${id}/`, folder));
    expect(files, id).toEqual(expect.arrayContaining(['rule.ts', 'words.ts', 'fires.ts', 'silent.ts']));
  }
});

test('no two have the same tag', () => {
  expect(new Set(rules.map(({ words }) => words.tag)).size).toBe(rules.length);
});

/** What a gap in each is called. */
const gapIds: Record<Evidence, string> = {
  hosts: 'source:virtualMachines',
  identities: 'source:userAssignedIdentities',
  roleAssignments: 'source:roleAssignments',
  roleDefinitions: 'source:roleDefinitions',
  scopesAbove: 'management-groups',
};

/** The same estate for somebody from whom everything is kept that can be kept: lists, Graph, credentials. */
function hidden(estate: EstateDescription): EstateDescription {
  return {
    ...estate,
    identities: estate.identities?.map((one) => ({ ...one, federated: null })),
    absent: null,
    groups: null,
    gaps: Object.values(gapIds).map((id) => ({ ...gap, id })),
  };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('finds what it is for, and nothing in a like estate', async () => {
    const firing: { fires: FiringEstate } = await import(new URL(`${id}/fires.ts`, folder).pathname);
    const quiet: { silent: SilentEstate } = await import(new URL(`${id}/silent.ts`, folder).pathname);
    const estate = buildEstate(firing.fires.estate);
    const found = runRule(rule, estate).outcome;
    const rows = found.rows[rule.subject] ?? [];
    expect({ rows: rows.length, unknown: found.unknown }, firing.fires.what).toEqual({
      rows: firing.fires.found,
      unknown: false,
    });
    expect(firing.fires.found).toBeGreaterThan(0);
    const nothing = runRule(rule, buildEstate(quiet.silent.estate)).outcome;
    expect(
      { rows: nothing.rows[rule.subject]?.length ?? 0, unknown: nothing.unknown },
      quiet.silent.what,
    ).toEqual({ rows: 0, unknown: false });

    expect(attentionOf([{ rule, outcome: found }], estate)).toMatchObject([
      { finding: id, count: rows.length, title: rule.words.title(rows.length) },
    ]);
    for (const row of rows)
      expect(findingsOf(estate, rule.subject, row)).toContainEqual(
        expect.objectContaining({ id, title: rule.words.short, detail: rule.words.detail }),
      );
  });

  it('is unknown, not fine, where nothing can be looked at', async () => {
    const quiet: { silent: SilentEstate } = await import(new URL(`${id}/silent.ts`, folder).pathname);
    expect(runRule(rule, buildEstate(hidden(quiet.silent.estate))).outcome.unknown).toBe(true);
  });

  it('is unknown where its subject, or anything else it depends on, has a gap', async () => {
    const quiet: { silent: SilentEstate } = await import(new URL(`${id}/silent.ts`, folder).pathname);
    for (const evidence of [rule.subject, ...rule.dependsOn]) {
      const estate = buildEstate({ ...quiet.silent.estate, gaps: [{ ...gap, id: gapIds[evidence] }] });
      expect(runRule(rule, estate).outcome.unknown, evidence).toBe(true);
    }
  });

  it('says it in words', () => {
    const { tag, title, short, detail } = rule.words;
    expect(tag.length).toBeLessThanOrEqual(20);
    expect(title(1)).toMatch(/^1 /);
    expect(title(4)).toMatch(/^4 /);
    for (const text of [short, detail]) expect(text).toMatch(/^[A-Z]/);
    // An id is a member of a cell and a word in an address: nothing that would have to be escaped.
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
