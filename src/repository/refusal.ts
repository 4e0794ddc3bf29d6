import { type ErrorCode, RegistryError } from "../errors.ts";
import { type HttpAnswer, type HttpRequest, safeUrl } from "../oci/http/http.ts";

const codes: Readonly<Record<number, ErrorCode>> = {
  401: "UNAUTHORIZED",
  403: "DENIED",
  404: "NOT_FOUND",
  429: "THROTTLED",
};

/** The error for an answer that is not what was asked for. */
export function refusalOf(request: HttpRequest, answer: HttpAnswer): RegistryError {
  const { status } = answer;
  const url = safeUrl(answer.url);
  const why = status === 200 ? "with something that is damaged or too long" : String(status);
  return new RegistryError(
    codes[status] ?? "REGISTRY_ERROR",
    `Could not ${request.doing}: GET ${url} was answered ${why}`,
    { status, method: "GET", url, hint: hintFor(request, answer) },
  );
}

function hintFor(request: HttpRequest, { status, url }: HttpAnswer): string {
  if (status === 401 || status === 403) {
    if (url.origin !== request.url.origin)
      return `${url.host}, where a redirect leads, is told no login of ${request.url.host}; tell the repository's owner`;
    if (request.authorization !== undefined) return `the login known for ${url.host} was refused; check it`;
    return `if it asks for a login, give one for ${url.host} in registry-auth`;
  }
  if (status >= 500 || status === 429) return "the repository is in trouble; try again later";
  if (request.url.pathname.endsWith("/index.yaml"))
    return "check `repository`: it is the address to which /index.yaml is added";
  return "the index names an archive that is not there; choose another `version`, or tell the repository's owner";
}
