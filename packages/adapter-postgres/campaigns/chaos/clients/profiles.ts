/** The clients that there are at all times: each another kind of application. */

/** How a client works. Where a number is 0, there is no such limit. */
export interface Profile {
  readonly name: string;
  /** Whether its connections go through the wire that is cut. */
  readonly isCut: boolean;
  readonly groupCommit: boolean;
  readonly connections: number;
  /** Milliseconds. */
  readonly lockTimeout: number;
  /** Milliseconds. */
  readonly statementTimeout: number;
  /** How likely it is that writing an event fails at the commit, with a serialization failure. */
  readonly commitFailures: number;
}

const PLAIN: Profile = {
  name: "plain",
  isCut: false,
  groupCommit: true,
  connections: 3,
  lockTimeout: 0,
  statementTimeout: 0,
  commitFailures: 0,
};

export const PROFILES: readonly Profile[] = [
  { ...PLAIN, name: "failing-commits", commitFailures: 0.02 },
  { ...PLAIN, name: "cut", isCut: true },
  { ...PLAIN, name: "cut-alone", isCut: true, groupCommit: false, connections: 6 },
  { ...PLAIN, name: "lock-timeout", lockTimeout: 80 },
  { ...PLAIN, name: "statement-timeout", statementTimeout: 120 },
];

/** What the server is told of each client: so it can be found among the server's processes. */
export const APPLICATION_NAME = "truce-chaos-client";

/** The setting by which a client asks for failing commits. */
export const COMMIT_FAILURES = "chaos.commit_failures";
