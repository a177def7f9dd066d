/** The reference of the API: a page for each entry of a package, or several if it exports much. */

import { format } from "prettier";
import { REPOSITORY } from "../../pages/links.ts";
import { firstSentence, type DocComment } from "./doc-comment.ts";
import { apiEntries, sourceOf, wordsIn, type Declaration, type Entry } from "./entries.ts";

interface ApiPage {
  /** The path below `reference/api`. */
  readonly path: string;
  readonly text: string;
}

/** The main entry of a package has a page for each topic if it has more declarations. */
const MAX_DECLARATIONS = 45;
/** A topic with fewer declarations has no page of its own. */
const MIN_DECLARATIONS = 5;
const NO_EDIT = "---\neditLink: false\noutline: 2\n---\n\n";
const IN_PROSE: Readonly<Record<string, string>> = {
  returns: "Returns",
  throws: "Throws",
  remarks: "Remarks",
};

export async function apiPages(): Promise<readonly ApiPage[]> {
  const entries = apiEntries();
  const places = placesOf(entries);
  const pages = await Promise.all(
    entries.flatMap((entry) =>
      [...partsOf(entry)].map(async ([path, declarations]) => ({
        path: `${path}.md`,
        text: await pageOf(entry, path, declarations, places),
      })),
    ),
  );
  return [...pages, { path: "index.md", text: overview(entries, places) }];
}

/** The declarations of each page of an entry. */
function partsOf({ page, specifier, declarations }: Entry): ReadonlyMap<string, readonly Declaration[]> {
  const isMain = specifier.split("/").length === 2;
  if (!isMain || declarations.length <= MAX_DECLARATIONS) return new Map([[page, declarations]]);
  const topics = Map.groupBy(declarations, ({ topic }) => topic);
  const pathOf = (topic: string): string =>
    topic === "" || (topics.get(topic) ?? []).length < MIN_DECLARATIONS ? page : `${page}/${topic}`;
  return Map.groupBy(declarations, ({ topic }) => pathOf(topic));
}

/** Where each name is described. The entry that exports it comes before one that only mentions it. */
function placesOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const all = entries.flatMap((entry) =>
    [...partsOf(entry)].flatMap(([path, declarations]) =>
      declarations.map(({ name, exported, at }) => ({ key: `${at.file}#${at.name}`, name, exported, path })),
    ),
  );
  for (const { key, name, path } of [...all.filter(({ exported }) => exported), ...all]) {
    if (!places.has(key)) places.set(key, `/reference/api/${path}#${name}`);
  }
  return places;
}

async function pageOf(
  entry: Entry,
  path: string,
  declarations: readonly Declaration[],
  places: ReadonlyMap<string, string>,
): Promise<string> {
  const { specifier, page, doc } = entry;
  const topic = topicOf(page, path);
  const title = topic === "" ? specifier : `${specifier}: ${topic}`;
  const topics = [...partsOf(entry).keys()].filter((other) => path === page && other !== page).toSorted();
  const links = topics.map((other) => `[${topicOf(page, other)}](/reference/api/${other})`);
  const own = declarations.filter(
    ({ at, name }) => places.get(`${at.file}#${at.name}`) === `/reference/api/${path}#${name}`,
  );
  const others = declarations.filter(({ exported }) => exported).filter((one) => !own.includes(one));
  const sorted = own.toSorted((a, b) => rank(a) - rank(b));
  const parts = await Promise.all(
    sorted.map((declaration) => section(declaration, entry.declarations, places)),
  );
  const elsewhere = others.map(
    ({ name, at }) => `[\`${name}\`](${places.get(`${at.file}#${at.name}`) ?? ""})`,
  );
  return [
    `${NO_EDIT}# ${title}\n`,
    path === page ? doc.text : `A part of [${specifier}](/reference/api/${page}).`,
    "",
    ...(links.length > 0 ? [`Its larger topics have pages of their own: ${links.join(", ")}.`, ""] : []),
    ...(elsewhere.length > 0 ? [`It also exports ${elsewhere.join(", ")}.`, ""] : []),
    ...parts,
  ].join("\n");
}

function topicOf(page: string, path: string): string {
  return path.slice(page.length + 1).replaceAll("-", " ");
}

async function section(
  declaration: Declaration,
  declarations: readonly Declaration[],
  places: ReadonlyMap<string, string>,
): Promise<string> {
  const { name, doc, exported, statements } = declaration;
  const code = await format(statements.map(({ code: text }) => shown(text)).join("\n"), {
    parser: "typescript",
    printWidth: 90,
  });
  const words = wordsIn(statements);
  const mentioned = declarations
    .filter((other) => other !== declaration && words.has(other.at.name))
    .flatMap(({ name: other, at }) => {
      const place = places.get(`${at.file}#${at.name}`);
      return place === undefined ? [] : [`[\`${other}\`](${place})`];
    });
  return [
    `## ${name} {#${name}}\n`,
    doc.text,
    "",
    `\`\`\`ts\n${code}\`\`\`\n`,
    ...tagsOf(doc),
    ...(exported ? [] : ["_A type without an export of its own._\n"]),
    `${mentioned.length === 0 ? "" : `See ${mentioned.join(", ")}. `}[Source](${REPOSITORY}/blob/main/${sourceOf(declaration)})\n`,
  ].join("\n");
}

function tagsOf({ tags }: DocComment): readonly string[] {
  const parameters = tags.filter(([tag]) => tag === "param" || tag === "typeParam");
  return [
    ...parameters.map(([, text]) => text.replace(/^(\S+)\s*-?\s*/, "- `$1`: ")),
    ...(parameters.length > 0 ? [""] : []),
    ...tags.flatMap(([tag, text]) => (tag in IN_PROSE ? [`**${IN_PROSE[tag] ?? ""}:** ${text}\n`] : [])),
    ...tags.flatMap(([tag, text]) => (tag === "example" ? [`${text}\n`] : [])),
  ];
}

/** All entries, with what each exports. */
function overview(entries: readonly Entry[], places: ReadonlyMap<string, string>): string {
  const parts = entries.map(({ specifier, doc, declarations }) => {
    const rows = declarations
      .filter(({ exported }) => exported)
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ name, at, doc: text }) => {
        const place = places.get(`${at.file}#${at.name}`) ?? "";
        return `| [\`${name}\`](${place}) | ${firstSentence(text).replace(/:$/, ".").replaceAll("|", "\\|")} |`;
      });
    return `## ${specifier}\n\n${doc.text}\n\n| name | what it is |\n| --- | --- |\n${rows.join("\n")}\n`;
  });
  return `${NO_EDIT}# API\n\nEverything that the packages export, from the comments in the code.\n\n${parts.join("\n")}`;
}

/** Functions come first, then errors and other classes, values, and types. */
function rank({ statements, exported }: Declaration): number {
  const [{ code } = { code: "" }] = statements;
  const kinds = [/^export declare function/, /^export declare (abstract )?class/, /^export declare const/];
  const kind = kinds.findIndex((pattern) => pattern.test(code));
  return (kind === -1 ? kinds.length : kind) + (exported ? 0 : kinds.length + 1);
}

/** The text of a declaration without what users do not need. */
function shown(code: string): string {
  return code
    .replace(/^export /, "")
    .replace(/^declare /, "")
    .replaceAll(/^\s*(private .*|#private;)\n/gm, "")
    .replaceAll(/\{@link\s+([^\s}|]+)[^}]*\}/g, "$1");
}
