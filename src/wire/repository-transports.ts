import { messageOf, PublishError } from "../errors.ts";
import type { Reporter } from "../io.ts";
import type { Send } from "../oci/http/http.ts";
import { readTlsFiles, type TlsOptions } from "../oci/http/tls.ts";
import { createTransport, type Transport, type TransportOptions } from "../oci/http/transport.ts";
import type { NamedRepository } from "../repository/named-repositories.ts";

/** Connections to repositories that have TLS settings of their own. */
export interface RepositoryTransports {
  /** For requests to that repository's origin and no other. Throws IO where a file cannot be used. */
  readonly sendTo: (repository: NamedRepository) => Send;
  close(): Promise<void>;
}

/** One transport for each repository, made when it is first asked; `file` is where the settings stand. */
export function createRepositoryTransports(
  settings: TransportOptions & { readonly reporter: Pick<Reporter, "debug" | "warn"> },
  file: string,
): RepositoryTransports {
  const transports = new Map<string, Transport>();
  return {
    sendTo(repository) {
      const known = transports.get(repository.url);
      const transport = known ?? createTransport({ ...settings, tls: tlsOf(repository, settings, file) });
      transports.set(repository.url, transport);
      return transport.send;
    },
    async close() {
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}

/** Authorities given for all of the run count here, too; a certificate of ours is for whom it was given. */
function tlsOf(
  { name, url, tls = {} }: NamedRepository,
  { tls: common, reporter }: Pick<TransportOptions, "tls"> & { readonly reporter: Pick<Reporter, "warn"> },
  file: string,
): TlsOptions {
  if (tls.insecureSkipVerify === true) {
    reporter.warn(
      `The TLS certificate of ${new URL(url).host} is not checked (insecure_skip_tls_verify of ${JSON.stringify(name)} in ${file}): whoever stands in between can read the credentials and change the charts. Name its authority in caFile instead.`,
    );
  }
  try {
    return {
      ...(common?.ca !== undefined && { ca: common.ca }),
      ...readTlsFiles(tls, "."),
      ...(tls.insecureSkipVerify === true && { insecureSkipVerify: true }),
    };
  } catch (cause) {
    const [problem] = cause instanceof PublishError ? cause.problems : [];
    const why =
      cause instanceof PublishError
        ? cause.problems.map(({ message }) => message).join("; ")
        : messageOf(cause);
    throw new PublishError(
      "IO",
      `Could not use the TLS files of ${JSON.stringify(name)} in ${file}: ${why}.`,
      {
        hint: problem?.hint ?? "Name PEM files.",
        cause,
      },
    );
  }
}
