import { PublishError, RegistryError } from "../errors.ts";
import { visibilityHint } from "../oci/explain/visibility.ts";
import type { Manifest, Registry } from "../oci/registry.ts";
import type { ChartFacts } from "../report/report.ts";
import type { Publishable } from "./prepare.ts";

/** Where a chart was published, and which manifest. */
interface Place {
  readonly target: Publishable["target"];
  readonly digest: ChartFacts["digest"];
}

/**
 * Pulls a published manifest as a stranger would. Throws DENIED where strangers are refused, INTEGRITY where they get
 * something else; other failures as they come.
 */
export async function verifyPublic(
  { target, digest }: Place,
  anonymous: Pick<Registry, "fetchManifest">,
  signal: AbortSignal,
): Promise<void> {
  const place = `${target.host}/${target.name}:${target.tag}`;
  const found = await fetchAsStranger(target, anonymous, signal);
  if (found === undefined || found instanceof RegistryError) {
    const why = found?.status === undefined ? "" : ` (${found.status})`;
    throw new PublishError(
      "DENIED",
      `Could not verify that ${place} is public: it is published, but nobody can pull it without credentials${why}.`,
      {
        hint: `${visibilityHint(target.host)}; then run again.`,
        ...(found !== undefined && { cause: found }),
      },
    );
  }
  if (found.descriptor.digest === digest) return;
  throw new PublishError(
    "INTEGRITY",
    `Could not verify that ${place} is public: without credentials the registry gives ${found.descriptor.digest}, not ${digest}.`,
    { hint: "Does a cache or a proxy in front of the registry serve an older manifest? Run again later." },
  );
}

/** The manifest, `undefined` for a 404, with which many registries hide what is private, or the refusal. */
async function fetchAsStranger(
  target: Publishable["target"],
  anonymous: Pick<Registry, "fetchManifest">,
  signal: AbortSignal,
): Promise<Manifest | RegistryError | undefined> {
  try {
    return await anonymous.fetchManifest(target, target.tag, signal);
  } catch (error) {
    if (error instanceof RegistryError && (error.code === "UNAUTHORIZED" || error.code === "DENIED"))
      return error;
    throw error;
  }
}
