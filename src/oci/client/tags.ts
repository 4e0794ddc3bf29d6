import { RegistryError } from "../../errors.ts";
import { type HttpAnswer, jsonOf, safeUrl } from "../http/http.ts";
import type { Repository } from "../reference.ts";
import type { Ask, Endpoint } from "./endpoint.ts";
import { nextPage } from "./next-page.ts";

/** Quirk(ECR): refuses more. */
const PAGE_SIZE = 1000;

const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** A million tags; whoever sends more pages than this is going in circles. */
const MAX_PAGES = 1000;

/** Every tag of a repository, without repetitions; none for a repository that is not there. */
export async function listTags(
  endpoint: Endpoint,
  repository: Repository,
  signal: AbortSignal,
): Promise<string[]> {
  const tags = new Set<string>();
  const visited = new Set<string>();
  let next: URL | undefined = new URL(`?n=${PAGE_SIZE}`, endpoint.url(repository, "tags/list"));
  while (next !== undefined && visited.size < MAX_PAGES && !visited.has(next.href)) {
    visited.add(next.href);
    const page = await readPage(endpoint, next, repository, signal);
    const before = tags.size;
    for (const tag of page.tags) tags.add(tag);
    // Quirk(distribution 2.8): the same full list on every page. A page without anything new is the last one.
    next = tags.size > before ? page.next : undefined;
  }
  return [...tags];
}

async function readPage(
  endpoint: Endpoint,
  url: URL,
  repository: Repository,
  signal: AbortSignal,
): Promise<{ readonly tags: readonly string[]; readonly next?: URL }> {
  const ask: Ask = {
    doing: `list the tags of ${repository.host}/${repository.name}`,
    method: "GET",
    url,
    repository,
    headers: { accept: "application/json" },
    maxBytes: MAX_PAGE_BYTES,
    tries: endpoint.retries + 1,
    signal,
  };
  let answer = await endpoint.ask(ask);
  if (answer.status === 400)
    answer = await endpoint.ask({ ...ask, url: endpoint.url(repository, "tags/list") });
  if (answer.status === 404) return { tags: [] };
  if (answer.status !== 200) throw endpoint.refuse(ask, answer);
  const next = nextPage(answer, endpoint.origin);
  return { tags: readTags(ask, answer), ...(next !== undefined && { next }) };
}

/** Quirk(several): `"tags": null` for a repository that has none. */
function readTags(ask: Ask, answer: HttpAnswer): string[] {
  const json = jsonOf(answer);
  const tags = typeof json === "object" && json !== null && "tags" in json ? json.tags : undefined;
  if (tags === null) return [];
  if (Array.isArray(tags)) return tags.filter((tag) => typeof tag === "string");
  const url = safeUrl(answer.url);
  throw new RegistryError(
    "NOT_A_REGISTRY",
    `Could not ${ask.doing}: GET ${url} was answered with no list of tags`,
    {
      status: answer.status,
      method: ask.method,
      url,
      hint: "check the address of the registry",
    },
  );
}
