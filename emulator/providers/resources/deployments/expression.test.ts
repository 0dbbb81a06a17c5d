import { expect, it } from 'vitest';
import { evaluate, noLoops } from './evaluate.ts';
import type { Json } from './json.ts';

function value(text: string): Json {
  return evaluate(text, { functions: new Map(), loops: noLoops });
}

// Expected values: examples of Microsoft's template function reference, and published results of uniqueString.
it.each<[string, Json]>([
  ["[uniqueString('hello', 'world')]", 'a7wkljktk6wne'],
  ["[uniqueString('tyeth')]", 'zcztcwvu6iyg6'],
  [
    "[format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)]",
    'Hello, User. Formatted number: 8175133',
  ],
  ["[concat('it''s', 1, true())]", "it's1True"],
  ["[concat(createArray('a'), createArray('b'))]", ['a', 'b']],
  ["[split('one;two,three', createArray(',', ';'))]", ['one', 'two', 'three']],
  ["[substring('one two three', 4, 3)]", 'two'],
  ["[padLeft('123', 10, '0')]", '0000000123'],
  ["[replace('123-123-1234', '-', '')]", '1231231234'],
  ['[union(json(\'{"one":"a","n":{"x":1}}\'), json(\'{"n":{"y":2}}\'))]', { one: 'a', n: { x: 1, y: 2 } }],
  ["[intersection(createArray('one', 'two'), createArray('two'))]", ['two']],
  ["[if(equals(1, 2), div(1, 0), 'lazy')]", 'lazy'],
  ["[coalesce(null(), json('null'), 3)]", 3],
  ['[range(5, 3)]', [5, 6, 7]],
  ['[mod(7, 3)]', 1],
  ["[createObject('a', createArray(1, 2)).a[1]]", 2],
  ["[createObject('a', 1).?b]", null],
  ["[contains('abc', 'b')]", true],
  ['[empty(createObject())]', true],
  ["[base64ToString(base64('one, two'))]", 'one, two'],
  ["[uriComponent('a b/c')]", 'a%20b%2Fc'],
  ["[string(createObject('a', 1))]", '{"a":1}'],
  ["[indexOf('TEST', 't')]", 0],
  ['[first(createArray())]', null],
  ['[[not an expression]', '[not an expression]'],
])('%s', (text, expected) => {
  expect(value(text)).toEqual(expected);
});

it.each([
  ["[concat('a', )]", "unexpected ')'"],
  ['[add(1)]', 'it takes 2 argument(s)'],
  ["[add(1, 'x')]", "must be of type 'Integer'"],
  ["[substring('abc', 2, 9)]", 'must refer to a location within the string'],
  ['[createArray(1)[3]]', 'out of bounds'],
  ["[createObject('a', 1).b]", "property 'b' doesn't exist, available properties are 'a'"],
  ['[copyIndex()]', 'not expected at this location'],
  ["[listKeys('x', 'y')]", "template function 'listKeys' is not valid"],
])('%s is refused', (text, problem) => {
  expect(() => value(text)).toThrow(problem);
});
