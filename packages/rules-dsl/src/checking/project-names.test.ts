import { describe, expect, it } from "vitest";
import { namePlaces } from "./project-names.ts";

const SHARED = { file: "shared.conflicts", text: "group @Both = A, B\nevents A\n" };

/** Each place as `file:offset role name`, with the place of the group that is meant. */
function placesIn(...files: Parameters<typeof namePlaces>[0]): readonly string[] {
  return namePlaces(files).map(({ file, span, role, name, kind, category, group }) => {
    const at = `${file.replace(".conflicts", "")}:${span.start}-${span.end} ${role}`;
    const meant = group === null ? "" : ` -> ${group.file.replace(".conflicts", "")}:${group.span.start}`;
    return `${at} ${kind === "group" ? "@" : ""}${name}${category === null ? "" : ` in ${category}`}${meant}`;
  });
}

describe("the names of a project", () => {
  it("are found with what they do there, in every kind of statement", () => {
    const text = '"a b" conflicts anything except C\nanything except D conflicts E\nF never conflicts G\n';
    expect(placesIn(SHARED, { file: "a.conflicts", text })).toEqual([
      ...["shared:6-11 definition @Both -> shared:6", "shared:14-15 member A", "shared:17-18 member B"],
      "shared:26-27 declaration A",
      ...["a:0-5 incoming a b", "a:32-33 exception C"],
      ...["a:50-51 exception D", "a:62-63 committed E"],
      ...["a:64-65 incoming F", "a:82-83 committed G"],
    ]);
  });

  it("mean the group in their block, or else in their file, or else in an imported file", () => {
    const text =
      'import "shared.conflicts"\nA conflicts @Both, @Own\nstream s {\n  group @Own = A\n  B conflicts @Own\n}\n';
    expect(
      placesIn(SHARED, { file: "a.conflicts", text }).filter(
        (place) => place.includes("a:") && place.includes("@"),
      ),
    ).toEqual([
      "a:69-73 definition @Own in s -> a:69",
      "a:38-43 committed @Both -> shared:6",
      "a:45-49 committed @Own",
      "a:92-96 committed @Own in s -> a:69",
    ]);
  });

  it("of broken lines are not known, and those of the other lines are", () => {
    expect(placesIn({ file: "a.conflicts", text: "A conflict B\nC never conflicts\n" })).toEqual([
      "a:13-14 incoming C",
    ]);
  });
});
