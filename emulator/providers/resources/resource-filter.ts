import type { ArmResource } from '../../core/contract/entities.ts';
import { invalidFilter } from '../../core/rules/arm-errors.ts';

type Test = (resource: ArmResource) => boolean;

const comparison = /^\s*(\w+)\s+(eq|ne)\s+'((?:[^']|'')*)'\s*/i;

function propertyOf(resource: ArmResource, property: string): string | undefined {
  switch (property.toLowerCase()) {
    case 'resourcetype':
      return resource.type;
    case 'resourcegroup':
      return resource.resourceGroup;
    case 'name':
      return resource.name;
    case 'location':
      return resource.location;
    default:
      return undefined;
  }
}

const filterable = ['resourcetype', 'resourcegroup', 'name', 'location', 'tagname', 'tagvalue'];

/**
 * Parses the `$filter` of Resources_List: comparisons of resourceType, resourceGroup, name, location, tagName and
 * tagValue with `and`, `or` and parentheses. Throws InvalidFilterInQueryString.
 * https://learn.microsoft.com/rest/api/resources/resources/list#uri-parameters
 */
export function parseResourceFilter(filter: string): Test {
  let rest = filter;
  let tagName: string | undefined;
  const word = (text: string): boolean => {
    const match = new RegExp(`^\\s*${text}(?=[\\s(])`, 'i').exec(rest);
    if (match) rest = rest.slice(match[0].length);
    return match !== null;
  };
  const symbol = (text: string): boolean => {
    const trimmed = rest.trimStart();
    if (!trimmed.startsWith(text)) return false;
    rest = trimmed.slice(text.length);
    return true;
  };
  const primary = (): Test => {
    if (symbol('(')) {
      const inner = either();
      if (!symbol(')')) throw invalidFilter(filter);
      return inner;
    }
    const match = comparison.exec(rest);
    const [text, property, operator, quoted] = match ?? [];
    if (text === undefined || property === undefined || quoted === undefined) throw invalidFilter(filter);
    if (!filterable.includes(property.toLowerCase())) throw invalidFilter(filter);
    rest = rest.slice(text.length);
    const wanted = quoted.replaceAll("''", "'").toLowerCase();
    if (property.toLowerCase() === 'tagname') {
      tagName = wanted;
      return (resource) => Object.keys(resource.tags).some((name) => name.toLowerCase() === wanted);
    }
    if (property.toLowerCase() === 'tagvalue') {
      const name = tagName;
      return (resource) =>
        Object.entries(resource.tags).some(
          ([tag, value]) => tag.toLowerCase() === name && value.toLowerCase() === wanted,
        );
    }
    const equal: Test = (resource) => propertyOf(resource, property)?.toLowerCase() === wanted;
    return operator?.toLowerCase() === 'ne' ? (resource) => !equal(resource) : equal;
  };
  const both = (): Test => {
    const tests = [primary()];
    while (word('and')) tests.push(primary());
    return (resource) => tests.every((test) => test(resource));
  };
  function either(): Test {
    const tests = [both()];
    while (word('or')) tests.push(both());
    return (resource) => tests.some((test) => test(resource));
  }
  const test = either();
  if (rest.trim() !== '') throw invalidFilter(filter);
  return test;
}

/** The one type a filter asks for, when that is all it asks: lists of it can then use an index. */
export function onlyType(filter: string | null): string | undefined {
  return /^\s*resourceType\s+eq\s+'([^']+)'\s*$/i.exec(filter ?? '')?.[1];
}
