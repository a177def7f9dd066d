/** A large file that uses the whole language and has no diagnostics, with one statement on each line. */

/** What the file needs from outside. */
export const SURROUNDINGS = {
  imports: [
    { file: "shared.conflicts", text: "group @Shared = Shared1, Shared2\nevents Shared1, Shared2\n" },
  ],
  fields: { Event0: ["id", "room.id"] },
} as const;

/** Declared names that no rule uses. */
const SPARE = ["Spare1", "Spare2", "Spare3"] as const;

/** @param rules - The approximate number of rules. */
export function largeFile(rules: number): readonly string[] {
  const event = (index: number): string => `Event${index % rules}`;
  const ruleLine = (index: number): string => {
    const [mine, theirs] = [event(index), event(index * 7 + 1)];
    switch (index % 10) {
      case 0:
        return `${mine} conflicts ${theirs}, ${event(index * 7 + 2)}`;
      case 1:
        return `${mine} never conflicts`;
      case 2:
        return `${mine} conflicts ${theirs} on id and room.id // and so on`;
      case 3:
        return `${mine} conflicts anything except @Group${Math.floor(index / 100)},`;
      case 4:
        return `${mine} conflicts ${theirs} when mine.a = theirs.b and mine.c != theirs.c`;
      case 5:
        return `${mine} conflicts @Group${Math.floor(index / 100)}`;
      case 6:
        return `${mine} conflicts "${theirs}", @Shared`;
      case 7:
        return `stream "category${Math.floor(index / 100)}" { override ${event(index - 6)} conflicts ${mine} }`;
      case 8:
        return `${mine} conflicts ${mine},`;
      default:
        return `${mine} conflicts anything`;
    }
  };
  const names = Array.from({ length: rules }, (_, index) => event(index));
  const groups = Array.from(
    { length: Math.ceil(rules / 100) },
    (_, index) => `group @Group${index} = ${event(index * 100 + 3)}, ${event(index * 100 + 4)}`,
  );
  return [
    "language 1",
    'import "shared.conflicts"',
    `events ${[...names, ...SPARE].join(", ")}`,
    ...groups,
    "group @Quiet = Event1",
    ...Array.from({ length: rules }, (_, index) => ruleLine(index)),
    "Spare3 conflicts @Quiet",
  ];
}
