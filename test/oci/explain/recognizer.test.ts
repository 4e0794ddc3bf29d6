import assert from "node:assert/strict";
import test from "node:test";
import { kindOfHost, regionOf } from "../../../src/oci/explain/kind.ts";
import { createRecognizer } from "../../../src/oci/explain/recognizer.ts";
import type { HttpAnswer } from "../../../src/oci/http/http.ts";

for (const [host, kind] of [
  ["docker.io", "docker-hub"],
  ["index.docker.io", "docker-hub"],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com", "ecr"],
  ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "ecr"],
  ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "ecr"],
  ["123456789012.dkr-ecr.eu-west-1.on.aws", "ecr"],
  ["123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "ecr"],
  ["12345.dkr.ecr.us-east-1.amazonaws.com", "generic"],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.example", "generic"],
  ["public.ecr.aws", "ecr-public"],
  ["acme-h4sh.azurecr.io:443", "acr"],
  ["us-docker.pkg.dev", "gar"],
  ["eu.gcr.io", "gar"],
  ["ghcr.io", "ghcr"],
  ["containers.github.acme.example", "ghcr"],
  ["notghcr.io", "generic"],
  ["us.icr.io", "ibm"],
  ["icr.io", "ibm"],
  ["acme.jfrog.io", "artifactory"],
  ["helm.oci.cloudsmith.io", "cloudsmith"],
  ["api.repoflow.io", "repoflow"],
  ["registry.gitlab.com", "gitlab"],
  ["quay.io", "quay"],
  ["[::1]:5000", "generic"],
  ["localhost:5000", "generic"],
] as const) {
  test(`the host ${host} is ${kind}`, () => assert.equal(kindOfHost(host), kind));
}

test("region and location are read from the host", () => {
  assert.equal(regionOf("123456789012.dkr.ecr.eu-west-1.amazonaws.com"), "eu-west-1");
  assert.equal(regionOf("europe-west1-docker.pkg.dev"), "europe-west1");
  assert.equal(regionOf("gcr.io"), undefined);
});

const answer = (headers: HttpAnswer["headers"], body: unknown = "", status = 401): HttpAnswer => ({
  method: "GET",
  url: new URL("https://registry.example.com/v2/"),
  status,
  headers,
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});
const challenge = (text: string) => answer({ "www-authenticate": text });
const realm = (path: string, service = "x") =>
  challenge(`Bearer realm="https://h.example.com${path}",service="${service}"`);

for (const [what, seen, kind] of [
  ["AzureContainerRegistry as server", answer({ server: "AzureContainerRegistry" }), "acr"],
  ["Nexus as server", answer({ server: "Nexus/3.75.0-06 (OSS)" }), "nexus"],
  ["Nexus in the challenge", challenge('BASIC realm="Sonatype Nexus Repository Manager"'), "nexus"],
  ["X-Jfrog-Version", answer({ "x-jfrog-version": "Artifactory/7.117.5" }, "", 200), "artifactory"],
  ["X-Artifactory-Id", answer({ "x-artifactory-id": "cafe" }, "", 404), "artifactory"],
  ["a realm of Artifactory", realm("/artifactory/api/docker/helm/v2/token"), "artifactory"],
  ["a realm of Harbor", realm("/service/token"), "harbor"],
  ["Harbor's service", realm("/elsewhere", "harbor-registry"), "harbor"],
  ["a realm of GitLab", realm("/jwt/auth", "container_registry"), "gitlab"],
  ["a realm of Quay", realm("/v2/auth"), "quay"],
  ["a realm of Gitea", realm("/v2/token", "container_registry"), "gitea"],
  ["a realm like Gitea's with another service", realm("/v2/token", "other"), "generic"],
  ["Docker Hub's service", realm("/token", "registry.docker.io"), "docker-hub"],
  ["GHCR's service", realm("/token", "ghcr.io"), "ghcr"],
  ["a service that is called as its host", realm("/v2/token", "europe-docker.pkg.dev"), "gar"],
  ["ECR's service", challenge('Basic realm="https://1.dkr.ecr/",service="ecr.amazonaws.com"'), "ecr"],
  [
    "a described error",
    answer({}, { errors: [{ code: "DENIED", detail: { description: "d" } }] }, 403),
    "zot",
  ],
  ["the version header alone", answer({ "docker-distribution-api-version": "registry/2.0" }), "distribution"],
  ["a described error in something else", answer({}, { errors: "none" }, 403), "generic"],
  ["nothing", answer({}, "<html>", 404), "generic"],
] as const) {
  test(`${what} is ${kind}`, () => {
    const recognizer = createRecognizer("registry.example.com");
    recognizer.see(seen);
    assert.equal(recognizer.kind, kind);
  });
}

test("what the host's name says stands; what the version header says yields to more", () => {
  const quay = createRecognizer("quay.io");
  quay.see(realm("/service/token"));
  assert.equal(quay.kind, "quay");
  const harbor = createRecognizer("harbor.example.com");
  harbor.see(answer({ "docker-distribution-api-version": "registry/2.0" }, "", 200));
  harbor.see(realm("/service/token"));
  harbor.see(answer({ "docker-distribution-api-version": "registry/2.0" }, "", 200));
  assert.equal(harbor.kind, "harbor");
});
