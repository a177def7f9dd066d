/** SHA-256 of a text, at once: what the Web has for it would make every registry a promise. */

import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The hash of a text's UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return nodeCrypto?.hash?.("sha256", text) ?? bytesToHex(portableSha256(utf8ToBytes(text)));
}

/** What is used of Node's module, which has been there since Node 21.7. */
interface NodeCrypto {
  readonly hash?: (algorithm: "sha256", text: string) => string;
}

interface NodeProcess {
  readonly getBuiltinModule?: (name: "node:crypto") => NodeCrypto | undefined;
}

/** Where there is Node its hash is many times as fast. It is not imported: a browser has no such module. */
// oxlint-disable-next-line no-restricted-globals -- what is not there in a browser can only be asked for
const { process } = globalThis as { readonly process?: NodeProcess };
const nodeCrypto = process?.getBuiltinModule?.("node:crypto");
