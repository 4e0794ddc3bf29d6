import { createSingleFlight } from "../../concurrency.ts";
import type { Reporter } from "../../io.ts";
import { createRecognizer } from "../explain/recognizer.ts";
import { repositoryInScope } from "../explain/step.ts";
import { apiOrigin } from "../http/address.ts";
import type { ProxySettings } from "../http/proxy.ts";
import { follow } from "../http/redirect.ts";
import { cancellable, createRetrier, type RetryOptions } from "../http/retry.ts";
import type { TlsOptions } from "../http/tls.ts";
import { createTransport } from "../http/transport.ts";
import { Authorizer } from "../login/auth.ts";
import type { CredentialSource } from "../login/credentials.ts";
import { createRedactor } from "../login/redact.ts";
import type { Repository } from "../reference.ts";
import type { Registry } from "../registry.ts";
import { pushBlob } from "./blob-push.ts";
import { blobExists, fetchBlob } from "./blobs.ts";
import { checkLogin } from "./check-login.ts";
import { deleteManifest } from "./delete-manifest.ts";
import { Endpoint } from "./endpoint.ts";
import { hasImage } from "./images.ts";
import { pushManifest } from "./manifest-push.ts";
import { fetchManifest, manifestUrl, resolveManifest } from "./manifests.ts";
import { createReadBack } from "./read-back.ts";
import { listReferrers, pushReferrer } from "./referrers.ts";
import { refusalOf } from "./refusal.ts";
import { listTags } from "./tags.ts";
import { createTurns } from "./turns.ts";

const DEFAULT_RETRIES = 5;
const DEFAULT_TIMEOUT_MS = 60_000;

/** What a client of any number of registries works with. */
export interface RegistryClientOptions extends RetryOptions {
  readonly credentials: CredentialSource;
  readonly reporter: Pick<Reporter, "debug" | "info" | "mask">;
  readonly userAgent: string;
  /** HTTP instead of HTTPS; `undefined` means on this machine only, `false` never. */
  readonly plainHttp?: boolean;
  /** The host, with its port, that `plainHttp` is for; every host where left out. */
  readonly plainHttpHost?: string;
  readonly tls?: TlsOptions;
  readonly proxy?: ProxySettings;
  /** How often a request that failed for the moment is repeated; 5 unless said otherwise. */
  readonly retries?: number;
  /** How long a registry may take to answer, in milliseconds; 60 000 unless said otherwise. See TransportOptions. */
  readonly timeoutMs?: number;
  /** `pull` for those who only read; asking for `push` as well is needed from the start by those who write. */
  readonly access?: "pull" | "push";
}

/** A Registry that speaks to any host; closing it ends its connections. */
export interface RegistryClient extends Registry, AsyncDisposable {
  /** Whether the registry asked for our credentials, which it took; throws where it refused them. */
  checkLogin(host: string, signal: AbortSignal): Promise<boolean>;
  /** HEAD a manifest of any type that container images have; `reference` is a tag or a digest. */
  hasImage(repository: Repository, reference: string, signal: AbortSignal): Promise<boolean>;
}

/** A client of the distribution specification: one pool of connections, one login for each registry. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { reporter, now, retries = DEFAULT_RETRIES } = options;
  const transport = createTransport({ ...options, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS });
  const redactor = createRedactor(reporter.mask.bind(reporter));
  const sleep = cancellable(options.sleep);
  const endpoints = new Map<string, Endpoint>();
  const uploads = createSingleFlight<void>();
  const turns = createTurns();
  const readBack = createReadBack(sleep);

  const at = ({ host }: Pick<Repository, "host">): Endpoint => {
    const known = endpoints.get(host);
    if (known !== undefined) return known;
    const { plainHttp, plainHttpHost = host } = options;
    const origin = apiOrigin(host, host === plainHttpHost ? plainHttp : undefined);
    // A token server that throttles says nothing about the registry, nor the other way round.
    const [retrier, tokenRetrier] = [
      createRetrier({ ...options, sleep }),
      createRetrier({ ...options, sleep }),
    ];
    const recognizer = createRecognizer(host);
    const authorizer: Authorizer = new Authorizer({
      host,
      origin,
      credentials: options.credentials,
      redactor,
      reporter,
      now,
      send: (request) => tokenRetrier.run(retries + 1, request.signal, () => follow(transport.send, request)),
      actions: options.access === "pull" ? ["pull"] : ["pull", "push"],
      refuse: (doing, answer) => {
        const { account, hasCredentials } = authorizer;
        const asked = { doing, host, step: "token", ...repositoryInScope(doing) } as const;
        const { kind } = recognizer;
        return refusalOf(answer, { ...asked, kind, account, hasCredentials, clean: redactor.clean });
      },
    });
    const endpoint = new Endpoint({
      origin,
      send: transport.send,
      authorizer,
      recognizer,
      retrier,
      retries,
      clean: redactor.clean,
    });
    endpoints.set(host, endpoint);
    return endpoint;
  };

  return {
    resolve: (repository, reference, signal) =>
      resolveManifest(at(repository), { repository, reference }, signal),
    mayBeHidden(repository, reference) {
      const endpoint = at(repository);
      return endpoint.mayBeHidden(manifestUrl(endpoint, { repository, reference }));
    },
    fetchManifest: (repository, reference, signal) =>
      readBack.fetch({ repository, reference }, signal, () =>
        fetchManifest(at(repository), { repository, reference }, signal),
      ),
    async pushManifest(repository, reference, manifest, signal) {
      await pushManifest(at(repository), { repository, reference }, manifest, signal);
      readBack.expect({ repository, reference });
    },
    deleteManifest: (repository, reference, signal) =>
      deleteManifest(at(repository), { repository, reference }, signal),
    hasBlob: (repository, digest, signal) => blobExists(at(repository), repository, digest, signal),
    fetchBlob: (repository, descriptor, signal) => fetchBlob(at(repository), repository, descriptor, signal),
    pushBlob: (repository, descriptor, bytes, signal) =>
      uploads(`${repository.host}/${repository.name}@${descriptor.digest}`, signal, () =>
        pushBlob(at(repository), { repository, descriptor, bytes }, signal),
      ),
    listReferrers: (repository, digest, { artifactType }, signal) =>
      listReferrers(at(repository), { repository, digest }, artifactType, signal),
    pushReferrer: (repository, manifest, signal) =>
      pushReferrer(at(repository), repository, manifest, { turns, signal }),
    hasImage: (repository, reference, signal) => hasImage(at(repository), { repository, reference }, signal),
    checkLogin: (host, signal) => checkLogin(at({ host }), host, signal),
    listTags: (repository, signal) => listTags(at(repository), repository, signal),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
