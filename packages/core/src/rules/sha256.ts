/** Synchronous SHA-256. Web Crypto is asynchronous, which would make every rule set asynchronous. */

import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The hash of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return nodeCrypto?.hash?.("sha256", text) ?? bytesToHex(portableSha256(utf8ToBytes(text)));
}

/** The part of node:crypto that is used here. `hash` exists since Node 21.7. */
interface NodeCrypto {
  readonly hash?: (algorithm: "sha256", text: string) => string;
}

interface NodeProcess {
  readonly getBuiltinModule?: (name: "node:crypto") => NodeCrypto | undefined;
}

/** In Node, its own hash is many times as fast. It is not imported, because browsers do not have the module. */
// oxlint-disable-next-line no-restricted-globals -- browsers do not have it, so it cannot be a plain global
const { process } = globalThis as { readonly process?: NodeProcess };
const nodeCrypto = process?.getBuiltinModule?.("node:crypto");
