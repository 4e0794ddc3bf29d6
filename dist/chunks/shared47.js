
import { t as PublishError } from "./shared4.js";

// src/signing/pgp/select-key.ts
/** How messages name a key: `0FE9…BE7E (Ann <ann@example.com>)`. */
function nameOf(key) {
	const [userId] = key.getUserIDs();
	return `${key.getFingerprint().toUpperCase()}${userId === void 0 ? "" : ` (${userId})`}`;
}
/**
* The private key that `wanted` names: a fingerprint or the long key id at its end, of the key or of one of its
* subkeys; else a whole user id, or a part that only one key has. Without it, the only private key there is. Throws USAGE.
*/
function selectKey(keyring, wanted) {
	const keys = unique(keyring.filter((key) => key.isPrivate()));
	const [only, ...others] = keys;
	if (only === void 0) throw new PublishError("USAGE", "Could not sign: pgp-key holds public keys only.", { hint: "Export the private key: `gpg --armor --export-secret-keys FINGERPRINT`, or `--export-secret-subkeys`." });
	if (wanted === void 0) {
		if (others.length === 0) return { key: only };
		throw ambiguous("pgp-key holds several private keys", keys);
	}
	const found = matching(keys, wanted);
	const [selected] = found;
	if (selected === void 0) throw new PublishError("USAGE", `Could not sign: pgp-key holds no private key that pgp-key-id ${JSON.stringify(wanted)} names, but ${keys.map(nameOf).join(", ")}.`, { hint: "Set pgp-key-id to a fingerprint, a user id or a part of one." });
	if (found.length === 1) return selected;
	throw ambiguous(`pgp-key-id ${JSON.stringify(wanted)} names several keys`, found.map(({ key }) => key));
}
/** A key that stands in the ring twice, once as public key or in two exports, is still one key. */
function unique(keys) {
	return [...new Map([...keys].reverse().map((key) => [key.getFingerprint(), key])).values()].reverse();
}
function matching(keys, wanted) {
	const id = wanted.replace(/^0x|\s+|!$/gi, "").toLowerCase();
	if (/^[0-9a-f]{16,64}$/.test(id)) {
		const found = keys.flatMap((key) => {
			if (key.getFingerprint().endsWith(id)) return [{ key }];
			const subkey = key.subkeys.find((part) => part.getFingerprint().endsWith(id));
			return subkey === void 0 ? [] : [{
				key,
				subkey: subkey.getFingerprint()
			}];
		});
		if (found.length > 0) return found;
	}
	const exact = keys.filter((key) => key.getUserIDs().includes(wanted));
	const partly = keys.filter((key) => key.getUserIDs().some((userId) => userId.includes(wanted)));
	return (exact.length > 0 ? exact : partly).map((key) => ({ key }));
}
function ambiguous(what, keys) {
	return new PublishError("USAGE", `Could not sign: ${what}: ${keys.map(nameOf).join(", ")}.`, { hint: "Set pgp-key-id to the fingerprint of the one that signs." });
}

export { selectKey as n, nameOf as t };