/** The declared event types of a project, and the places at which each declaration is visible. */

import type { CheckOptions } from "./check-options.ts";
import type { TypesOf } from "./group-types.ts";
import type { Place } from "./groups.ts";
import type { ProjectFile } from "./project.ts";
import type { Span } from "../source/source-text.ts";

export interface DeclaredEvent {
  readonly name: string;
  readonly file: ProjectFile;
  readonly span: Span;
}

/** Declared events by name; null if the name comes from the options. */
type DeclaredByName = ReadonlyMap<string, DeclaredEvent | null>;

export interface DeclaredEvents {
  /** Whether the events visible at a place are known, so that every name there must be declared. */
  readonly areKnownAt: (place: Place) => boolean;
  /** Whether a declaration of the name is visible at a place. */
  readonly isDeclaredAt: (place: Place, name: string) => boolean;
  /** Whether a name is declared anywhere. */
  readonly isDeclared: (name: string) => boolean;
  /** Every declared name. */
  readonly names: readonly string[];
  /** The declarations by category, and those outside blocks under null; each name once. */
  readonly byCategory: () => ReadonlyMap<string | null, DeclaredByName>;
}

type Names = Set<string>;
const NO_NAMES: ReadonlySet<string> = new Set();

/** The names that one file declares. */
interface FileDeclarations {
  /** Outside all blocks. */
  readonly outside: Names;
  /** In blocks, by category. */
  readonly inBlocks: Map<string | null, Names>;
  readonly all: Names;
}

export function collectDeclaredEvents(
  files: readonly ProjectFile[],
  typesOf: TypesOf,
  { events: given = [] }: CheckOptions,
): DeclaredEvents {
  const declarations = new Map<ProjectFile, FileDeclarations>();
  const names: Names = new Set(given);
  forEachDeclaration(files, typesOf, (name, { file, block }) => {
    let own = declarations.get(file);
    if (!own) declarations.set(file, (own = { outside: new Set(), inBlocks: new Map(), all: new Set() }));
    own.all.add(name);
    names.add(name);
    if (block) namesOf(own.inBlocks, block.category).add(name);
    else own.outside.add(name);
  });

  const givenNames: Names = new Set(given);
  /** The declarations of a file and of the files that it imports. */
  const seenBy = once((file: ProjectFile) =>
    [file, ...file.importedFiles.keys()].flatMap((one) => declarations.get(one) ?? []),
  );
  /**
   * The names visible at a place. Outside blocks, those declared in blocks are visible too: a rule for all streams may name
   * them.
   */
  const seenFrom = ({ file, block }: Place): readonly ReadonlySet<string>[] => {
    const seen = seenBy(file);
    if (!block) return [givenNames, ...seen.map(({ all }) => all)];
    return [
      givenNames,
      ...seen.flatMap(({ outside, inBlocks }) => [outside, inBlocks.get(block.category) ?? NO_NAMES]),
    ];
  };
  const areKnown = ({ file, block }: Place): boolean =>
    !file.visibleUnknown.events &&
    (given.length > 0 ||
      seenBy(file).some(
        ({ outside, inBlocks }) => outside.size > 0 || (block !== null && inBlocks.has(block.category)),
      ));
  const [knownOnce, seenOnce] = [oncePerPlace(areKnown), oncePerPlace(seenFrom)];
  return {
    areKnownAt: knownOnce,
    isDeclaredAt: (place, name) => seenOnce(place).some((seen) => seen.has(name)),
    isDeclared: (name) => names.has(name),
    names: [...names],
    byCategory: () => declaredByCategory(files, typesOf, given),
  };
}

function forEachDeclaration(
  files: readonly ProjectFile[],
  typesOf: TypesOf,
  visit: (name: string, place: Place, span: Span) => void,
): void {
  for (const file of files) {
    for (const { node, block } of file.events) {
      const place = { file, block };
      for (const reference of node.names.references) {
        for (const name of typesOf(place, reference).names) visit(name, place, reference.span);
      }
    }
  }
}

function declaredByCategory(
  files: readonly ProjectFile[],
  typesOf: TypesOf,
  given: readonly string[],
): ReadonlyMap<string | null, DeclaredByName> {
  const byCategory = new Map<string | null, Map<string, DeclaredEvent | null>>();
  if (given.length > 0) byCategory.set(null, new Map(given.map((name) => [name, null])));
  forEachDeclaration(files, typesOf, (name, { file, block }, span) => {
    const category = block?.category ?? null;
    let declared = byCategory.get(category);
    if (!declared) byCategory.set(category, (declared = new Map<string, DeclaredEvent | null>()));
    if (!declared.has(name)) declared.set(name, { name, file, span });
  });
  return byCategory;
}

function namesOf(inBlocks: Map<string | null, Names>, category: string | null): Names {
  let names = inBlocks.get(category);
  if (!names) inBlocks.set(category, (names = new Set()));
  return names;
}

/** Caches a result for each file and category. */
function oncePerPlace<Value>(find: (place: Place) => Value): (place: Place) => Value {
  const ofFile = once<ProjectFile, Map<string | null, Value>>(() => new Map());
  return (place) => {
    const known = ofFile(place.file);
    // A block of unknown category shares the result of the file: its rules are not resolved.
    const category = place.block?.category ?? null;
    let value = known.get(category);
    if (value === undefined) known.set(category, (value = find(place)));
    return value;
  };
}

function once<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = find(key)));
    return value;
  };
}
