import { type ErrorCode, RegistryError } from "../errors.ts";
import { type HttpAnswer, type HttpRequest, safeUrl } from "../oci/http/http.ts";

const codes: Readonly<Record<number, ErrorCode>> = {
  401: "UNAUTHORIZED",
  403: "DENIED",
  404: "NOT_FOUND",
  429: "THROTTLED",
};

/** The error for an answer that is not what was asked for; `loginFrom` says where the login that was told came from. */
export function refusalOf(
  request: HttpRequest,
  answer: HttpAnswer,
  loginFrom: string | undefined,
): RegistryError {
  const { status } = answer;
  const url = safeUrl(answer.url);
  const why = status === 200 ? "with something that is damaged or too long" : String(status);
  return new RegistryError(
    codes[status] ?? "REGISTRY_ERROR",
    `Could not ${request.doing}: GET ${url} was answered ${why}`,
    { status, method: "GET", url, hint: hintFor(request, answer, loginFrom) },
  );
}

function hintFor(request: HttpRequest, { status, url }: HttpAnswer, loginFrom: string | undefined): string {
  if (status === 401 || status === 403) {
    if (url.origin !== request.url.origin)
      return `${url.host}, where a redirect leads, is told no login of ${request.url.host}; tell the repository's owner`;
    if (loginFrom !== undefined)
      return `check the login for ${url.host} that comes from ${loginFrom}, and what it may read`;
    const asks = status === 401 ? "it asks for a login:" : "if it is private,";
    return `${asks} give one for ${url.host} in registry-auth`;
  }
  if (status >= 500 || status === 429) return "the repository is in trouble; try again later";
  if (request.url.pathname.endsWith("/index.yaml"))
    return "check `repository`: it is the address to which /index.yaml is added";
  return "the index names an archive that is not there; choose another `version`, or tell the repository's owner";
}
