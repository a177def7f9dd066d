/**
 * The event types that groups stand for, and groups that cannot be expanded: in a cycle (CF2004) or over a limit (CF1012).
 */

import { componentsOf } from "./cycles.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import type { GroupDefinition, Groups, Place } from "./groups.ts";
import { MAX_GROUP_DEPTH, MAX_GROUP_NAMES } from "../limits.ts";
import type { Report } from "./reports.ts";
import type { GroupName, Reference } from "../syntax/tree.ts";

/** The event types that a reference stands for. */
interface Types {
  /** Each once. */
  readonly names: readonly string[];
  /** False if some types are missing, because a group is unknown or over a limit. */
  readonly isWhole: boolean;
}

/** Returns the types that a reference at a place stands for. */
export type TypesOf = (place: Place, reference: Reference) => Types;

const UNKNOWN: Types = { names: [], isWhole: false };

/** Groups that contain each other, and so stand for the same types; usually a single group. */
interface Component {
  readonly groups: readonly GroupDefinition[];
  /** How deep groups are nested here, this one included. */
  readonly depth: number;
  types: Types | undefined;
}

/** Reports cycles and groups that are nested too deep. Other groups are expanded when they are asked for. */
export function createTypesOf(groups: Groups, report: Report): TypesOf {
  const components = componentsByGroup(groups, report);
  let left = MAX_GROUP_NAMES;

  const typesIn = (component: Component): Types => {
    const names = new Set<string>();
    let isWhole = true;
    for (const place of component.groups) {
      for (const reference of place.node.members.references) {
        const inner = reference.kind === "group-name" ? componentOf(place, reference) : undefined;
        if (inner === component) continue;
        const types = typesOf(place, reference);
        isWhole &&= types.isWhole;
        left -= types.names.length;
        if (left < 0) return UNKNOWN;
        for (const name of types.names) names.add(name);
      }
    }
    return { names: [...names], isWhole };
  };

  const componentOf = (place: Place, { name }: GroupName): Component | undefined => {
    const [group] = groups.visible(place, name);
    return group && components.get(group);
  };

  /** INVARIANT: it recurses at most MAX_GROUP_DEPTH deep. */
  const typesOf: TypesOf = (place, reference) => {
    if (reference.kind === "event-name") return { names: [reference.name], isWhole: true };
    const component = componentOf(place, reference);
    if (!component || component.depth > MAX_GROUP_DEPTH) return UNKNOWN;
    if (!component.types) {
      const isOver = left < 0;
      component.types = isOver ? UNKNOWN : typesIn(component);
      if (left < 0 && !isOver) reportTooMany(component, report);
    }
    return component.types;
  };
  return typesOf;
}

function componentsByGroup(groups: Groups, report: Report): ReadonlyMap<GroupDefinition, Component> {
  const { definitions, visible } = groups;
  const order = new Map(definitions.map((definition, index) => [definition, index]));
  const inner = (place: GroupDefinition): readonly (readonly [GroupName, GroupDefinition])[] =>
    place.node.members.references.flatMap((member) => {
      const group = member.kind === "group-name" ? visible(place, member.name)[0] : undefined;
      return member.kind === "group-name" && group ? [[member, group] as const] : [];
    });
  const components = new Map<GroupDefinition, Component>();
  const found = componentsOf(definitions, (definition) => inner(definition).map(([, group]) => group));
  for (const unordered of found) {
    const members = new Set(unordered);
    const inOrder = unordered.toSorted((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0));
    let deepest = 0;
    let circle: { readonly at: GroupName; readonly first: GroupDefinition } | undefined;
    for (const definition of inOrder) {
      for (const [at, group] of inner(definition)) {
        if (members.has(group)) circle ??= { at, first: definition };
        else deepest = Math.max(deepest, components.get(group)?.depth ?? 0);
      }
    }
    const component: Component = { groups: inOrder, depth: deepest + 1, types: undefined };
    for (const definition of inOrder) components.set(definition, component);
    if (circle) reportCircle(circle.at, circle.first, inOrder, report);
    if (component.depth === MAX_GROUP_DEPTH + 1) reportTooDeep(component, report);
  }
  return components;
}

/** The most groups of a cycle that a message names. */
const MAX_NAMED = 4;

function reportCircle(
  { span }: GroupName,
  { file }: GroupDefinition,
  circle: readonly GroupDefinition[],
  report: Report,
): void {
  const named = circle.slice(0, MAX_NAMED).map(({ node }) => quoted(`@${node.name.name}`));
  const more = circle.length > MAX_NAMED ? ` and ${circle.length - MAX_NAMED} more` : "";
  const [one, ...others] = named;
  const list = more === "" ? [named.slice(0, -1).join(", "), named.at(-1)].join(" and ") : named.join(", ");
  const message =
    others.length === 0 ? `group ${one ?? ""} contains itself` : `groups ${list}${more} contain each other`;
  const related = circle.slice(1, MAX_NAMED).map((group) => locationOf(group.file, group.node.span));
  report(file, { code: "CF2004", span, message, related });
}

function reportTooDeep({ groups: [group] }: Component, report: Report): void {
  if (!group) return;
  const { span, name } = group.node.name;
  const message = `group ${quoted(`@${name}`)} has groups nested more than ${MAX_GROUP_DEPTH} deep`;
  report(group.file, { code: "CF1012", span, message });
}

function reportTooMany({ groups: [group] }: Component, report: Report): void {
  if (!group) return;
  const { span, name } = group.node.name;
  const count = MAX_GROUP_NAMES.toLocaleString("en");
  const message = `with group ${quoted(`@${name}`)}, the groups of the project expand to more than ${count} names`;
  report(group.file, { code: "CF1012", span, message });
}
