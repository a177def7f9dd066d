/** Finds cycles in a graph. */

interface Visit<Node> {
  readonly node: Node;
  readonly number: number;
  readonly next: Iterator<Node>;
  lowest: number;
}

/**
 * The strongly connected components of a graph (Tarjan's algorithm). Each component comes after all those that it leads to.
 * Takes linear time, and does not recurse, because hostile input can be deep.
 */
export function componentsOf<Node>(
  nodes: Iterable<Node>,
  next: (node: Node) => Iterable<Node>,
): readonly (readonly Node[])[] {
  const components: Node[][] = [];
  const numbers = new Map<Node, number>();
  const waiting: Node[] = [];
  const isWaiting = new Set<Node>();
  const visits: Visit<Node>[] = [];
  const enter = (node: Node): void => {
    const number = numbers.size;
    numbers.set(node, number);
    waiting.push(node);
    isWaiting.add(node);
    visits.push({ node, number, next: next(node)[Symbol.iterator](), lowest: number });
  };
  const leave = ({ node, number, lowest }: Visit<Node>): void => {
    const before = visits.at(-1);
    if (before) before.lowest = Math.min(before.lowest, lowest);
    if (lowest !== number) return;
    const component = waiting.splice(waiting.lastIndexOf(node));
    for (const member of component) isWaiting.delete(member);
    components.push(component);
  };
  for (const start of nodes) {
    if (!numbers.has(start)) enter(start);
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const step = visit.next.next();
      if (step.done === true) {
        visits.pop();
        leave(visit);
      } else if (!numbers.has(step.value)) {
        enter(step.value);
      } else if (isWaiting.has(step.value)) {
        visit.lowest = Math.min(visit.lowest, numbers.get(step.value) ?? 0);
      }
    }
  }
  return components;
}
