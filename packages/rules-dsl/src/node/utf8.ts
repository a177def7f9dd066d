/** Strict decoding of UTF-8. */

/** Decodes UTF-8, including a byte order mark; or returns what is wrong with the bytes, as the end of a sentence. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly wrong: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { wrong: whatIsWrong(bytes) };
  }
}

function whatIsWrong(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return "is UTF-16, not UTF-8: save it as UTF-8";
  const offset = firstInvalidByte(bytes);
  const line = 1 + bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return `is not UTF-8: byte ${byte} at offset ${offset}, in line ${line}`;
}

/** The offset of the first sequence that is not UTF-8, or the length if there is none. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    if (decodedStart(bytes, middle) === null) invalid = middle;
    else valid = middle;
  }
  return new TextEncoder().encode(decodedStart(bytes, valid) ?? "").length;
}

/** Decodes the first bytes, without an incomplete sequence at their end. Null if they are not UTF-8. */
function decodedStart(bytes: Uint8Array, length: number): string | null {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return null;
  }
}
