
import { createHash } from "node:crypto";

// src/signing/sigstore/statement.ts
/** Payload type of an in-toto statement in a DSSE envelope (in-toto attestation v1.1 § Envelope). */
const statementType = "application/vnd.in-toto+json";
/** Predicate types, as `cosign` and the SLSA specification name them. */
const PredicateType = {
	/** What `cosign sign` v3 writes: the statement says no more than that its signer signed the subject. */
	cosignSign: "https://sigstore.dev/cosign/sign/v1",
	/** SLSA provenance v1. */
	slsaProvenance: "https://slsa.dev/provenance/v1"
};
/** The statement that `cosign sign` v3 makes of a manifest, byte for byte but for the order of fields. */
function cosignStatement(digest) {
	return statementOf({
		digest: subjectDigest(digest),
		annotations: {}
	}, PredicateType.cosignSign, {});
}
/** A statement on a manifest of `repository`, which has neither tag nor digest in its name, as actions/attest has it. */
function provenanceStatement(repository, digest, predicate) {
	return statementOf({
		name: repository,
		digest: subjectDigest(digest)
	}, PredicateType.slsaProvenance, predicate);
}
function subjectDigest(digest) {
	return { sha256: digest.slice(7) };
}
function statementOf(subject, predicateType, predicate) {
	const statement = {
		_type: "https://in-toto.io/Statement/v1",
		subject: [subject],
		predicateType,
		predicate
	};
	return {
		predicateType,
		bytes: Buffer.from(JSON.stringify(statement))
	};
}
/** What a DSSE signature is made over: the pre-authentication encoding (DSSE v1.0.2 protocol.md § Signature Definition). */
function preAuthenticationEncoding(payloadType, payload) {
	const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
	return Buffer.concat([Buffer.from(head), payload]);
}
/** SHA-256 as raw bytes. */
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest();
}

export { sha256 as a, provenanceStatement as i, cosignStatement as n, statementType as o, preAuthenticationEncoding as r, PredicateType as t };