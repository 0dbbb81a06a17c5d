import { expect, it } from 'vitest';
import { conditionHolds } from './evaluate-condition.ts';
import { ConditionError, parseCondition } from './parse-condition.ts';

const read = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const container = 'microsoft.storage/storageaccounts/blobservices/containers:name';
const path = 'microsoft.storage/storageaccounts/blobservices/containers/blobs:path';
const nowMs = Date.parse('2026-03-01T12:00:00Z');
const question = {
  action: read,
  subOperation: 'Blob.List',
  nowMs,
  resource: { [container]: 'Exports', [path]: 'a/b.txt', 'x:size': 5, 'x:cold': true },
  request: { 'x:roles': ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'] },
};

it.each([
  [`@Resource[${container}] StringEquals 'Exports'`, true],
  [`@Resource[${container}] StringEquals 'exports'`, false],
  [`@Resource[${container}] StringEqualsIgnoreCase 'exports'`, true],
  [`@Resource[${container}] StringNotEquals 'exports'`, true],
  [`@Resource[${path}] StringLike 'a/*.txt'`, true],
  [`@Resource[${path}] StringLike 'a/?.csv'`, false],
  [`@Resource[${path}] StringNotLike 'b*'`, true],
  [`@Resource[${path}] StringStartsWith 'a/'`, true],
  [`@Resource[${path}] StringNotStartsWithIgnoreCase 'A/'`, false],
  [`ActionMatches{'${read}'}`, true],
  [`ActionMatches{'Microsoft.Storage/*/READ'}`, true],
  [`!(ActionMatches{'${read}'} AND NOT SubOperationMatches{'Blob.List'})`, true],
  [`ActionMatches{'a/b'} || ActionMatches{'${read}'} && ActionMatches{'c/d'}`, false],
  [`(ActionMatches{'${read}'} OR ActionMatches{'a/b'}) AND ActionMatches{'c/d'}`, false],
  ['Exists @Resource[x:size]', true],
  ['NOT Exists @Request[x:size]', true],
  ['@Resource[x:size] NumericGreaterThanEquals 5', true],
  ['@Resource[x:size] NumericLessThan 5', false],
  ['@Resource[x:cold] BoolEquals true', true],
  ['@Resource[x:cold] BoolNotEquals true', false],
  ["@Environment[UtcNow] DateTimeGreaterThan '2026-03-01T11:59:59Z'", true],
  ["@Environment[UtcNow] DateTimeLessThan '2026-03-01T11:59:59Z'", false],
  ['@Request[x:roles] ForAnyOfAnyValues:GuidEquals {8E3AF657-a8ff-443c-a75c-2fe8c4bcb635}', true],
  ['@Request[x:roles] ForAllOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}', false],
  [
    '@Request[x:roles] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, b24988ac-6180-42a0-ab88-20f7382dd24c}',
    true,
  ],
  ['@Request[x:roles] ForAllOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635}', false],
  // What the request does not say is never taken for granted, whichever way the question is put.
  ["@Request[x:none] StringEquals 'a'", false],
  ["@Request[x:none] StringNotEquals 'a'", false],
])('%s is %s', (condition, expected) => {
  parseCondition(condition);
  expect(conditionHolds(condition, question)).toBe(expected);
});

it.each([
  ['', 'too early'],
  ['(', 'too early'],
  ["ActionMatches{'a'", 'too early'],
  ["@Resource[a] StringEquals 'x' 'y'", 'Unexpected'],
  ["@Resource[a] StringSounds 'x'", 'not known'],
  ["@Planet[a] StringEquals 'x'", 'not known'],
  ['@Resource[a] StringEquals x', 'no value'],
  ['§', 'Unexpected text'],
])('%s is refused: %s', (condition, message) => {
  expect(() => parseCondition(condition)).toThrow(message);
});

it.each([
  "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Team_Name] StringEquals 'x'",
  '@Environment[isPrivateLink] BoolEquals true',
  "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEquals 'x'",
])('%s is said not to be evaluated here', (condition) => {
  expect(() => parseCondition(condition)).toThrow(ConditionError);
  expect(conditionHolds(condition, question)).toBe(false);
});
