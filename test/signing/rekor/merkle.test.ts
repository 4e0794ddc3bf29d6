import assert from "node:assert/strict";
import test from "node:test";
import { leafHash, rootOfPath } from "../../../src/signing/rekor/merkle.ts";
import { createMerkleLog } from "../../support/sigstore/merkle-log.ts";

/** The leaves and roots that implementations of RFC 6962 test with since Certificate Transparency's own. */
const leaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => leafHash(Buffer.from(hex, "hex")));
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const paths = [
  { index: 0, size: 1, hashes: [] },
  {
    index: 0,
    size: 8,
    hashes: [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  },
  {
    index: 5,
    size: 8,
    hashes: [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  },
  { index: 2, size: 3, hashes: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"] },
  {
    index: 1,
    size: 5,
    hashes: [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  },
];

const bytesOf = (hexes: readonly string[]) => hexes.map((hex) => Buffer.from(hex, "hex"));
const leafAt = (index: number) => leaves[index] as Buffer;

for (const { index, size, hashes } of paths) {
  test(`the recorded path of leaf ${index} in a tree of ${size} leads to its recorded root`, () => {
    const root = rootOfPath(leafAt(index), { index, size, hashes: bytesOf(hashes) });
    assert.equal(root?.toString("hex"), roots[size - 1]);
  });
}

test("every path of every tree up to 40 leaves leads to the root, and from no other leaf", () => {
  const log = createMerkleLog("a log", "a.log");
  for (let size = 1; size <= 40; size++) {
    log.append(Buffer.from(`leaf ${size}`));
    for (let index = 0; index < size; index++) {
      const { root, hashes } = log.prove(index);
      const leaf = leafHash(log.bodies[index] as Buffer);
      assert.deepEqual(rootOfPath(leaf, { index, size, hashes }), root);
      assert.notDeepEqual(rootOfPath(leafHash(Buffer.from("other")), { index, size, hashes }), root);
    }
  }
});

test("a path that was changed in any way leads elsewhere or nowhere", () => {
  const { index, size, hashes } = paths[2] as (typeof paths)[number];
  const good = bytesOf(hashes);
  const [first = Buffer.alloc(0), second = first, third = first] = good;
  const flipped = Buffer.from(second);
  flipped[31] = (flipped[31] ?? 0) ^ 1;
  const bad = [
    { index, size, hashes: good.slice(0, 2) },
    { index, size, hashes: good.slice(1) },
    { index, size, hashes: [] },
    { index, size, hashes: [...good, first] },
    { index, size, hashes: [second, first, third] },
    { index, size, hashes: [first, flipped, third] },
    { index, size, hashes: [first, second, third.subarray(1)] },
    { index: 4, size, hashes: good },
    { index: 7, size, hashes: good },
    { index, size: 6, hashes: good },
    { index, size: 9, hashes: good },
    { index: 8, size, hashes: good },
    { index: -1, size, hashes: good },
    { index: 5.5, size, hashes: good },
    { index: 0, size: 0, hashes: [] },
    { index, size: Number.POSITIVE_INFINITY, hashes: good },
  ];
  for (const path of bad) {
    const root = rootOfPath(leafAt(index), path);
    assert.notEqual(root?.toString("hex"), roots[7], JSON.stringify({ ...path, hashes: path.hashes.length }));
  }
});

test("a node is no leaf: the inner hashes of a tree cannot be passed off as entries", () => {
  const [left, right] = [leafAt(0), leafAt(1)];
  const inner = leafHash(Buffer.concat([left, right]));
  assert.notEqual(inner.toString("hex"), roots[1]);
});

test("a path that is too short, too long, or not of hashes leads nowhere", () => {
  const { index, size, hashes } = paths[2] as (typeof paths)[number];
  const good = bytesOf(hashes);
  const [first = Buffer.alloc(0)] = good;
  const cut = good.map((hash) => hash.subarray(1));
  for (const bad of [good.slice(0, 2), [], [...good, first], cut])
    assert.equal(rootOfPath(leafAt(index), { index, size, hashes: bad }), undefined);
});

test("trees beyond 32 bits are followed", () => {
  const hashes = leaves.slice(0, 2);
  // The first of two leaves to the right of 2^32 others: its sibling, and the root of all those, are its path.
  const root = rootOfPath(leafAt(3), { index: 2 ** 32, size: 2 ** 32 + 2, hashes });
  assert.ok(root);
  assert.deepEqual(root, rootOfPath(leafAt(3), { index: 2, size: 4, hashes }));
});
