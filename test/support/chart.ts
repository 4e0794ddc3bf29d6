import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";

/** A temporary directory that goes with the test. */
export async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "helm-oci-publish-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files below `directory`; gives the directory back. */
export async function writeFiles(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return directory;
}

/** A small chart that Helm renders; `more` adds files or replaces them. */
export function chartFiles(
  name: string,
  version: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    "Chart.yaml": `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: "1.10"\ndescription: A chart for tests\n`,
    "values.yaml": "greeting: hello\n",
    "templates/greeting.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  greeting: {{ .Values.greeting }}\n",
    ...more,
  };
}

/** The same below `<directory>/<name>`. */
export async function writeChart(
  directory: string,
  name: string,
  version: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return writeFiles(path.join(directory, name), chartFiles(name, version, more));
}
