/** The day is played twice: what there is of everything. */

/** The run without rules and the one with them. */
export interface BothRuns<T> {
  readonly plain: T;
  readonly ruled: T;
}
