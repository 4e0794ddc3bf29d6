import { RegistryError } from "../../errors.ts";
import { excursionProblem, resolveUrl } from "./excursion.ts";
import { firstHeader, type HttpAnswer, type HttpRequest, type Send, safeUrl } from "./http.ts";

const MAX_REDIRECTS = 5;

/**
 * Sends a request and follows its redirects. The Authorization header goes to the first origin only and, once that
 * was left, does not come back. A POST or PUT is repeated within its origin and on 307 and 308 alone: every other
 * redirect would turn it into a GET, whose success means nothing.
 */
export async function follow(send: Send, request: HttpRequest): Promise<HttpAnswer> {
  let current = request;
  for (let count = 0; ; count++) {
    const answer = await send(current);
    const target = targetOf(answer, request.url);
    if (target === undefined || !canRepeat(answer, target)) return answer;
    if (count === MAX_REDIRECTS) throw refused(request, answer, `more than ${MAX_REDIRECTS} redirects`);
    current = { ...current, url: target };
    if (target.origin !== answer.url.origin) {
      const { authorization: _, ...anonymous } = current;
      current = anonymous;
    }
  }

  function targetOf(answer: HttpAnswer, registry: URL): URL | undefined {
    const location = firstHeader(answer, "location");
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return undefined;
    const target = resolveUrl(location, answer.url);
    if (target === undefined) throw refused(request, answer, "the redirect leads to no URL");
    if (request.staysHome === true && target.origin !== answer.url.origin) return undefined;
    const problem = excursionProblem(target, registry);
    if (problem !== undefined)
      throw refused(request, answer, `the redirect to ${safeUrl(target)} ${problem}`);
    return target;
  }
}

function canRepeat(answer: HttpAnswer, target: URL): boolean {
  if (answer.method === "GET" || answer.method === "HEAD") return true;
  return (answer.status === 307 || answer.status === 308) && target.origin === answer.url.origin;
}

function refused(request: HttpRequest, answer: HttpAnswer, why: string): RegistryError {
  const url = safeUrl(answer.url);
  return new RegistryError(
    "REGISTRY_ERROR",
    `Could not ${request.doing}: ${request.method} ${url} was answered ${answer.status}: ${why}`,
    { method: request.method, url, status: answer.status, hint: "check the address of the registry" },
  );
}
