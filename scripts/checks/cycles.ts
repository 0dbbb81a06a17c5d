import path from 'node:path';
import { type Files, inFolder, isTest } from './files.ts';
import { readModules } from './modules.ts';

/** Where no cycle may be. The list grows until it names every folder of source. */
export const acyclicRoots: readonly string[] = ['app', 'components', 'emulator', 'lib'];

/** Node → node → the imports between them, each as `file:line imports file`. */
type Graph = Map<string, Map<string, string[]>>;

/**
 * Cycles among files and among folders, imports of types included. A folder is a node of its own, apart from the folders
 * inside it: a parent and its child that import each other are a cycle. Tests, and what only tests use, do not count.
 * `roots`: only files in these folders.
 */
export function cycleViolations(files: Files, roots?: readonly string[]): string[] {
  const byFile: Graph = new Map();
  const byFolder: Graph = new Map();
  for (const [file, { imports }] of readModules(files)) {
    if (isTest(file) || (roots && !inFolder(file, ...roots))) continue;
    for (const { file: target, line } of imports) {
      if (target === null || isTest(target)) continue;
      const words = `${file}:${line} imports ${target}`;
      addEdge(byFile, file, target, words);
      const [from, to] = [path.posix.dirname(file), path.posix.dirname(target)];
      if (from !== to) addEdge(byFolder, from, to, words);
    }
  }
  return [...violationsOf('files', byFile), ...violationsOf('folders', byFolder)];
}

function addEdge(graph: Graph, from: string, to: string, words: string): void {
  const edges = graph.get(from) ?? new Map<string, string[]>();
  graph.set(from, edges);
  edges.set(to, [...(edges.get(to) ?? []), words]);
}

/** One sentence for each knot: its shortest cycle, and the imports of that cycle's thinnest edges, one of which closes it. */
function violationsOf(kind: string, graph: Graph): string[] {
  return knots(graph).map((knot) => {
    const cycle = shortestCycle(graph, knot);
    const edges = cycle.map((node, index) => {
      const next = cycle[(index + 1) % cycle.length] ?? node;
      return graph.get(node)?.get(next) ?? [];
    });
    const fewest = Math.min(...edges.map((imports) => imports.length));
    const closing = edges.filter((imports) => imports.length === fewest).flat();
    const more = knot.size > cycle.length ? ` (one of the cycles among ${knot.size} ${kind})` : '';
    return `${kind} in a cycle: ${[...cycle, cycle[0]].join(' → ')}${more}, closed by ${closing.join('; ')}`;
  });
}

/** Sets of nodes that all reach each other, by Tarjan's algorithm; a single node only when it imports itself. */
function knots(graph: Graph): ReadonlySet<string>[] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const found: ReadonlySet<string>[] = [];
  const visit = (node: string): number => {
    const mine = order.size;
    order.set(node, mine);
    stack.push(node);
    let lowest = mine;
    for (const next of graph.get(node)?.keys() ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, order.get(next) ?? mine);
    }
    if (lowest === mine) {
      const members = stack.splice(stack.indexOf(node));
      if (members.length > 1 || graph.get(node)?.has(node)) found.push(new Set(members));
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** The shortest way from a node of the knot back to itself, over all its nodes. */
function shortestCycle(graph: Graph, knot: ReadonlySet<string>): string[] {
  let shortest: string[] | undefined;
  for (const start of [...knot].sort()) {
    const cycle = wayBack(graph, knot, start);
    if (cycle && (!shortest || cycle.length < shortest.length)) shortest = cycle;
  }
  return shortest ?? [...knot];
}

function wayBack(graph: Graph, knot: ReadonlySet<string>, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  // The list grows while it is walked: breadth first.
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? start)?.keys() ?? []) {
      if (next === start) return way;
      if (!knot.has(next) || seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
