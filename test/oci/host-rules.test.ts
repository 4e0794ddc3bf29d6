import assert from "node:assert/strict";
import test from "node:test";
import { PublishError } from "../../src/errors.ts";
import { hostNote } from "../../src/oci/host-rules.ts";
import { parseRegistry, repositoryIn } from "../../src/oci/target.ts";

const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

for (const text of [
  "oci://docker.io/acme",
  "oci://registry-1.docker.io/acme/",
  "oci://ghcr.io/acme",
  "oci://ghcr.io/acme/charts/deep/er",
  "oci://europe-docker.pkg.dev/acme/charts",
  "oci://europe-docker.pkg.dev/example.com/acme/charts",
  "oci://gcr.io/acme",
  "oci://registry.gitlab.com/acme",
  "oci://helm.oci.cloudsmith.io/acme/charts",
  "oci://public.ecr.aws/a1b2c3",
  "oci://quay.io/acme",
  "oci://de.icr.io/acme",
  `oci://${ecr}`,
  "oci://localhost:5000",
  "oci://harbor.example.com",
]) {
  test(`${text} is taken`, () => void parseRegistry(text));
}

for (const [text, faults, hint] of [
  [
    "oci://docker.io",
    [/a namespace and a name/],
    'write "oci://docker.io/<namespace>"; the chart\'s name is added',
  ],
  [
    "oci://registry-1.docker.io/acme/charts",
    [/no more and no less/],
    'write "oci://registry-1.docker.io/acme"; the chart\'s name is added',
  ],
  [
    "oci://Docker.io/Acme/Charts",
    [/upper-case/, /no more and no less/],
    'write "oci://Docker.io/acme"; the chart\'s name is added',
  ],
  ["oci://ghcr.io", [/GitHub wants an owner/], 'write "oci://ghcr.io/<owner>"; the chart\'s name is added'],
  [
    "oci://ghcr.io/Acme",
    [/upper-case/],
    'write "oci://ghcr.io/acme" (ghcr.io takes an owner\'s name in lower case only)',
  ],
  [
    "oci://us-docker.pkg.dev/acme",
    [/a project and a repository/],
    'write "oci://us-docker.pkg.dev/<project>/<repository>"; the chart\'s name is added',
  ],
  ["oci://helm.oci.cloudsmith.io/acme", [/an organization and a repository/], undefined],
  ["oci://public.ecr.aws", [/alias/], undefined],
  ["oci://quay.io", [/an organization/], undefined],
  ["oci://icr.io", [/a namespace/], undefined],
  ["oci://registry.gitlab.com", [/a group/], undefined],
  [
    "oci://github.com/Acme/charts",
    [/upper-case/, /github\.com is a website/],
    'write "oci://ghcr.io/acme/charts"',
  ],
  [
    "oci://gitlab.com/acme/charts",
    [/is a website, not a registry/],
    'write "oci://registry.gitlab.com/acme/charts"',
  ],
  ["oci://hub.docker.com", [/is a website/], 'write "oci://registry-1.docker.io/<namespace>"'],
] as const) {
  test(`${text} is refused before anything is sent, with every fault`, () => {
    assert.throws(
      () => parseRegistry(text),
      (error) => {
        assert.ok(error instanceof PublishError && error.code === "REFERENCE_INVALID");
        assert.equal(error.problems.length, faults.length, error.message);
        for (const [index, fault] of faults.entries())
          assert.match(error.problems[index]?.message ?? "", fault);
        if (hint !== undefined)
          assert.ok(
            error.problems.some((problem) => problem.hint === hint),
            JSON.stringify(error.problems),
          );
        return true;
      },
    );
  });
}

test("names that only Amazon ECR refuses are refused for Amazon ECR alone", () => {
  for (const path of ["a__b", "a--b", "x/a__b"]) {
    assert.throws(() => repositoryIn({ host: ecr, path }, "web"), /is no repository of Amazon ECR/);
    assert.equal(repositoryIn({ host: "ghcr.io", path }, "web").name, `${path}/web`);
  }
  assert.throws(() => repositoryIn({ host: ecr, path: "" }, "w"), /2 characters or more/);
  assert.equal(repositoryIn({ host: ecr, path: "a.b/c_d" }, "my-web").name, "a.b/c_d/my-web");
});

test("that Amazon ECR creates no repositories is a note, no fault", () => {
  assert.match(hostNote(ecr) ?? "", /one for each chart\.$/);
  for (const host of ["ghcr.io", "public.ecr.aws", "localhost:5000"]) assert.equal(hostNote(host), undefined);
});
