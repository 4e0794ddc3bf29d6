import type { Digest } from "../digest.ts";
import { PublishError } from "../errors.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import type { Repository } from "../oci/reference.ts";
import type { Manifest, Registry } from "../oci/registry.ts";
import type { SignatureKind, SignedBy } from "../report/report.ts";
import { bundleArtifact } from "../signing/sigstore/bundle-artifact.ts";
import type { Signer } from "../signing/sigstore/signer.ts";
import { cosignStatement, provenanceStatement, type Statement } from "../signing/sigstore/statement.ts";
import { attachLegacySignature } from "./attach-legacy.ts";
import { confirmReferrers } from "./confirm-referrers.ts";
import type { FindProof } from "./find-proof.ts";
import type { Attached } from "./proofs.ts";
import { pushBlobs } from "./push-artifact.ts";

/** What to attach, and what it takes. */
export interface ProofSettings {
  readonly registry: Registry;
  readonly signer: Signer;
  readonly findProof: FindProof;
  /** Who signs in this run. */
  readonly signedBy: () => Promise<SignedBy>;
  /** Where a signature goes; neither where only an attestation is wanted. */
  readonly signature: { readonly bundle: boolean; readonly legacy: boolean };
  readonly provenance?: Provenance;
  /** Waits longer than another signer takes to extend a list. */
  readonly settle: (signal: AbortSignal) => Promise<void>;
}

/** Build provenance, and who else is given it. */
export interface Provenance {
  predicate(signal: AbortSignal): Promise<object>;
  /** Hands a bundle to GitHub; says where it is shown. */
  readonly publish?: (bundle: Uint8Array, signal: AbortSignal) => Promise<string>;
}

/** A manifest that is in the registry. */
interface Subject {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
}

/** Attaches proofs to manifests, once each. */
export function attachingProofs(settings: ProofSettings): {
  attach(repository: Repository, digest: Digest, signal: AbortSignal): Promise<Attached>;
} {
  const attached = new Map<string, Promise<Attached>>();
  return {
    attach(repository, digest, signal) {
      const key = `${repository.host}/${repository.name}@${digest}`;
      const known = attached.get(key) ?? attach(settings, repository, digest, signal);
      attached.set(key, known);
      return known;
    },
  };
}

async function attach(
  settings: ProofSettings,
  repository: Repository,
  digest: Digest,
  signal: AbortSignal,
): Promise<Attached> {
  const { signature, provenance } = settings;
  const descriptor = await settings.registry.resolve(repository, digest, signal);
  if (descriptor === undefined) {
    const where = `${repository.host}/${repository.name}@${digest}`;
    throw new PublishError("NOT_FOUND", `Could not sign ${where}: the registry does not find the manifest.`);
  }
  const subject = { repository, descriptor };
  // One after the other: the order in which they are listed is then the same every time.
  const ensured: Ensured[] = [];
  const signatures = new Set<SignatureKind>();
  if (signature.bundle) {
    ensured.push(await ensure(settings, subject, cosignStatement(digest), signal));
    signatures.add("cosign");
  }
  if (signature.legacy) {
    await attachLegacySignature(settings, repository, digest, signal);
    signatures.add("cosign");
  }
  if (provenance !== undefined) {
    const predicate = await provenance.predicate(signal);
    const statement = provenanceStatement(`${repository.host}/${repository.name}`, digest, predicate);
    ensured.push(await ensure(settings, subject, statement, signal, provenance.publish));
    signatures.add("slsa");
  }
  const added = ensured.flatMap(({ referrer }) => referrer ?? []);
  await confirmReferrers(settings.registry, { repository, digest }, added, settings.settle, signal);
  const [attestationUrl] = ensured.flatMap(({ published }) => published ?? []);
  return {
    signatures: [...signatures],
    signedBy: await settings.signedBy(),
    bundles: ensured.map(({ bundle }) => bundle),
    ...(attestationUrl !== undefined && { attestationUrl }),
  };
}

interface Ensured {
  readonly bundle: Uint8Array;
  /** The manifest that was pushed for it; none where it was there already. */
  readonly referrer?: Manifest;
  readonly published?: string;
}

/** The bundle that the subject bears already, or a new one. Others are given it first: a re-run would not do it again. */
async function ensure(
  { registry, signer, findProof }: ProofSettings,
  { repository, descriptor }: Subject,
  statement: Statement,
  signal: AbortSignal,
  publish?: Provenance["publish"],
): Promise<Ensured> {
  const { predicateType } = statement;
  const known = await findProof(repository, descriptor.digest, predicateType, signal);
  if (known !== undefined) return { bundle: known };
  const bundle = await signer.signStatement(statement, signal);
  const published = await publish?.(bundle, signal);
  const artifact = bundleArtifact(bundle, predicateType, descriptor);
  await pushBlobs(registry, repository, artifact, signal);
  await registry.pushReferrer(repository, artifact.manifest, signal);
  return { bundle, referrer: artifact.manifest, ...(published !== undefined && { published }) };
}
