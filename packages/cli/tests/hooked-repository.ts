/** A repository with a hook that runs `truce`, and notes whether the hook has changed anything. */

import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { COMMAND } from "./start.ts";

/** What a command of git did. */
export interface Done {
  readonly status: number | null;
  /** What git and the hook printed. */
  readonly output: string;
}

/** What a hook did. */
interface HookRun {
  /** All files below the folder of the repositories, with their check sums: before and after. */
  readonly before: string;
  readonly after: string;
  /** The names of the variables that Git had set. */
  readonly variables: readonly string[];
}

export interface HookedRepository {
  /** Holds the repositories. */
  readonly folder: ProjectFolder;
  /** Runs git in a repository: with the hook, and with no configuration but that of the repository. */
  readonly git: (at: string, ...args: readonly string[]) => Done;
  /** Makes a hook of a repository from the text of a script. */
  readonly addHook: (at: string, name: string, script: string) => Promise<void>;
  /** Makes `truce` a command of a repository's `node_modules`, which Git ignores. */
  readonly addTruce: (at: string) => Promise<void>;
  /** What the hook did that ran last. */
  readonly lastRun: () => Promise<HookRun>;
}

const IDENTITY = {
  GIT_AUTHOR_NAME: "A tester",
  GIT_AUTHOR_EMAIL: "tester@example.org",
  GIT_COMMITTER_NAME: "A tester",
  GIT_COMMITTER_EMAIL: "tester@example.org",
};

/** Without the configuration of the user, and without the variables of a surrounding git process. */
const env = {
  PATH: process.env["PATH"],
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  ...IDENTITY,
};

/** An empty folder for repositories. */
export async function hookedRepository(): Promise<HookedRepository> {
  const folder = await projectFolder({
    "bin/truce": `#!/bin/sh\nexec ${COMMAND.map((word) => `'${word}'`).join(" ")} "$@"\n`,
    "repositories/.keep": "",
    "log/.keep": "",
  });
  await chmod(folder.at("bin/truce"), 0o755);
  const log = folder.at("log");
  const list = `find '${folder.at("repositories")}' -type f -exec cksum {} + | sort`;

  return {
    folder,
    git: (at, ...args) => {
      const { status, stdout, stderr } = spawnSync("git", args, {
        cwd: folder.at(at),
        env,
        encoding: "utf8",
      });
      return { status, output: stdout + stderr };
    },
    addHook: async (at, name, script) => {
      const hooks = folder.at(`hooks-of-${at.replaceAll("/", "-")}`);
      await mkdir(hooks, { recursive: true });
      await writeFile(join(hooks, `${name}.script`), script);
      const noting = [
        "#!/bin/sh",
        `${list} > '${log}/before'`,
        `env | grep '^GIT_' > '${log}/variables'`,
        `sh '${join(hooks, `${name}.script`)}' "$@"; status=$?`,
        `${list} > '${log}/after'`,
        "exit $status",
      ];
      await writeFile(join(hooks, name), noting.join("\n"));
      await chmod(join(hooks, name), 0o755);
      execFileSync("git", ["config", "core.hooksPath", hooks], { cwd: folder.at(at), env });
    },
    addTruce: async (at) => {
      await mkdir(folder.at(`${at}/node_modules/.bin`), { recursive: true });
      await writeFile(folder.at(`${at}/node_modules/.gitignore`), "*\n");
      await symlink(folder.at("bin/truce"), folder.at(`${at}/node_modules/.bin/truce`));
    },
    lastRun: async () => {
      const text = async (name: string): Promise<string> => await readFile(join(log, name), "utf8");
      const ofGit = (await text("variables")).split("\n").map((line) => line.split("=", 1)[0] ?? "");
      return {
        before: await text("before"),
        after: await text("after"),
        variables: ofGit.filter((name) => name !== "" && !(name in env)),
      };
    },
  };
}
