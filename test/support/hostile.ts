import fc from "fast-check";

/** What a runner, a shell, Markdown, HTML, YAML, a table or a terminal would take for more than text. */
const fragments = [
  ...[
    "::error::forged",
    "::add-mask::charts",
    "::set-output name=x::y",
    "##[error]forged",
    "::stop-commands::x",
  ],
  ...["\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "%0A", "%0D", "\t", "\u000b"],
  ...[
    "\u001b[2J",
    "\u009b2J",
    "\u0007",
    "\u0000",
    "\u007f",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\u{e0041}",
  ],
  ...["<script>alert(1)</script>", "<img src=x onerror=y>", "</details>", "</code>", "<!--", "&lt;", "&#60;"],
  ...["[a](https://evil.example)", "![a](b)", "https://evil.example", "www.evil.example", "a@evil.example"],
  ...["@octocat", "acme/charts#1", "**b**", "_i_", "~~s~~", "`", "```", "~~~", "$x$", "|", "\\", "\\|"],
  ...[
    "# h",
    "\n# h\n",
    "\n- x",
    "\n---\n",
    "\n===\n",
    "\n\n    code",
    "> q",
    "1. x",
    "[x]: https://evil.example",
  ],
  ...["$(id)", "`id`", "';id;'", '"; id; "', "$HOME", "&& id", "> f", "-x", "--flag", "~", "*", "{a,b}", "'"],
  ...[": ", " #", "{", "}", "- ", "null", "on", "1e3", "%", "{{ x }}", ["$", "{{ github.token }}"].join("")],
  ...["<<EOF", "ghadelimiter_x", "a", " ", "é", "👩‍🚀", "\ud800"],
];

/** Texts of a stranger who knows what they will be shown by. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fragments) }, fc.string({ unit: "binary" })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(""));

/** The same without what no path, no argument and no YAML can hold: NUL and half a surrogate pair. */
export const hostileWord: fc.Arbitrary<string> = hostileText.map((text) =>
  text.replaceAll("\0", "").toWellFormed(),
);

/** A mark that would hide text, move what stands around it, or rewrite a terminal. */
export const hiddenMark =
  /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Cs}/u;
