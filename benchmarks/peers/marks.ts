/** The marks of a stream's last acknowledged events, in their order. See `Store` for what a mark is. */
export class Marks {
  #last: number[];

  private constructor(marks: number[]) {
    this.#last = marks;
  }

  /** The marks of events that were appended at once, so that nothing is between them. */
  static of(last: number, events: number): Marks {
    return new Marks(Array.from({ length: events }, (_, index) => last - events + 1 + index));
  }

  add(mark: number): void {
    let index = this.#last.length;
    while (index > 0 && (this.#last[index - 1] ?? 0) > mark) index--;
    this.#last.splice(index, 0, mark);
    if (this.#last.length > 2_000) this.#last = this.#last.slice(-1_000);
  }

  /** The mark of a writer that has not seen that many of the last events. */
  before(unseen: number): number {
    return this.#last.at(-1 - unseen) ?? (this.#last[0] ?? 1) - 1;
  }
}
