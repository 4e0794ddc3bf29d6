import { PublishError, RegistryError } from "../errors.ts";
import type { Exec, ExecResult, Reporter } from "../io.ts";
import type { Repository } from "../oci/reference.ts";
import type { Registry } from "../oci/registry.ts";

/** An Amazon ECR repository as the AWS CLI names it: the program's arguments but for the verb. */
interface EcrRepository {
  readonly service: "ecr" | "ecr-public";
  readonly name: string;
  readonly place: readonly string[];
}

/** The account and region stand in the host; AWS has four domains and a dual-stack form. */
const privateHost =
  /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws)$/;

/** What of a registry a chart is pushed with. */
type Pushing = Pick<Registry, "pushBlob">;

/**
 * The pushes of a registry which, when Amazon ECR says that a repository is not there, have the AWS CLI create it and go
 * on; ECR makes none on a push. Other registries are left alone: they make repositories themselves, or nobody can.
 */
export function creatingRepositories(
  { pushBlob }: Pushing,
  { exec, reporter }: { readonly exec: Exec; readonly reporter: Pick<Reporter, "info"> },
): Pushing {
  const created = new Map<string, Promise<void>>();
  return {
    async pushBlob(repository, ...rest) {
      try {
        return await pushBlob(repository, ...rest);
      } catch (error) {
        const wanted = ecrRepositoryOf(repository);
        if (wanted === undefined || !isMissing(error)) throw error;
        const key = `${repository.host}/${repository.name}`;
        const creation = created.get(key) ?? create(wanted, repository, exec, reporter);
        created.set(key, creation);
        await creation;
        await pushBlob(repository, ...rest);
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof RegistryError && error.codes.includes("NAME_UNKNOWN");
}

function ecrRepositoryOf({ host, name }: Repository): EcrRepository | undefined {
  const { account, region } = privateHost.exec(host)?.groups ?? {};
  if (account !== undefined && region !== undefined) {
    return { service: "ecr", name, place: ["--registry-id", account, "--region", region] };
  }
  // ECR Public is administered in one region; the first part of a name is the account's alias.
  if (host !== "public.ecr.aws") return undefined;
  return {
    service: "ecr-public",
    name: name.slice(name.indexOf("/") + 1),
    place: ["--region", "us-east-1"],
  };
}

async function create(
  { service, name, place }: EcrRepository,
  { host }: Repository,
  exec: Exec,
  reporter: Pick<Reporter, "info">,
): Promise<void> {
  const words = [service, "create-repository", ...place, "--repository-name", name, "--output", "json"];
  const result = await exec("aws", words);
  // Another job may have been first.
  if (result.exitCode !== 0 && !result.stderr.includes("RepositoryAlreadyExistsException")) {
    throw refused(`${host}/${name}`, service, result);
  }
  reporter.info(`created the ECR repository ${name} at ${host}`);
}

function refused(place: string, service: string, { exitCode, stderr }: ExecResult): PublishError {
  const doing = `Could not create the ECR repository ${place} with the AWS CLI`;
  if (exitCode === 127) {
    return new PublishError("IO", `${doing}: the program aws could not be started.`, {
      hint: "Install the AWS CLI in an earlier step, or create the repository beforehand and leave out create-repository.",
    });
  }
  const said = stderr
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, 500);
  return new PublishError("DENIED", `${doing}: it ended with ${exitCode}: “${said}”`, {
    hint: `The role needs ${service}:CreateRepository; log in to AWS in an earlier step (aws-actions/configure-aws-credentials).`,
  });
}
