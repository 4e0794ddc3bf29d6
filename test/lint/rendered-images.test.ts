import assert from "node:assert/strict";
import test from "node:test";
import { imagesIn } from "../../src/lint/rendered-images.ts";

const deployment = `---
# Source: web/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      initContainers:
        - {name: a, image: "ghcr.io/acme/init:1"}
      containers:
        - name: b
          image: nginx
        - name: without
      ephemeralContainers:
        - image: debug:2
      volumes:
        - name: model
          image: {reference: quay.io/acme/model:3}
        - name: other
          configMap: {name: image}
`;

test("containers of every kind and image volumes are found, with the template they come from", () => {
  const template = "templates/web.yaml";
  assert.deepEqual(
    imagesIn(deployment).map(({ image }) => image),
    ["ghcr.io/acme/init:1", "nginx", "debug:2", "quay.io/acme/model:3"],
  );
  assert.ok(imagesIn(deployment).every((one) => one.template === template && one.isSure));
});

test("containers are found wherever a kind has them, and in lists of objects", () => {
  const cron = `apiVersion: v1
kind: List
items:
  - kind: CronJob
    spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: a:1}]}}}}}
  - apiVersion: acme.example/v1
    kind: Fleet
    spec: {podTemplate: {containers: [{image: b:1}]}}
`;
  assert.deepEqual(imagesIn(cron), [
    { image: "a:1", isSure: true },
    { image: "b:1", isSure: true },
  ]);
});

test("an image of somebody else's kind is a guess, and needs a tag or a digest", () => {
  const custom = (image: string) =>
    imagesIn(`apiVersion: acme.example/v1\nkind: Cluster\nspec: {image: "${image}"}\n`);
  assert.deepEqual(custom("ghcr.io/acme/db:16"), [{ image: "ghcr.io/acme/db:16", isSure: false }]);
  assert.deepEqual(custom("host:5000/db@sha256:abc"), [{ image: "host:5000/db@sha256:abc", isSure: false }]);
  for (const image of ["ubuntu", "host:5000/db", "https://example.com/logo.png", "a b:c", ""])
    assert.deepEqual(custom(image), [], image);
});

test("what only looks like an image in Kubernetes' own kinds is none", () => {
  const data = "apiVersion: v1\nkind: ConfigMap\ndata: {containers: [{image: a:1}]}\n";
  const definition =
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {image: a:1}\n";
  const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {annotations: {image: a:1}}\n";
  assert.deepEqual(imagesIn([data, definition, ingress].join("---\n")), []);
});

test("a document that is no YAML hides no other", () => {
  assert.equal(imagesIn(`---\nimage: [\n${deployment}`).length, 4);
});
