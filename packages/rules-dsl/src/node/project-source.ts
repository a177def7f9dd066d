/** The text of a file, or why it cannot be read. */
export type ReadResult =
  | {
      /** The content of the file, including a byte order mark. */
      readonly text: string;
      /** The path of the file after all symbolic links are resolved. */
      readonly realPath: string;
    }
  | {
      /** Why the file cannot be read, as the end of a sentence: "does not exist". */
      readonly unreadable: string;
    };

/** A file or folder that cannot be read. */
export interface UnreadableFile {
  /** Its path from the root, or the pattern of the user. */
  readonly file: string;
  /** Why it cannot be read, as the end of a sentence: "does not exist". */
  readonly why: string;
}

/** The files below a folder. */
export interface FilesBelow {
  /** The paths of everything but folders, in any order. */
  readonly files: readonly string[];
  /** The folders that cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * The place from which the files of a project are read: a folder on disk, or a substitute such as a commit. Paths are relative
 * to the root and use `/`; the root itself is `.`. No method throws because of the state of the files.
 */
export interface ProjectSource {
  /** The kind of a path. Anything but a folder counts as a file; reading it gives the reason if it is not an ordinary one. */
  kindOf(path: string): Promise<"file" | "folder" | "missing">;
  /** Lists the files below a folder. Skips folders named `node_modules` and `.git`, and does not follow symbolic links. */
  filesBelow(folder: string): Promise<FilesBelow>;
  /** Reads the text of a file. */
  read(path: string): Promise<ReadResult>;
}
