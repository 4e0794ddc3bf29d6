
import { inspect } from "node:util";

// src/secret.ts
/** A value that must never be shown: it prints, serialises and inspects as `***`. */
var Secret = class {
	#value;
	constructor(value) {
		this.#value = value;
	}
	/** The value itself. Call it only where the secret leaves for the origin it belongs to. */
	reveal() {
		return this.#value;
	}
	toString() {
		return "***";
	}
	toJSON() {
		return "***";
	}
	[inspect.custom]() {
		return "***";
	}
};

export { Secret as t };