/** Fails with a clear message on a platform that is too old, instead of with a missing function later. */

if (typeof Map.groupBy !== "function") {
  throw new Error("Truce needs Node 22.18 or later, or a browser that has Map.groupBy");
}
