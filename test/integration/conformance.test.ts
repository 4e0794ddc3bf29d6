import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { openLayout } from "../../src/oci/store/layout.ts";
import { temporaryDirectory } from "../support/chart.ts";
import { requireGoPeer } from "../support/go-peers.ts";
import { type LoopbackOptions, startLoopback } from "../support/loopback.ts";
import { runProgram } from "../support/program.ts";

/** Where the results stand, between two marks; `UPDATE_CONFORMANCE=1` writes them anew. */
const document = path.join(import.meta.dirname, "../../docs/registries.md");
const pattern = /(?<=<!-- conformance -->\n)[\s\S]*?(?=<!-- \/conformance -->)/;

/** One case of the program, as its JUnit report has it. */
interface Case {
  readonly workflow: string;
  readonly name: string;
  readonly status: string;
}

/** The cases that cannot apply to a registry which passes their counterparts. */
const notApplicable = [
  "Setup Get tag name from environment",
  "Setup Populate registry with test tags (no push)",
  "Cross-Repository Blob Mount Cross-mounting of nonexistent blob should yield session id",
  "Cross-Repository Blob Mount Cross-mounting without from, and automatic content discovery disabled should return a 202",
];

async function judged(program: string, directory: string, options: LoopbackOptions): Promise<Case[]> {
  await using registry = await startLoopback(options);
  const env = {
    OCI_ROOT_URL: registry.url,
    OCI_NAMESPACE: "conformance/one",
    OCI_CROSSMOUNT_NAMESPACE: "conformance/other",
    OCI_AUTOMATIC_CROSSMOUNT: "1",
    OCI_TEST_PULL: "1",
    OCI_TEST_PUSH: "1",
    OCI_TEST_CONTENT_DISCOVERY: "1",
    OCI_TEST_CONTENT_MANAGEMENT: "1",
    OCI_REPORT_DIR: directory,
  };
  const { code, stdout } = await runProgram(program, [], { env, directory });
  const report = await readFile(path.join(directory, "junit.xml"), "utf8");
  const prefix = "\\[It\\] OCI Distribution Conformance Tests ";
  const workflows = "(Pull|Push|Content Discovery|Content Management)";
  const cases = [
    ...report.matchAll(new RegExp(`name="${prefix}${workflows} ([^"]*)"[^>]* status="(\\w+)"`, "g")),
  ];
  assert.equal(code, 0, stdout);
  return cases.map(([, workflow = "", name = "", status = ""]) => ({ workflow, name, status }));
}

function tableOf(cases: readonly Case[]): string {
  const rows = [...new Set(cases.map(({ workflow }) => workflow))].map((workflow) => {
    const count = (status: string): number =>
      cases.filter((one) => one.workflow === workflow && one.status === status).length;
    return `| ${workflow} | ${count("passed")} | ${count("failed")} | ${count("skipped")} |`;
  });
  return ["| Workflow | passed | failed | not applicable |", "| --- | --- | --- | --- |", ...rows, ""].join(
    "\n",
  );
}

for (const [name, options] of [
  ["memory", async () => ({})],
  ["a layout", async (directory: string) => ({ store: await openLayout(path.join(directory, "store")) })],
] as const) {
  test(`serve over ${name} passes the specification's own conformance program`, async (t) => {
    const program = requireGoPeer(t, "conformance");
    if (program === undefined) return;
    const directory = await temporaryDirectory(t);
    const cases = await judged(program, directory, await options(directory));
    assert.deepEqual(
      cases
        .filter(({ status }) => status === "skipped")
        .map((one) => one.name)
        .sort(),
      notApplicable.toSorted(),
    );
    assert.ok(cases.every(({ status }) => status === "passed" || status === "skipped"));
    const table = tableOf(cases);
    const text = readFileSync(document, "utf8");
    if (process.env["UPDATE_CONFORMANCE"] === "1")
      writeFileSync(
        document,
        text.replace(pattern, () => table),
      );
    else assert.equal(pattern.exec(text)?.[0], table, "docs/registries.md says something else");
  });
}
