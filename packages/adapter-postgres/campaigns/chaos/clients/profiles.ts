/** The clients of a round. Each is another kind of application. */

/** How a client works. A limit of 0 means no limit. */
export interface Profile {
  readonly name: string;
  /** Whether its connections go through the proxy that cuts connections. */
  readonly isCut: boolean;
  readonly groupCommit: boolean;
  readonly connections: number;
  /** Milliseconds. */
  readonly lockTimeout: number;
  /** Milliseconds. */
  readonly statementTimeout: number;
  /** The probability that an event makes the commit fail with a serialization failure. */
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
  { ...PLAIN, name: "cut-single", isCut: true, groupCommit: false, connections: 6 },
  { ...PLAIN, name: "lock-timeout", lockTimeout: 80 },
  { ...PLAIN, name: "statement-timeout", statementTimeout: 120 },
];

/** The application name of the clients, which finds their backends among the server's processes. */
export const APPLICATION_NAME = "truce-chaos-client";

/** The application name of the workers. */
export const WORKER_NAME = "truce-chaos-worker";

/** How long a lease of a worker lasts, in milliseconds. Short, so that it is often lost. */
export const LEASE_MS = 400;

/** The setting with the probability of failing commits. */
export const COMMIT_FAILURES = "chaos.commit_failures";

/**
 * How long a client waits for a connection. A server under load needs up to several hundred milliseconds for a new one,
 * and clients that gave up sooner would keep it busy with connections that they no longer wait for.
 */
export const CONNECTION_TIMEOUT_MS = 1_000;
