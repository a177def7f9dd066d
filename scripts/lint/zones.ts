/** What each part of the repository may import: the table that the boundary rule enforces. */

export interface Zone {
  /** The files of the zone. A file belongs to the first zone that it matches. */
  readonly files: RegExp;
  /** The packages of this repository that may be imported. */
  readonly packages: readonly string[];
  /** The folders that relative imports may lead to. Without it, the whole package. */
  readonly within?: readonly string[];
  /** The folders that relative imports may not lead to. */
  readonly without?: readonly string[];
  /** The only libraries that may be imported. */
  readonly libraries?: RegExp;
  /** The libraries, and the entries of packages, that may not be imported. */
  readonly forbidden?: RegExp;
}

const core = "packages/core/src";
/** The layers of core, from the bottom up: each may import itself and the layers before it. */
const pure = [`${core}/errors`, `${core}/events`, `${core}/rules`];
const adapter = [...pure, `${core}/adapter`];
const input = [...adapter, `${core}/input`];
const upcasters = [...input, `${core}/upcasters`];
const waiting = [...upcasters, `${core}/waiting`];
const subscriptions = [...waiting, `${core}/subscriptions`];
const projections = [...upcasters, `${core}/projections`];
const store = [...subscriptions, `${core}/projections`, `${core}/store`];
const none = /^$/;
const chevrotain = /^(chevrotain|@chevrotain\/.*)$/;
const nodeOrChevrotain = /^(node:.*|chevrotain|@chevrotain\/.*)$/;
const node = /^node:/;
const forNode = ["packages/rules-dsl/src/node"];

export const zones: readonly Zone[] = [
  // The pure part of core: the conflict rules, and the types and errors that they use.
  {
    files: /^packages\/core\/src\/rules\//,
    packages: [],
    within: pure,
    libraries: /^(@noble\/hashes\/.*)$/,
  },
  { files: /^packages\/core\/src\/errors\//, packages: [], within: [`${core}/errors`], libraries: none },
  { files: /^packages\/core\/src\/events\//, packages: [], within: [`${core}/events`], libraries: none },
  { files: /^packages\/core\/src\/adapter\//, packages: [], within: adapter, libraries: none },
  { files: /^packages\/core\/src\/input\//, packages: [], within: input, forbidden: nodeOrChevrotain },
  {
    files: /^packages\/core\/src\/upcasters\//,
    packages: [],
    within: upcasters,
    forbidden: nodeOrChevrotain,
  },
  { files: /^packages\/core\/src\/waiting\//, packages: [], within: waiting, forbidden: nodeOrChevrotain },
  {
    files: /^packages\/core\/src\/subscriptions\//,
    packages: [],
    within: subscriptions,
    forbidden: nodeOrChevrotain,
  },
  {
    files: /^packages\/core\/src\/projections\//,
    packages: [],
    within: projections,
    forbidden: nodeOrChevrotain,
  },
  { files: /^packages\/core\/src\/store\//, packages: [], within: store, forbidden: nodeOrChevrotain },
  { files: /^packages\/core\/src\//, packages: [], forbidden: nodeOrChevrotain },

  // An adapter does not know conflict rules.
  {
    files: /^packages\/adapter-memory\/src\//,
    packages: ["@truce/core"],
    forbidden: /^(node:.*|chevrotain|@chevrotain\/.*|@truce\/core\/rules)$/,
  },
  {
    files: /^packages\/adapter-[a-z]+\/src\//,
    packages: ["@truce/core"],
    forbidden: /^(chevrotain|@chevrotain\/.*|@truce\/core\/rules)$/,
  },

  // The only four files that may import chevrotain.
  {
    files: /^packages\/rules-dsl\/src\/syntax\/(tokens|parser|layout|recovery)\.ts$/,
    packages: ["@truce/core"],
    without: forNode,
    forbidden: node,
  },
  // The only folder of the language that touches files. The rest of the language does not import it.
  { files: /^packages\/rules-dsl\/src\/node\//, packages: ["@truce/core"], forbidden: chevrotain },
  {
    files: /^packages\/rules-dsl\/src\//,
    packages: ["@truce/core"],
    without: forNode,
    forbidden: nodeOrChevrotain,
  },

  {
    files: /^packages\/rules-analysis\/src\//,
    packages: ["@truce/core", "@truce/rules-dsl"],
    forbidden: nodeOrChevrotain,
  },

  // What every run of the command loads. The language is loaded only by commands that need it.
  { files: /^packages\/cli\/src\/(base\/)?[^/]+\.ts$/, packages: [], forbidden: chevrotain },
  {
    files: /^packages\/cli\/src\//,
    packages: ["@truce/core", "@truce/rules-dsl", "@truce/rules-analysis"],
    forbidden: chevrotain,
  },

  // The history checker must run without a test framework, for audits; and the tests of deciders in every test framework.
  {
    files: /^packages\/testkit\/src\/(history|given)\/(?!.*\.test(-d)?\.ts)/,
    packages: ["@truce/core"],
    forbidden: /^(vitest|fast-check|chevrotain|@chevrotain\/.*)$/,
  },
  { files: /^packages\/testkit\/src\//, packages: ["@truce/core"], forbidden: chevrotain },
  { files: /^packages\/create-truce\/src\//, packages: [], libraries: node },
  { files: /^packages\/test-support\//, packages: [], forbidden: chevrotain },
];
