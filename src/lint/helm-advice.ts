/** How to fix what Helm says in words of its own, which have not changed from v3.8 to v4.2. */
const advice: readonly (readonly [said: RegExp, hint: string])[] = [
  [
    /^a \w+ must contain matchLabels or matchExpressions/,
    "add `spec.selector` with the labels of its pods: `matchLabels: {app: …}`",
  ],
  [
    /^object name does not conform to Kubernetes naming requirements/,
    "write `metadata.name` in lower case letters, digits, - and .",
  ],
  [
    /^file extension '.*' not valid/,
    "give the file another extension, leave it out with a rule in .helmignore, or move it out of templates/",
  ],
  [/^function ".*" not defined/, "correct its name, or `include` a template of that name"],
  [/^unexpected EOF/, "close what is open: an `if`, `with`, `range` or `define` lacks its `{{ end }}`"],
  [
    /nil pointer evaluating/,
    "set what it looks for in values.yaml, or guard it: `{{ with .Values.a }}{{ .b }}{{ end }}`",
  ],
  [
    /error calling include: .*no template /,
    "define that template in a file below templates/, or correct its name",
  ],
];

/** How to fix it, where that is known. */
export function adviceOn(said: string): string | undefined {
  return advice.find(([pattern]) => pattern.test(said))?.[1];
}

/** What lint says of an object of a template names it: `metadata.name` as it is written there. */
export function lineOfObject(said: string, template: string): number | undefined {
  const [, name] = /"([^"]+)"/.exec(said) ?? [];
  const lines = template.split("\n");
  const named = lines.flatMap((line, index) =>
    /^ *name: *(["']?)(.*?)\1\s*$/.exec(line)?.[2] === name ? [index + 1] : [],
  );
  return named.length === 1 ? named[0] : undefined;
}
