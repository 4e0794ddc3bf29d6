import { isDigest } from "../digest.ts";
import { hostProblem, nameProblem, tagProblem } from "./name.ts";
import type { Reference } from "./reference.ts";

/**
 * Reads what Kubernetes takes for an image: Docker Hub where no host is named, `library/` where there is one part, the
 * digest before the tag, `latest` without either (distribution/reference v0.6 `normalize.go`). `undefined` for what is
 * none.
 */
export function parseImageReference(text: string): Reference | undefined {
  const [rest = "", digest, ...more] = text.split("@");
  const [, first = "", behind] = /^([^/]*)\/(.+)$/s.exec(rest) ?? [];
  const isHost = behind !== undefined && (/[.:]/.test(first) || first === "localhost");
  const host = isHost ? first : "docker.io";
  const [, path = "", tag] = /^([^:]*)(?::(.*))?$/s.exec(isHost ? behind : rest) ?? [];
  const name = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  const isWrong =
    hostProblem(host) ?? nameProblem(name, host) ?? (tag === undefined ? undefined : tagProblem(tag));
  if (isWrong !== undefined || more.length > 0) return undefined;
  if (digest === undefined) return { host: host.toLowerCase(), name, tag: tag ?? "latest" };
  return isDigest(digest) ? { host: host.toLowerCase(), name, digest } : undefined;
}
