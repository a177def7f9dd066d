/** What the sales team can ask for. */

export type ClientCommand =
  | { readonly type: "RegisterClient"; readonly name: string }
  /** The income that is likely from the client, in pounds a year. */
  | { readonly type: "UpgradeClientValue"; readonly to: number }
  | { readonly type: "DowngradeClientValue"; readonly to: number }
  | { readonly type: "AddMeetingNote"; readonly noteId: string; readonly text: string }
  /** Puts a note on top of the client's page. There is room for one. */
  | { readonly type: "PinNote"; readonly noteId: string }
  | { readonly type: "RenameClient"; readonly name: string }
  | { readonly type: "AddContact"; readonly name: string; readonly role: string }
  | { readonly type: "TagClient"; readonly tag: string }
  | { readonly type: "AssignClient"; readonly to: string }
  /** Takes a second record of the same company into this one, and settles which name stays. */
  | { readonly type: "MergeClient"; readonly duplicate: string; readonly name: string }
  | { readonly type: "SignContract"; readonly years: number };
