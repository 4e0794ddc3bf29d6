import { isIPv6 } from "node:net";

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/** Many clients and registries store `host/name` in a column of this length (distribution-spec v1.1.1 § Pulling manifests). */
const MAX_LENGTH = 255;

/** Why `host` cannot be a registry's host, with or without a port; `undefined` when it can. */
export function hostProblem(host: string): string | undefined {
  if (host === "") return "the host is missing";
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(host);
  const name = match?.[1] ?? "";
  const port = match?.[2];
  const isName = name.startsWith("[") ? isIPv6(name.slice(1, -1)) : HOST_NAME.test(name);
  if (!isName) return `${quote(host)} is no host name`;
  if (port !== undefined && !(/^[0-9]{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)) {
    return `${quote(port)} is no port`;
  }
  return undefined;
}

/** Why `name` cannot be a repository's name on `host` (distribution-spec v1.1.1 § Pulling manifests). */
export function nameProblem(name: string, host: string): string | undefined {
  if (name === "") return "the repository's name is missing";
  if (host.length + 1 + name.length > MAX_LENGTH)
    return `${quote(`${host}/${name}`)} is longer than 255 characters`;
  const wrong = name.split("/").find((component) => !COMPONENT.test(component));
  if (wrong === undefined) return undefined;
  if (wrong === "") return `${quote(name)} has an empty part between two slashes`;
  if (COMPONENT.test(wrong.toLowerCase()))
    return `${quote(wrong)} has upper-case letters, which no registry takes`;
  return `${quote(wrong)} may hold only a-z and 0-9, with single ".", "_", "__" or dashes between them`;
}

/** Why `tag` cannot be a tag (distribution-spec v1.1.1 § Pulling manifests). */
export function tagProblem(tag: string): string | undefined {
  if (TAG.test(tag)) return undefined;
  return `${quote(tag)} is no tag: 1 to 128 of A-Z, a-z, 0-9, "_", "." and "-", beginning with none of "." and "-"`;
}

/** The tag Helm gives a chart version: `+`, which tags may not hold, becomes `_` (Helm v4.1.4 pkg/registry). */
export function tagOf(version: string): string {
  return version.replaceAll("+", "_");
}

/** Untrusted text for a message: on one line, and short. */
function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
