/** Which event types are declared, where that is known, and where it counts. */

import type { CheckOptions } from "./check-options.ts";
import type { TypesOf } from "./group-types.ts";
import type { Place } from "./groups.ts";
import type { ProjectFile } from "./project.ts";
import type { Span } from "./source-text.ts";

/** A declaration of an event type. */
export interface DeclaredEvent {
  readonly name: string;
  readonly file: ProjectFile;
  readonly span: Span;
}

/** The declared event types of a project. */
export interface DeclaredEvents {
  /** Whether every name at a place must be declared. */
  readonly areKnownAt: (place: Place) => boolean;
  /** Whether a name is declared where it can be seen from a place. */
  readonly isDeclaredAt: (place: Place, name: string) => boolean;
  /** Whether a name is declared anywhere. */
  readonly isDeclared: (name: string) => boolean;
  /** Every declared name. */
  readonly names: readonly string[];
  /** The declarations for streams of a category, or of all (null), each name once. */
  readonly inCategory: ReadonlyMap<string | null, ReadonlyMap<string, DeclaredEvent | null>>;
}

/** Where a name is declared: the files, and in each the categories, null for all streams. */
type Declarations = Map<ProjectFile, Set<string | null>>;

export function collectDeclaredEvents(
  files: readonly ProjectFile[],
  typesOf: TypesOf,
  { events: given = [] }: CheckOptions,
): DeclaredEvents {
  const declarations = new Map<string, Declarations>();
  const declaring = new Map<ProjectFile, Set<string | null>>();
  const inCategory = new Map<string | null, Map<string, DeclaredEvent | null>>();
  const isGiven = new Set(given);
  if (given.length > 0) inCategory.set(null, new Map(given.map((name) => [name, null])));

  const declare = (file: ProjectFile, category: string | null, name: string, span: Span): void => {
    const byFile = setIn(declarations, name, () => new Map<ProjectFile, Set<string | null>>());
    setIn(byFile, file, () => new Set<string | null>()).add(category);
    const inThis = setIn(inCategory, category, () => new Map<string, DeclaredEvent | null>());
    if (!inThis.has(name)) inThis.set(name, { name, file, span });
  };
  for (const file of files) {
    for (const { node, block } of file.events) {
      const category = block?.category ?? null;
      setIn(declaring, file, () => new Set<string | null>()).add(category);
      for (const reference of node.names.references) {
        for (const name of typesOf({ file, block }, reference).names)
          declare(file, category, name, reference.span);
      }
    }
  }

  const seenFrom = ({ importedFiles }: ProjectFile): readonly ProjectFile[] => [...importedFiles.keys()];
  const counts = (categories: ReadonlySet<string | null> | undefined, { block }: Place): boolean =>
    categories !== undefined && (categories.has(null) || (block !== null && categories.has(block.category)));
  const areKnown = new Map<ProjectFile, Map<string | null, boolean>>();

  return {
    areKnownAt(place) {
      const { file, block } = place;
      const byCategory = setIn(areKnown, file, () => new Map<string | null, boolean>());
      return setIn(byCategory, block?.category ?? null, () => {
        if ([file.gaps, ...file.importedGaps].some(({ events }) => events)) return false;
        return (
          given.length > 0 || [file, ...seenFrom(file)].some((seen) => counts(declaring.get(seen), place))
        );
      });
    },
    isDeclaredAt(place, name) {
      if (isGiven.has(name)) return true;
      for (const [file, categories] of declarations.get(name) ?? []) {
        const isSeen = file === place.file || place.file.importedFiles.has(file);
        // A type that is declared for some streams may be named by a rule for all.
        if (isSeen && (place.block === null || counts(categories, place))) return true;
      }
      return false;
    },
    isDeclared: (name) => isGiven.has(name) || declarations.has(name),
    names: [...new Set([...isGiven, ...declarations.keys()])],
    inCategory,
  };
}

/** The value of a key, made where there is none yet. */
function setIn<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
