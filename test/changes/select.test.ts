import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type Candidate, selectChanged } from "../../src/changes/select.ts";

function chart(id: string, more: Partial<Candidate> = {}): Candidate {
  const places = [{ path: `/r/charts/${id}`, inChart: "" }];
  return { id, places, isIgnored: () => false, dependsOn: [], ...more };
}

const charts: readonly Candidate[] = [
  chart("web", { dependsOn: ["common"] }),
  chart("web-admin"),
  chart("shop", { dependsOn: ["web"] }),
  chart("common"),
  chart("linked", {
    places: [
      { path: "/r/charts/linked", inChart: "" },
      { path: "/r/charts/link", inChart: "" },
      { path: "/r/shared/files", inChart: "files" },
    ],
    isIgnored: (name) => name === "notes.md" || name.startsWith("files/skip"),
  }),
];

for (const { name, touched, expected } of [
  { name: "nothing touched", touched: [], expected: [] },
  { name: "a file of a chart", touched: ["/r/charts/shop/a/b.yaml"], expected: ["shop"] },
  { name: "a file beside the charts", touched: ["/r/charts/README.md", "/r/charts2/web/x"], expected: [] },
  {
    name: "a chart whose name begins like another's",
    touched: ["/r/charts/web-admin/x"],
    expected: ["web-admin"],
  },
  {
    name: "with those that depend on it, through others too",
    touched: ["/r/charts/common/x"],
    expected: ["common", "shop", "web"],
  },
  { name: "an ignored file", touched: ["/r/charts/linked/notes.md"], expected: [] },
  { name: "the rules themselves", touched: ["/r/charts/linked/.helmignore"], expected: ["linked"] },
  { name: "a file behind a link", touched: ["/r/shared/files/deep/x"], expected: ["linked"] },
  { name: "an ignored file behind a link", touched: ["/r/shared/files/skip/x"], expected: [] },
  { name: "the place that a link leads to", touched: ["/r/shared/files"], expected: ["linked"] },
  { name: "what stands above a place became a link", touched: ["/r/shared"], expected: ["linked"] },
  { name: "a link on the way to the chart", touched: ["/r/charts/link"], expected: ["linked"] },
]) {
  test(`changed charts: ${name}`, () => {
    assert.deepEqual([...selectChanged(touched, charts)].sort(), expected);
  });
}

/** Small worlds: charts 0 to n, each with dependencies on any others, circles too, and some of them touched. */
const worlds = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const index = fc.integer({ min: 0, max: size - 1 });
  return fc.record({
    edges: fc.array(fc.array(index, { maxLength: 3 }), { minLength: size, maxLength: size }),
    touched: fc.array(index, { maxLength: 3 }),
  });
});

test("a chart is selected exactly if a touched one can be reached along its dependencies", () => {
  fc.assert(
    fc.property(worlds, ({ edges, touched }) => {
      const candidates = edges.map((others, id) => chart(String(id), { dependsOn: others.map(String) }));
      const selected = selectChanged(
        touched.map((id) => `/r/charts/${id}/values.yaml`),
        candidates,
      );
      // Warshall's closure: another way to the same answer.
      const reach = edges.map((others, from) => edges.map((_, to) => from === to || others.includes(to)));
      for (const k of edges.keys())
        for (const i of edges.keys())
          for (const j of edges.keys()) if (reach[i]?.[k] && reach[k]?.[j]) (reach[i] ?? [])[j] = true;
      for (const id of edges.keys()) {
        assert.equal(
          selected.has(String(id)),
          touched.some((other) => reach[id]?.[other]),
        );
      }
    }),
  );
});
