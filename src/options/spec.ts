/** The commands of the command line; the action runs `publish`. */
export const commandNames = [
  "publish",
  "plan",
  "serve",
  "save",
  "list",
  "export",
  "push",
  "pull",
  "remove",
  "copy",
  "delete",
  "verify",
  "rekor",
  "login",
  "logout",
] as const;
export type CommandName = (typeof commandNames)[number];

/** How the text of an option is read. */
export type OptionType =
  | "string"
  | "boolean"
  | "integer" // not negative
  | "port" // 0 for any that is free
  | "duration" // 90, 90s, 2m, 1m30s
  | "list" // lines, or commas outside braces
  | "lines" // lines only, for values that hold commas
  | "path" // a directory
  | "file"
  | "key" // a private key or its passphrase, known by its base64 too: see secret-forms.ts
  | "logins" // YAML, see registry-auth.ts
  | { readonly choices: readonly string[] };

/** One option, as both faces and the documentation know it. */
export interface OptionSpec {
  readonly name: string;
  readonly type: OptionType;
  /** As the user would write it. */
  readonly default?: string;
  /** The default as the documentation puts it, where it depends on the place. */
  readonly defaultText?: string;
  readonly description: string;
  /** Never taken from argv, masked before anything is logged. */
  readonly secret?: true;
  /** The face that knows the option, where it is not both. */
  readonly only?: "action" | "command";
  /** The commands that take it. */
  readonly commands: readonly CommandName[];
}
