import { type Problem, PublishError } from "../errors.ts";
import type { WantedAsset } from "./ensure-release.ts";
import type { Asset, Release } from "./release.ts";

/** An asset to upload. */
export interface Missing {
  readonly asset: WantedAsset;
  /** What an upload that broke off has left of it. */
  readonly broken?: Asset;
}

/** What a release lacks. Throws CONFLICT where it holds other content under the same name: that is never replaced. */
export function missingAssets(release: Release, wanted: readonly WantedAsset[]): readonly Missing[] {
  const problems: Problem[] = [];
  const missing: Missing[] = [];
  for (const asset of wanted) {
    const found = release.assets.find(({ name }) => isSameName(name, asset.name));
    if (found === undefined) missing.push({ asset });
    else if (found.state !== "uploaded") missing.push({ asset, broken: found });
    else if (!isSameContent(found, asset)) problems.push({ message: difference(found, asset) });
  }
  if (problems.length === 0) return missing;
  throw new PublishError("CONFLICT", `Could not complete release ${release.tag} (${release.url})`, {
    problems,
    hint: "Assets are never replaced, for others may rely on them. Bump version in Chart.yaml; or delete the asset on that page, if it is wrong there.",
  });
}

/** GitHub renames assets that have special characters ("Upload a release asset"): it puts a dot in their place. */
function isSameName(theirs: string, ours: string): boolean {
  return theirs === ours || theirs === ours.replace(/[^\w.-]/g, ".");
}

function isSameContent(found: Asset, { digest, size }: WantedAsset): boolean {
  return found.size === size && (found.digest ?? digest) === digest;
}

function difference(found: Asset, { name, digest, size }: WantedAsset): string {
  const theirs = [`${found.size} bytes`, ...(found.digest === undefined ? [] : [found.digest])].join(", ");
  return `asset ${name} holds other content (${theirs}) than the registry (${size} bytes, ${digest})`;
}
