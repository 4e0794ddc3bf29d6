
// src/errors.ts
/**
* The one error users see. Its message is complete: what was being done, where, and why, with every problem in it;
* `hint` says how to fix it.
*/
var PublishError = class extends Error {
	name = "PublishError";
	code;
	/** What was being done, where: the message without the problems. */
	doing;
	location;
	hint;
	excerpt;
	problems;
	constructor(code, doing, details = {}) {
		const { problems = [], cause } = details;
		super(complete(doing, problems), cause === void 0 ? void 0 : { cause });
		this.code = code;
		this.doing = doing;
		if (details.location !== void 0) this.location = details.location;
		if (details.hint !== void 0) this.hint = details.hint;
		if (details.excerpt !== void 0) this.excerpt = details.excerpt;
		this.problems = problems;
	}
};
function complete(doing, problems) {
	if (problems.length === 0) return doing;
	const messages = problems.map(({ message }) => withoutStop(message));
	return `${withoutStop(doing)}: ${messages.join("; ")}.`;
}
/** `text` without a full stop at its end, for putting it before something else. */
function withoutStop(text) {
	return text.replace(/\.$/, "");
}
/** A request to a registry that failed. */
var RegistryError = class extends PublishError {
	name = "RegistryError";
	status;
	method;
	url;
	codes;
	constructor(code, message, details = {}) {
		super(code, message, details);
		if (details.status !== void 0) this.status = details.status;
		if (details.method !== void 0) this.method = details.method;
		if (details.url !== void 0) this.url = details.url;
		this.codes = details.codes ?? [];
	}
};
/** The words of anything thrown, without a stack. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

export { withoutStop as i, RegistryError as n, messageOf as r, PublishError as t };