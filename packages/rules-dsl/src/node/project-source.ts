/** Where the files of a project are: a folder on disk, or what stands in for one, such as a commit. */

/** A text, or why there is none. */
export type ReadResult =
  | {
      /** What is in the file, a byte order mark included. */
      readonly text: string;
      /** The path of the file itself, where the path that was asked for leads over a symbolic link. */
      readonly realPath: string;
    }
  | {
      /** What keeps the file from being read, as the end of a sentence: "does not exist". */
      readonly unreadable: string;
    };

/** A file or folder that cannot be read. */
export interface UnreadableFile {
  /** Its path from the root, or what was asked for. */
  readonly file: string;
  /** What keeps it from being read, as the end of a sentence: "does not exist". */
  readonly why: string;
}

/** What is below a folder. */
export interface FilesBelow {
  /** The paths of all that is no folder, in any order. */
  readonly files: readonly string[];
  /** The folders that could not be looked into. */
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * Where the files of a project are. Every path is relative to the root, with `/` between its parts; the root itself is
 * `.`. No method throws because of what is there.
 */
export interface ProjectSource {
  /** What a path leads to. What is neither a file nor a folder counts as a file: reading it says what it is. */
  kindOf(path: string): Promise<"file" | "folder" | "missing">;
  /** What is below a folder, folders named `node_modules` and `.git` left out, symbolic links not followed. */
  filesBelow(folder: string): Promise<FilesBelow>;
  /** The text of a file. */
  read(path: string): Promise<ReadResult>;
}
