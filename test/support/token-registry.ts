import { createMemoryRegistry, type MemoryRegistry } from "./memory-registry.ts";
import type { Reply, Request, Rule } from "./scripted-server.ts";

/** A registry that wants tokens, and the token server beside it under `/token`. */
export interface TokenRegistry {
  readonly registry: MemoryRegistry;
  /** To go before the fallback, which is the registry itself. */
  readonly rules: Rule[];
  readonly handle: (request: Request) => Promise<Reply>;
  /** Every token handed out so far is refused from now on. */
  readonly expire: () => void;
  /** The `Bearer` challenge for a scope. */
  readonly challenge: (scope: string, error?: string) => Reply;
}

/** `grant` says which actions a token gets of those that are asked for; all of them unless given. */
export function createTokenRegistry(
  origin: () => string,
  grant: (actions: string[]) => string[] = (actions) => actions,
): TokenRegistry {
  const registry = createMemoryRegistry();
  let granted = new Map<string, string[]>();
  let count = 0;

  const challenge = (scope: string, error?: string): Reply => ({
    status: 401,
    headers: {
      "www-authenticate": `Bearer realm="${origin()}/token?keep=1",service="s, the service",scope="${scope}"${
        error === undefined ? "" : `,error="${error}"`
      }`,
    },
    body: { errors: [{ code: "UNAUTHORIZED", message: "authentication required", detail: null }] },
  });

  return {
    registry,
    challenge,
    expire: () => {
      granted = new Map();
    },
    rules: [
      {
        path: "/token",
        reply: ({ path }) => {
          const scope = new URL(path, origin()).searchParams.get("scope") ?? "";
          const token = `token-${++count}-of-the-server`;
          granted.set(token, grant(scope.split(":").at(-1)?.split(",") ?? []));
          return { body: { token, expires_in: 300 } };
        },
      },
    ],
    async handle(request) {
      const name = /^\/v2\/(.+?)\/(?:blobs|manifests|tags)\//.exec(request.path)?.[1] ?? "";
      const isRead = request.method === "GET" || request.method === "HEAD";
      const needed = isRead ? ["pull"] : ["pull", "push"];
      const scope = `repository:${name}:${needed.join(",")}`;
      const { authorization } = request.headers;
      if (authorization === undefined) return challenge(scope);
      const actions = granted.get(authorization.replace("Bearer ", ""));
      if (actions === undefined) return challenge(scope, "invalid_token");
      if (!needed.every((action) => actions.includes(action))) return challenge(scope, "insufficient_scope");
      return registry.handle(request);
    },
  };
}
