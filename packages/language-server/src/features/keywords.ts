/** What each keyword of the language means, in a sentence. */

export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  [
    "conflicts",
    "`A conflicts B`: an incoming A conflicts with a committed B. It says nothing about an incoming B.",
  ],
  [
    "never",
    "`A never conflicts`: an incoming A is compatible with every committed event, however far behind it is.",
  ],
  [
    "anything",
    "Every event type, with or without rules. As the incoming side, it adds conflicts to every type.",
  ],
  ["except", "`anything except A, B`: every event type but these."],
  [
    "on",
    "`on id`: only if the field is equal in both events, short for `when mine.id = theirs.id`. In doubt, they conflict.",
  ],
  [
    "when",
    "`when mine.a = theirs.b`: a condition on the two payloads. `mine` is the incoming event, `theirs` the committed one. In doubt, they conflict.",
  ],
  ["and", "Both comparisons must hold."],
  ["group", "`group @Name = A, B`: one name for several event types."],
  ["events", "`events A, B` declares the event types. Any other name is then an error."],
  ["stream", "`stream client { ... }`: rules for streams of one category, such as `client-42`."],
  [
    "override",
    "Replaces, in streams of this category, what the rules outside the block say about this incoming type.",
  ],
  ["import", '`import "shared.conflicts"`: uses the groups and events of another file.'],
  ["language", "The version of the language that the file is written in."],
]);
