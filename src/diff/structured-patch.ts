// Loaded on first use; what of the library nobody calls is left out of the bundle.
export { structuredPatch } from "diff";
