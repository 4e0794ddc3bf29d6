import assert from "node:assert/strict";
import test from "node:test";
import { findSyntaxFault } from "../../src/lint/template-syntax.ts";

const good: Readonly<Record<string, string>> = {
  "a text without actions": "a: 1\n}} {\n",
  "blocks in blocks": "{{- if .a }}{{ range .b }}{{ with .c }}x{{ else }}y{{ end }}{{ end -}}\n{{- end }}",
  "a chain of conditions": "{{ if .a }}1{{ else if .b }}2{{ else if .c }}3{{ else }}4{{ end }}",
  "braces within texts in quotes": '{{ tpl "{{ .x }}" . }}{{ `{{ if` }}{{ printf "\\"}}" }}',
  "a backquoted text over lines": "{{ `a\n}}\nb` }}",
  "a character in quotes": "{{ eq .a '\"' }}",
  "an action over lines": '{{ include "a"\n  (dict "b" 1)\n}}',
  "comments with whatever in them": '{{/* {{ if " ` */}}{{- /* end */ -}}{{- /*\n*/}}',
  "names that begin as keywords do": "{{ ifFoo }}{{ .if }}{{ $end }}{{ endpoint . }}{{ range.x }}{{ end }}",
  "a define and its template": '{{ define "x" }}y{{ end }}{{ template "x" }}{{ block "z" . }}{{ end }}',
  "break and continue": "{{ range .a }}{{ if . }}{{ continue }}{{ else }}{{ break }}{{ end }}{{ end }}",
  "else with": "{{ with .a }}{{ else with .b }}{{ else }}{{ end }}",
};

for (const [name, text] of Object.entries(good)) {
  test(`${name}: a template`, () => {
    assert.equal(findSyntaxFault(text), undefined);
  });
}

const bad: readonly (readonly [text: string, at: string, message: RegExp])[] = [
  ["a\n{{ if .x }}b", "{{ if", /\{\{ if \}\} has no \{\{ end \}\}/],
  ["{{ if .x }}{{ range .y }}{{ end }}", "{{ if", /if.* has no/],
  ['{{ define "x" }}', "{{ define", /define.* has no/],
  ["a {{ end }}", "{{ end", /closes nothing/],
  ["{{ if .x }}{{ end }}{{- end }}", "{{- end", /closes nothing/],
  ["{{ else }}", "{{ else", /belongs to no/],
  ['{{ define "x" }}{{ else }}{{ end }}', "{{ else", /belongs to no/],
  ["{{ if .x }}{{ else }}{{ else if .y }}{{ end }}", "{{ else if", /comes after/],
  ["a: {{ .x }\n", "{{ .x", /is not closed by \}\}/],
  ['a: {{ "x }}\n', '"x', /quotes is not closed/],
  ["a: {{ `x }}\n", "`x", /quotes is not closed/],
  ["{{/* x }}", "{{/*", /not closed by \*\//],
  ["{{/* x */ .y }}", "*/", /must end with/],
];

for (const [text, at, message] of bad) {
  test(`${JSON.stringify(text)} is no template`, () => {
    const fault = findSyntaxFault(text);
    assert.equal(fault?.at, text.indexOf(at));
    assert.match(fault?.message ?? "", message);
  });
}
