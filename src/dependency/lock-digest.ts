import { dependencyObject } from "../artifact/config.ts";
import { goJson } from "../artifact/json.ts";
import type { Dependency } from "../chart/metadata.ts";
import { type Digest, digestOf } from "../digest.ts";

/**
 * The digest that a lock carries: of what Chart.yaml asks for, aliases of repositories replaced by their URLs, and of
 * what was locked (Helm v4.1.4 `internal/resolver/resolver.go` HashReq).
 */
export function lockDigest(requested: readonly Dependency[], locked: readonly Dependency[]): Digest {
  return digestOf(goJson([requested.map(dependencyObject), locked.map(dependencyObject)]));
}

/** What Helm 2 wrote into requirements.lock, of what was asked for as it is written (HashV2Req); still good for v1 charts. */
export function helm2LockDigest(requested: readonly Dependency[]): Digest {
  return digestOf(goJson(new Map([["dependencies", requested.map(dependencyObject)]])));
}
