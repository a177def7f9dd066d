/** What the site consists of: each page of the documentation is in one group of one section. Tests find a page that is in none. */

export interface Group {
  readonly title: string;
  /** Files of the repository, or patterns of them. A file that an earlier entry has named is not repeated. */
  readonly files: readonly string[];
  /** Shown closed, because it is long and a reader seldom goes through it. */
  readonly closed?: true;
}

export interface Section {
  readonly title: string;
  /** The first part of the path of all its pages. */
  readonly path: string;
  readonly groups: readonly Group[];
}

export const sections: readonly Section[] = [
  {
    title: "Tutorial",
    path: "tutorial",
    groups: [
      {
        title: "Tutorial",
        files: [
          "docs/tutorial/README.md",
          "docs/tutorial/[0-9]*.md",
          "docs/tutorial/*.md",
          "packages/create-truce/README.md",
        ],
      },
      {
        title: "Examples",
        files: [
          "examples/crm/README.md",
          "examples/booking/README.md",
          "examples/rooms/README.md",
          "examples/*/README.md",
        ],
      },
    ],
  },
  {
    title: "How-to guides",
    path: "guides",
    groups: [
      {
        title: "Rules",
        files: [
          "docs/guides/write-rules.md",
          "docs/guides/rules-retry-or-revalidate.md",
          "docs/guides/test-rules.md",
          "docs/guides/roll-out-rules.md",
        ],
      },
      {
        title: "Applications",
        files: [
          "docs/command-handler.md",
          "docs/testing-deciders.md",
          "docs/reading.md",
          "docs/subscriptions.md",
          "docs/projections.md",
          "docs/changing-events.md",
        ],
      },
      {
        title: "Web APIs",
        files: [
          "docs/web-apis.md",
          "docs/guides/hono.md",
          "docs/guides/fastify.md",
          "docs/guides/express.md",
          "docs/guides/nestjs.md",
        ],
      },
      {
        title: "Storage",
        files: [
          "docs/postgresql.md",
          "docs/guides/postgresql-in-production.md",
          "docs/guides/pglite.md",
          "docs/guides/delete-data.md",
          "docs/guides/observe.md",
          "docs/guides/write-an-adapter.md",
        ],
      },
      { title: "Tools", files: ["docs/editors.md", "docs/git-hooks-and-ci.md"] },
      {
        title: "Move to Truce",
        files: [
          "docs/guides/from-expected-versions.md",
          "docs/guides/from-emmett.md",
          "docs/guides/from-castore.md",
        ],
      },
      { title: "More", files: ["docs/guides/*.md"] },
    ],
  },
  {
    title: "Reference",
    path: "reference",
    groups: [
      {
        title: "Reference",
        files: ["docs/reference/README.md", "docs/glossary.md", "docs/reference/stability.md"],
      },
      {
        title: "Rules",
        files: ["docs/conflict-rules.md", "packages/rules-dsl/README.md", "packages/cli/README.md"],
      },
      { title: "Diagnostics", files: ["packages/rules-dsl/diagnostics/*.md"], closed: true },
      { title: "At run time", files: ["docs/reference/*.md"] },
      {
        title: "API",
        files: [
          "docs/generated/reference/api/index.md",
          "docs/generated/reference/api/core.md",
          "docs/generated/reference/api/core/*.md",
          "docs/generated/reference/api/core-*.md",
          "docs/generated/reference/api/**/*.md",
        ],
        closed: true,
      },
      { title: "Packages", files: ["packages/core/README.md", "packages/*/README.md"], closed: true },
    ],
  },
  {
    title: "Explanation",
    path: "explanation",
    groups: [
      {
        title: "Explanation",
        files: [
          "docs/what-truce-does.md",
          "docs/explanation/questions.md",
          "docs/explanation/what-a-merge-protects.md",
          "docs/explanation/directional-rules.md",
          "docs/explanation/when-in-doubt.md",
          "docs/explanation/ids-first.md",
          "docs/explanation/when-not-to-use-truce.md",
          "docs/explanation/objections.md",
        ],
      },
      { title: "Compared with", files: ["docs/explanation/compared-with-*.md", "docs/performance.md"] },
      { title: "Inside", files: ["ARCHITECTURE.md", "docs/explanation/*.md"] },
      { title: "Decisions", files: ["docs/decisions/README.md", "docs/decisions/*.md"], closed: true },
    ],
  },
];

/** Pages beside the sections. */
export const TOP_PAGES: readonly string[] = ["docs/index.md", "docs/playground.md"];

/** Markdown files of `docs` that are no pages: an index for readers on GitHub. */
export const NOT_PAGES: readonly string[] = ["docs/README.md"];
