import { registerHooks } from "node:module";
import { TextDocument } from "vscode-languageserver-textdocument";

// The service imports JSON without saying so, which bundlers take and Node does not.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.endsWith(".json") ? { ...found, importAttributes: { type: "json" } } : found;
  },
});

const { validate } = await import("@actions/languageservice");

/** What GitHub's own language service says of a workflow, or of an action where `name` ends in `action.yml`. */
export async function languageFindings(name: string, text: string): Promise<string[]> {
  // Answers are remembered by address.
  const place = name.split("/").map(encodeURIComponent).join("/");
  const document = TextDocument.create(`file:///${place}`, "yaml", 1, text);
  const found = await validate(document);
  return found.map(({ range, message }) => `${name}:${range.start.line + 1}: ${message}`);
}
