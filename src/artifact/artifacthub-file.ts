import { type Cursor, type Findings, list, record, text } from "../chart/decode.ts";
import { invalidChart } from "../chart/invalid.ts";
import { problemAt, type Source, sourceOf } from "../chart/source.ts";
import { parseYaml } from "../chart/yaml.ts";
import type { YamlNode } from "../chart/yaml-node.ts";
import type { Problem } from "../errors.ts";

interface Owner {
  readonly name: string;
  readonly email: string;
}
interface Ignored {
  readonly name: string;
  readonly version: string;
}
interface RepositoryMetadata {
  readonly repositoryID: string;
  readonly owners: readonly (Partial<Owner> | undefined)[];
  readonly ignore: readonly (Partial<Ignored> | undefined)[];
}

const fields = {
  repositoryID: text,
  owners: list(record<Owner>({ name: text, email: text })),
  ignore: list(record<Ignored>({ name: text, version: text })),
};
const decode = record<RepositoryMetadata>(fields);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Checks an artifacthub-repo.yml; throws CHART_INVALID with all that would be lost on Artifact Hub, and where. */
export function checkArtifactHubFile(bytes: Uint8Array, file: string): void {
  const source = sourceOf(bytes, file);
  const findings: Findings = { problems: [], places: new Map(), mistyped: new Set(), unknown: new Map() };
  const tree = parseYaml(source);
  const metadata = decode(tree, { source, path: "", findings }, undefined) ?? {};
  const problems = [...findings.problems, ...spellingProblems(tree, source)];
  problems.push(...contentProblems(metadata, { source, path: "", findings }));
  if (problems.length > 0) throw invalidChart(`Could not use ${file}`, problems);
}

/** Artifact Hub minds the letter case, and passes over what it does not know without a word. */
function spellingProblems(tree: YamlNode, source: Source): Problem[] {
  if (tree.kind !== "mapping") return [];
  return [...tree.entries].flatMap(([key, { keyAt }]) => {
    const meant = Object.keys(fields).find((name) => name.toLowerCase() === key.toLowerCase());
    if (meant === undefined || meant === key) return [];
    return [problemAt({ source, at: keyAt }, `${key} is not read, for it is ${meant}`, `write ${meant}`)];
  });
}

function contentProblems(metadata: Partial<RepositoryMetadata>, { source, findings }: Cursor): Problem[] {
  const { repositoryID = "", owners = [], ignore = [] } = metadata;
  const problem = (path: string, message: string, hint: string): Problem =>
    problemAt(findings.places.get(path) ?? { source, at: 0 }, message, hint);
  const problems: Problem[] = [];
  if (findings.problems.length === 0 && !repositoryID && owners.length === 0 && ignore.length === 0)
    problems.push(
      problem(
        "",
        "it has neither repositoryID nor owners",
        "add the ID that Artifact Hub's control panel shows",
      ),
    );
  if (repositoryID !== "" && !uuid.test(repositoryID))
    problems.push(
      problem(
        "repositoryID",
        `repositoryID ${JSON.stringify(repositoryID)} is no UUID`,
        "copy the ID that Artifact Hub's control panel shows on the repository's card",
      ),
    );
  for (const [index, owner] of owners.entries()) {
    const path = `owners[${index}]`;
    if (findings.mistyped.has(path) || findings.mistyped.has(`${path}.email`)) continue;
    if (!owner?.email?.includes("@"))
      problems.push(
        problem(path, `${path} has no email address`, "add the email of an Artifact Hub account"),
      );
  }
  for (const [index, ignored] of ignore.entries()) {
    const path = `ignore[${index}]`;
    if (!findings.mistyped.has(path) && !ignored?.name)
      problems.push(problem(path, `${path} has no name`, "add the name of the package to leave out"));
  }
  return problems;
}
