import { nameProblem } from "../name.ts";
import { type Answer, type Exchange, Refusal } from "./refusal.ts";

/** Answers one endpoint. */
export type Handler = (exchange: Exchange) => Promise<Answer>;

/** One endpoint: its path, with the groups `name` and `reference`, and a handler for each method. */
export interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** Finds the endpoint for a request, checks the repository's name, and lets its handler answer. HEAD is answered as GET. */
export async function answer(
  routes: readonly Route[],
  { request, method }: Pick<Exchange, "request" | "method">,
): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = decode(url.pathname);
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match === null) continue;
    const { name, reference = "" } = match.groups ?? {};
    const problem = name === undefined ? undefined : nameProblem(name, "");
    if (problem !== undefined) throw new Refusal(400, "NAME_INVALID", problem, { detail: { name } });
    const handler = route.methods[method === "HEAD" ? "GET" : method];
    if (handler === undefined) {
      throw new Refusal(405, "UNSUPPORTED", `${method} is not supported here`, {
        headers: { allow: Object.keys(route.methods).join(", ") },
      });
    }
    return handler({ request, method, query: url.searchParams, repository: name ?? "", reference });
  }
  throw new Refusal(404, "UNSUPPORTED", "a registry has no such endpoint", { detail: { path } });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Refusal(400, "NAME_INVALID", "the path is not percent-encoded correctly");
  }
}
