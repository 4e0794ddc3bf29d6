
import { h as isDigest } from "./shared2.js";
import { t as PublishError } from "./shared4.js";
import { t as require_dist } from "./shared9.js";
import { t as Secret } from "./shared21.js";
import { a as parseBoolean, c as splitList, i as faultOf, l as splitRegistries, n as readReleaseOptions, o as parseDurationMs, r as releaseOptions, s as splitLines } from "./shared27.js";
import { readFileSync } from "node:fs";

// src/options/secret-forms.ts
var import_dist = require_dist();
const armor = /^-----BEGIN PGP [A-Z ]+-----/;
/**
* What else would tell a secret: its base64, as a log may hold it of a file or a request, and where it is the base64 of
* an armored key, the key itself. Each is to be masked, and with it every line that it has.
*/
function formsOf(text) {
	const secret = text.trim();
	if (secret === "") return [];
	const decoded = Buffer.from(secret, "base64").toString("utf8");
	return [
		secret,
		...[secret, `${secret}\n`].map((form) => Buffer.from(form).toString("base64")),
		...armor.test(decoded) ? formsOf(decoded) : []
	];
}

// src/options/artifacthub-options.ts
const commands$3 = ["publish", "plan"];
/** How charts are told to Artifact Hub. */
const artifactHubOptions = [{
	name: "artifacthub-repo",
	type: "file",
	defaultText: "`artifacthub-repo.yml` beside Chart.yaml, where there is one",
	description: "Artifact Hub's metadata for charts that have no `artifacthub-repo.yml` of their own: pushed to each chart's repository under the tag `artifacthub.io` when it changed. `off` pushes none.",
	commands: commands$3
}];
/** Reads `artifacthub-repo`; commands that do not know it push none. */
function readArtifactHubOption(command, text) {
	if (!commands$3.includes(command) || text === "off" || text === "false") return { kind: "off" };
	return text === void 0 ? { kind: "own" } : {
		kind: "file",
		file: text
	};
}

// src/options/changes-options.ts
const packaging$3 = [
	"publish",
	"plan",
	"save"
];
const changes = [
	"unpublished",
	"git",
	"all"
];
const deprecated = ["warn", "skip"];
/** Which of the charts that were found a run is about. */
const changesOptions = [
	{
		name: "changes",
		type: { choices: changes },
		default: "unpublished",
		description: "Which charts count: `unpublished` asks the registry and needs no history; `git` takes those touched since `base`, and those that depend on them by `file://`; `all`.",
		commands: packaging$3
	},
	{
		name: "base",
		type: "string",
		defaultText: "what the event says: the pull request's base, the commit before the push",
		description: "Commit, branch or tag that `changes: git` and `check-version` compare with, from where the histories meet.",
		commands: packaging$3
	},
	{
		name: "exclude",
		type: "list",
		description: "Charts to leave out: directories, globs of them, or names.",
		commands: packaging$3
	},
	{
		name: "deprecated",
		type: { choices: deprecated },
		defaultText: "`warn`",
		description: "What to do with charts whose Chart.yaml says `deprecated: true`: `warn` or `skip`.",
		commands: packaging$3
	}
];
/** Reads them; adds to `problems` a base that is no name of a commit. */
function readChangesOptions(text, problems) {
	const base = text("base");
	if (base !== void 0 && (/^[-^]|\.\.|[\s:]/.test(base) || base.length > 250)) problems.push({
		message: `base “${base}” is no commit, branch or tag`,
		hint: "Write one, as in origin/main, v1.2.0 or a commit's id."
	});
	return {
		changes: text("changes") ?? "unpublished",
		...base !== void 0 && { base },
		exclude: splitList(text("exclude") ?? ""),
		deprecated: text("deprecated") === "skip" ? "skip" : "warn"
	};
}

// src/options/check-options.ts
const commands$2 = ["publish", "plan"];
const checkImages = [
	"off",
	"warn",
	"fail"
];
const checkVersion = [
	"auto",
	"on",
	"off"
];
/** What is checked of a chart besides the chart itself. */
const checkOptions = [{
	name: "check-version",
	type: { choices: checkVersion },
	defaultText: "`auto`",
	description: "Whether a chart's version must rise when its content differs from `base`: `auto`, on pull requests and where `base` is given without `changes: git`, as far as the history shows; `on`, always; `off`. Versions that other options make need not.",
	commands: commands$2
}, {
	name: "check-images",
	type: { choices: checkImages },
	default: "off",
	description: "Whether the images that a chart names exist: `warn` or `fail` where a registry has not heard of one; `off`. With Helm on PATH those that it renders to, by default and with each of `values`; always those of `artifacthub.io/images`.",
	commands: commands$2
}];
/** Reads them; commands that do not know them check nothing. */
function readCheckOptions(command, text) {
	if (!commands$2.includes(command)) return {
		checkVersion: "off",
		checkImages: "off"
	};
	return {
		checkVersion: text("check-version") ?? "auto",
		checkImages: text("check-images") ?? "off"
	};
}

// src/options/comment-options.ts
const commenting = ["publish", "plan"];
/** A comment on the pull request. */
const commentOptions = [{
	name: "comment",
	type: "boolean",
	default: "false",
	description: "Keep one comment on the pull request that says what would be published, and what is wrong; takes `pull-requests: write`, and without it the job summary says the same.",
	only: "action",
	commands: commenting
}, {
	name: "comment-key",
	type: "string",
	description: "Tells the comments of a matrix apart, whose legs have the same job and step: the name of the leg's chart, say.",
	only: "action",
	commands: commenting
}];

// src/options/dependency-options.ts
/** The commands that package charts. */
const packaging$2 = [
	"publish",
	"plan",
	"save"
];
const modes = [
	"auto",
	"build",
	"update",
	"skip"
];
/** Charts that charts depend on. */
const dependencyOptions = [{
	name: "dependencies",
	type: { choices: modes },
	default: "auto",
	description: "Charts that a chart depends on: `build` takes what its lock says, `update` the newest that fit, and writes lock and `charts/`; `auto` takes what is vendored, else builds, without a lock updates, writing nothing; `skip`.",
	commands: packaging$2
}, {
	name: "cache-dependencies",
	type: "boolean",
	default: "true",
	description: "Keep the archives of locked dependencies between runs: in GitHub's cache, or in a folder of the user's cache directory.",
	commands: packaging$2
}];

// src/options/diff-options.ts
const commands$1 = ["publish", "plan"];
const bases = ["published", "base"];
/** What charts are compared with, so that a reviewer sees what a merge would publish. */
const diffOptions = [{
	name: "diff",
	type: "list",
	defaultText: "`published` where nothing is pushed, else `off`",
	description: "Show how the charts that would be published differ, in files and, with Helm 3.8 or later on PATH, in what they render to: from the newest version that is `published`, from the `base` of the pull request, or from both; `off`. Values of Secrets are never shown.",
	commands: commands$1
}];
/** Reads it; adds to `problems` what it does not know, and `off` beside something else. */
function readDiffOptions(text, problems) {
	const given = splitList(text("diff") ?? "");
	if (given.length === 0) return {};
	const known = bases.filter((base) => given.includes(base));
	if (given.filter((word) => word !== "off" && !bases.some((base) => base === word)).length > 0 || given.includes("off") && known.length > 0) problems.push({
		message: `diff must be published, base, both or off, not “${given.join(", ")}”`,
		hint: "Write one of them, or published, base."
	});
	return { diff: known };
}

// src/options/event.ts
/** What the payload of a `pull_request*` event says; the rest stays unknown. */
function readEvent(payload) {
	const number = valueAt(payload, "pull_request", "number");
	const commit = commitAt(payload, "pull_request", "head", "sha");
	return {
		...Number.isSafeInteger(number) && { pullRequest: String(number) },
		...commit !== void 0 && { commit }
	};
}
/**
* The payload of the event that started a run, which GitHub Actions and Forgejo leave in GITHUB_EVENT_PATH
* (docs.github.com, “Webhook events and payloads”); `undefined` where there is none, or it is no JSON.
*/
function readPayload(file) {
	if (file === void 0) return void 0;
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return;
	}
}
/** The commit's id that `payload` has at `names`. */
function commitAt(payload, ...names) {
	const text = textAt(payload, ...names);
	return text !== void 0 && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text) ? text : void 0;
}
/** The text that `payload` has at `names`, one within the other; `undefined` where there is none, or it is empty. */
function textAt(payload, ...names) {
	const value = valueAt(payload, ...names);
	return typeof value === "string" && value !== "" ? value : void 0;
}
function valueAt(payload, ...names) {
	let value = payload;
	for (const name of names) {
		if (typeof value !== "object" || value === null) return void 0;
		value = value[name];
	}
	return value;
}

// src/options/foreign-head.ts
/** The one who may let a stranger's charts near the secrets of a repository: the author of the workflow. */
const foreignHeadOptions = [{
	name: "allow-foreign-head",
	type: "boolean",
	default: "false",
	description: "Go on where the job has secrets and the pull request comes from another repository (`pull_request_target`, `workflow_run`, GitLab's pipelines in the parent project): whoever opened it chose the charts.",
	commands: [
		"publish",
		"plan",
		"save"
	]
}];
/**
* The foreign head of a run that has secrets within reach. Whatever an event leaves open counts as foreign: a deleted
* fork, no payload, a `workflow_run` after an event that itself says nothing of the head. Events that bring no secrets
* (`pull_request` from a fork) or speak of no head at all (`issue_comment`, `workflow_dispatch`) have none.
*/
function readForeignHead(variables) {
	const value = (name) => variables[name] || void 0;
	const event = value("GITHUB_EVENT_NAME");
	if (event === "pull_request_target" || event === "workflow_run") return ofGitHub(event, value);
	return value("CI_MERGE_REQUEST_IID") === void 0 ? void 0 : ofGitLab(value);
}
function ofGitHub(event, value) {
	const payload = readPayload(value("GITHUB_EVENT_PATH"));
	const base = textAt(payload, "repository", "full_name");
	const head = event === "workflow_run" ? headOfRun(payload) : textAt(payload, "pull_request", "head", "repo", "full_name");
	if (head !== void 0 && head === base) return void 0;
	return {
		event,
		base: base ?? value("GITHUB_REPOSITORY") ?? "this repository",
		...head !== void 0 && { head }
	};
}
/** Runs that were started by these are about the default branch, as far as GitHub tells, whoever was behind them. */
const forgetful = [
	"workflow_run",
	"pull_request_target",
	"issue_comment"
];
function headOfRun(payload) {
	if (forgetful.includes(textAt(payload, "workflow_run", "event") ?? "")) return void 0;
	return textAt(payload, "workflow_run", "head_repository", "full_name");
}
/** Quirk(GitLab): pipelines for a fork's merge request run in the fork, unless a member starts one in the parent project. */
function ofGitLab(value) {
	const head = value("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
	if (head === value("CI_PROJECT_ID")) return void 0;
	const base = value("CI_PROJECT_PATH") ?? "this project";
	const path = value("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH") ?? head;
	return {
		event: "merge request",
		base,
		...path !== void 0 && { head: path }
	};
}
/**
* Throws USAGE with the reason, unless the workflow's author said that it may be. To be asked before anything is read,
* run or sent; commands that package nothing are free to go on.
*/
function refuseForeignHead(command, raw, variables) {
	const [option] = foreignHeadOptions;
	if (!option.commands.includes(command)) return;
	if (parseBoolean(raw.get(option.name)?.text.trim() ?? "") === true) return;
	const foreign = readForeignHead(variables);
	if (foreign === void 0) return;
	const head = foreign.head === void 0 ? "a repository that it does not name" : JSON.stringify(foreign.head);
	throw new PublishError("USAGE", `Could not start: this ${foreign.event} run has the secrets of ${foreign.base} within reach, and is about a change from ${head}. Whoever wrote it chooses what is packaged, and so what is read, fetched and published in your name (a “pwn request”).`, { hint: "run on `pull_request`, which needs no secrets to plan, and publish after the merge. Set allow-foreign-head: true only where nothing of the change is checked out or downloaded, or a maintainer has read the very commit that is." });
}

// src/options/lint-options.ts
const lint = [
	"auto",
	"strict",
	"off"
];
const commands = ["publish", "plan"];
/** How charts are checked before anything is sent. */
const lintOptions = [
	{
		name: "lint",
		type: { choices: lint },
		default: "auto",
		description: "Check what will be published: `helm lint` and `helm template` where Helm 3.8 or later is on PATH, else the chart's structure; `strict` fails on warnings too; `off`. What is published already with the same content is not checked again.",
		commands
	},
	{
		name: "values",
		type: "list",
		default: "ci/*-values.yaml",
		description: "Values files to check each chart with, as globs relative to the chart; a chart without any is checked with its defaults.",
		commands
	},
	{
		name: "check-command",
		type: "string",
		description: "A command of yours to check each chart with, run by `sh`: `$CHART` is the chart as named in `charts`, `$CHART_ARCHIVE` what will be published, dependencies included.",
		commands
	}
];
/** Reads the options of checks; commands that do not know them check nothing. */
function readLintOptions(command, text) {
	if (!commands.includes(command)) return {
		mode: "off",
		values: []
	};
	const checkCommand = text("check-command");
	return {
		mode: text("lint") ?? "auto",
		values: splitList(text("values") ?? ""),
		...checkCommand !== void 0 && { command: checkCommand }
	};
}

// src/options/plan-options.ts
/** How a plan that an earlier run made is published. */
const planOptions = [{
	name: "plan",
	type: "file",
	description: "Publish what an earlier run left in its `output-dir`: the plan.json in it. No chart is packaged, and what was altered since is refused.",
	commands: ["publish"]
}, {
	name: "plan-digest",
	type: "string",
	description: "Digest that plan.json must have: the output `plan-digest` of the run that made it, which travels by another way than the file.",
	commands: ["publish"]
}];
/** What a plan has settled: to set it again would be without effect, which nobody means. */
const settled = [
	"charts",
	"changes",
	"base",
	"exclude",
	"deprecated",
	"check-version",
	"check-images",
	"artifacthub-repo",
	"version",
	"app-version",
	"version-from",
	"tag-pattern",
	"git-tag",
	"snapshot",
	"snapshot-registry",
	"annotations",
	"dependencies",
	"diff",
	"lint",
	"values",
	"check-command",
	"pgp-key",
	"pgp-passphrase",
	"pgp-key-id"
];
/** Reads the options of a plan; adds every fault, those against the other options too, to `problems`. */
function readPlanOptions(specs, raw, problems) {
	const given = (name) => {
		const text = raw.get(name)?.text.trim();
		const isDefault = text === specs.find((spec) => spec.name === name)?.default;
		return text === "" || isDefault ? void 0 : text;
	};
	if (!specs.some((spec) => spec.name === "plan")) return {};
	const plan = given("plan");
	const planDigest = given("plan-digest");
	if (planDigest !== void 0 && plan === void 0) problems.push({
		message: "plan-digest is given without plan",
		hint: "Set plan to the plan.json."
	});
	if (planDigest !== void 0 && !isDigest(planDigest)) problems.push({
		message: `plan-digest must be sha256: and 64 digits, not “${planDigest}”`,
		hint: "Set it to the output plan-digest of the job that planned; does this job need that job?"
	});
	for (const name of plan === void 0 ? [] : settled.filter((option) => given(option) !== void 0)) problems.push({
		message: `${raw.get(name)?.source ?? name} is given with plan, whose charts are packaged already`,
		hint: "Set it where the plan is made, and leave it out here."
	});
	return {
		...plan !== void 0 && { plan },
		...planDigest !== void 0 && isDigest(planDigest) && { planDigest }
	};
}

// src/options/registry-options.ts
/** The commands that speak to a registry. */
const networkCommands = [
	"publish",
	"plan",
	"push",
	"pull",
	"copy",
	"delete",
	"verify"
];
const connecting = [...networkCommands, "login"];
/** Those, and what speaks to other servers alone. */
const reaching = [...connecting, "rekor"];
/** How registries are reached, and as whom. */
const registryOptions = [
	{
		name: "username",
		type: "string",
		description: "User name for the registry (with `serve`: what it asks for).",
		commands: [...connecting, "serve"]
	},
	{
		name: "password",
		type: "string",
		secret: true,
		description: "Password or token for the registry.",
		commands: [...connecting, "serve"]
	},
	{
		name: "password-stdin",
		type: "boolean",
		default: "false",
		description: "Read the password from standard input: `--password-file -`.",
		only: "command",
		commands: ["login"]
	},
	{
		name: "registry-auth",
		type: "logins",
		secret: true,
		description: "Logins for several registries: a YAML list of `registry` (host or host:port), `username` and `password`.",
		commands: networkCommands
	},
	{
		name: "login",
		type: "boolean",
		default: "false",
		description: "Also leave the logins for later Helm and Docker steps of the job, in their own files; undone when the job ends.",
		only: "action",
		commands: ["publish"]
	},
	{
		name: "github-token",
		type: "string",
		default: "${{ github.token }}",
		secret: true,
		description: "Token for ghcr.io when no other credential is found, and for GitHub's API; the command has none unless given one.",
		commands: [
			"publish",
			"plan",
			"copy",
			"verify"
		]
	},
	{
		name: "plain-http",
		type: "boolean",
		defaultText: "`true` for loopback addresses, else `false`",
		description: "Speak plain HTTP with the registry.",
		commands: connecting
	},
	{
		name: "ca-file",
		type: "file",
		description: "PEM file with authorities to trust, besides the system's.",
		commands: reaching
	},
	{
		name: "cert-file",
		type: "file",
		description: "PEM file with the client certificate that the registry asks for.",
		commands: reaching
	},
	{
		name: "key-file",
		type: "file",
		description: "PEM file with the client certificate's key.",
		commands: reaching
	},
	{
		name: "insecure-skip-tls-verify",
		type: "boolean",
		default: "false",
		description: "Take any TLS certificate of the registry: no protection against whoever stands in between.",
		commands: reaching
	},
	{
		name: "create-repository",
		type: "boolean",
		default: "false",
		description: "Create a missing Amazon ECR repository with the AWS CLI, which has to be installed and logged in.",
		commands: ["publish", "push"]
	},
	{
		name: "verify",
		type: { choices: ["digest", "public"] },
		default: "digest",
		description: "After the push: `digest` reads the manifest back and compares; `public` also pulls it without credentials.",
		commands: ["publish"]
	},
	{
		name: "concurrency",
		type: "integer",
		default: "16",
		description: "How many charts are in flight at once.",
		commands: networkCommands
	},
	{
		name: "retries",
		type: "integer",
		default: "5",
		description: "How often one request is tried again.",
		commands: connecting
	},
	{
		name: "timeout",
		type: "duration",
		default: "60s",
		description: "How long one request may stay without an answer: `90s`, `2m`.",
		commands: reaching
	}
];

// src/options/rekor-options.ts
/** Where `rekor` looks, and whom it believes. */
const rekorOptions = [
	{
		name: "rekor-url",
		type: "string",
		default: "https://rekor.sigstore.dev",
		description: "Address of the transparency log, a Rekor v1.",
		only: "command",
		commands: ["rekor"]
	},
	{
		name: "keyring",
		type: "file",
		description: "Public keys to verify provenance files with, armored or binary, as `gpg --export` writes them.",
		only: "command",
		commands: ["rekor"]
	},
	{
		name: "trusted-root",
		type: "file",
		description: "Trusted root (JSON) with the key of the log, for `rekor verify`.",
		only: "command",
		commands: ["rekor"]
	}
];
/** Reads them; adds to `problems` an address that is none. */
function readRekorOptions(text, problems) {
	const [{ default: publicLog }] = rekorOptions;
	const [address, keyring, trustedRoot] = [
		text("rekor-url") ?? publicLog,
		text("keyring"),
		text("trusted-root")
	];
	const url = URL.parse(address);
	const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.search === "";
	if (!isUsable) problems.push({
		message: "rekor-url is no address of a log",
		hint: `Write it as in ${publicLog}, without a user name, a password or a query.`
	});
	return {
		rekorUrl: isUsable ? url : new URL(publicLog),
		...keyring !== void 0 && { keyring },
		...trustedRoot !== void 0 && { trustedRoot }
	};
}

// src/options/signing-options.ts
/** The commands that package charts, and so can sign them. */
const signing = [
	"publish",
	"plan",
	"save"
];
/** How charts are signed. */
const signingOptions = [
	{
		name: "pgp-key",
		type: "key",
		secret: true,
		description: "Private OpenPGP key, armored or in base64: signs the charts for `helm verify` (a provenance file). May hold several keys.",
		commands: signing
	},
	{
		name: "pgp-passphrase",
		type: "key",
		secret: true,
		description: "Passphrase of `pgp-key`.",
		commands: signing
	},
	{
		name: "pgp-key-id",
		type: "string",
		description: "Which key of `pgp-key` signs: a fingerprint, also of a subkey, or a user id or a part of one.",
		commands: signing
	}
];

// src/options/sigstore-options.ts
const signatureKinds = ["pgp", "cosign"];
const signatureFormats = [
	"bundle",
	"legacy",
	"both"
];
/** How `publish` signs by Sigstore, and with what. */
const sigstoreOptions = [
	{
		name: "sign",
		type: "list",
		description: "How to sign what is published: `cosign` (Sigstore; without `cosign-key` by the job's identity, which takes `id-token: write`) and `pgp` (a provenance file).",
		commands: ["publish"]
	},
	{
		name: "cosign-key",
		type: "string",
		secret: true,
		description: "Private key to sign with: the text of `cosign.key`, or an ECDSA P-256 key in PEM, or base64 of either.",
		commands: ["publish"]
	},
	{
		name: "cosign-password",
		type: "string",
		secret: true,
		description: "Password of `cosign-key`.",
		commands: ["publish"]
	},
	{
		name: "identity-token",
		type: "string",
		secret: true,
		defaultText: "`SIGSTORE_ID_TOKEN`, else GitHub's for the job",
		description: "Identity token (OpenID Connect, audience `sigstore`) to sign with when there is no key.",
		commands: ["publish"]
	},
	{
		name: "signature-format",
		type: { choices: signatureFormats },
		default: "bundle",
		description: "How cosign signatures are stored: `bundle`, a referrer, as cosign 3 does; `legacy`, the tag `sha256-….sig` of cosign 2; `both`.",
		commands: ["publish"]
	},
	{
		name: "attest",
		type: "boolean",
		default: "false",
		description: "Attach SLSA build provenance, signed as by `sign: cosign`, and hand it to GitHub's attestations API (`attestations: write`).",
		commands: ["publish"]
	},
	{
		name: "tag",
		type: { choices: ["at-once", "after-signing"] },
		default: "at-once",
		description: "`after-signing` writes the tag when the chart is signed and attested, so that nobody ever pulls it unsigned.",
		commands: ["publish"]
	},
	{
		name: "signing-config",
		type: "file",
		defaultText: "Sigstore's public instance",
		description: "Signing config (JSON, as `cosign signing-config create` writes it) with the Sigstore services to sign with.",
		commands: ["publish"]
	},
	{
		name: "trusted-root",
		type: "file",
		defaultText: "that of Sigstore's public instance",
		description: "Trusted root (JSON) to verify with whether a chart is signed already.",
		commands: ["publish"]
	}
];
/** Reads them; adds to `problems` what a choice cannot say. */
function readSigstoreOptions(text, problems) {
	const [key, password, token] = [
		text("cosign-key"),
		text("cosign-password"),
		text("identity-token")
	];
	const named = splitList(text("sign") ?? "");
	for (const word of named.filter((name) => !isKind(name))) problems.push({ message: `sign must name ${signatureKinds.join(" or ")}, not “${word}”` });
	if (named.includes("pgp") && text("pgp-key") === void 0) problems.push({
		message: "sign: pgp is given without pgp-key",
		hint: "Set pgp-key; is the secret defined, and visible to this event? Pull requests from forks see none."
	});
	const implied = key !== void 0 && !named.includes("cosign") ? ["cosign"] : [];
	const sign = [...named, ...implied].filter(isKind);
	const attest = text("attest")?.toLowerCase() === "true";
	const [signingConfig, trustedRoot] = [text("signing-config"), text("trusted-root")];
	const tag = text("tag") === "after-signing" ? "after-signing" : "at-once";
	if (password !== void 0 && key === void 0) problems.push({
		message: "cosign-password is given without cosign-key",
		hint: "Set cosign-key too; is the secret defined, and visible to this event? Pull requests from forks see none."
	});
	if (tag === "after-signing" && !sign.includes("cosign") && !attest) problems.push({
		message: "tag: after-signing has nothing to wait for",
		hint: "Set sign: cosign or attest: true; a PGP signature is part of the chart's manifest anyway."
	});
	return {
		sign,
		...key !== void 0 && { cosignKey: new Secret(key) },
		...password !== void 0 && { cosignPassword: new Secret(password) },
		...token !== void 0 && { identityToken: new Secret(token) },
		signatureFormat: text("signature-format") ?? "bundle",
		attest,
		tag,
		...signingConfig !== void 0 && { signingConfig },
		...trustedRoot !== void 0 && { trustedRoot }
	};
}
function isKind(name) {
	return signatureKinds.includes(name);
}

// src/options/verify-options.ts
/** What can be proved of a chart. */
const proofKinds = [
	"pgp",
	"cosign",
	"slsa"
];
/** The commands that verify; `pull` where it is told to. */
const verifying = ["verify", "pull"];
/** How charts are verified. */
const verifyOptions = [
	{
		name: "chart",
		type: "lines",
		description: "Charts to verify, one a line: `ghcr.io/acme/charts/web:1.4.0`, or better by digest, for a tag may move.",
		only: "action",
		commands: ["verify"]
	},
	{
		name: "verify",
		type: "boolean",
		default: "false",
		description: "Verify the charts first, as `verify` does: what does not pass is not kept.",
		only: "command",
		commands: ["pull"]
	},
	{
		name: "require",
		type: "list",
		defaultText: "all that the other options make checkable",
		description: "What every chart must have: `pgp` (a provenance file), `cosign` (a Sigstore signature), `slsa` (build provenance).",
		commands: verifying
	},
	{
		name: "keyring",
		type: "file",
		description: "Public OpenPGP keys that provenance files may be signed with: a file, binary or armored, or the armored text itself.",
		commands: verifying
	},
	{
		name: "certificate-identity",
		type: "string",
		description: "Who must have signed, exactly: `https://github.com/acme/charts/.github/workflows/release.yml@refs/heads/main`.",
		commands: verifying
	},
	{
		name: "certificate-identity-regexp",
		type: "string",
		description: "The same as a regular expression, which has to match the whole identity.",
		commands: verifying
	},
	{
		name: "certificate-oidc-issuer",
		type: "string",
		description: "Who must vouch for the signer, exactly: `https://token.actions.githubusercontent.com` for GitHub's jobs.",
		commands: verifying
	},
	{
		name: "certificate-oidc-issuer-regexp",
		type: "string",
		description: "The same as a regular expression, which has to match the whole issuer.",
		commands: verifying
	},
	{
		name: "public-key",
		type: "file",
		description: "Public key that must have signed, instead of an identity: a PEM file, or its text.",
		commands: verifying
	},
	{
		name: "trusted-root",
		type: "file",
		defaultText: "that of Sigstore's public instance, fetched by TUF",
		description: "Trusted root (JSON): the authorities and logs to believe.",
		commands: verifying
	},
	{
		name: "insecure-ignore-tlog",
		type: "boolean",
		default: "false",
		description: "Take signatures that no transparency log holds: nobody could notice that the key or the identity was misused.",
		commands: verifying
	}
];

// src/options/version-options.ts
const packaging$1 = [
	"publish",
	"plan",
	"save"
];
const versionSources = ["chart", "tag"];
const aliasKinds = [
	"minor",
	"major",
	"latest"
];
/** How git tags name charts and versions unless the user says otherwise. */
const defaultTagPatterns = [
	"{name}-v{version}",
	"{name}-{version}",
	"{path}/v{version}",
	"{path}/{version}",
	"v{version}",
	"{version}"
];
/** Which version a chart is published as, and under which tags. */
const versionOptions = [
	{
		name: "version",
		type: "string",
		description: "Version to publish instead of Chart.yaml's; a leading `v` is dropped. `{version}`, `{sha}` (the commit checked out), `{short-sha}`, `{run}` and `{pr}` are filled in.",
		commands: packaging$1
	},
	{
		name: "app-version",
		type: "string",
		description: "`appVersion` to publish instead of Chart.yaml's; the same placeholders.",
		commands: packaging$1
	},
	{
		name: "version-from",
		type: { choices: versionSources },
		defaultText: "`chart`",
		description: "Where the version comes from in a run for a git tag: `chart`, Chart.yaml, which a tag that names the chart must agree with; or `tag`.",
		commands: packaging$1
	},
	{
		name: "tag-pattern",
		type: "list",
		defaultText: defaultTagPatterns.map((pattern) => `\`${pattern}\``).join(", "),
		description: "How git tags name charts: `{version}`, with `{name}` of Chart.yaml or `{path}` of its directory; the longest match counts. Without either a tag is every chart's.",
		commands: packaging$1
	},
	{
		name: "git-tag",
		type: "string",
		defaultText: "the tag that the run is for, on GitHub and GitLab",
		description: "Git tag that is released.",
		commands: packaging$1
	},
	{
		name: "snapshot",
		type: "boolean",
		default: "false",
		description: "Publish a pre-release that names the commit: `1.4.0-pr.45.gabc1234` on pull requests (where `push: true` is needed to publish), `1.4.0-main.gabc1234` on branches. A release by `version-from: tag` stays one.",
		commands: packaging$1
	},
	{
		name: "snapshot-registry",
		type: "list",
		defaultText: "`registry`",
		description: "Where snapshots go: `oci://host/path`.",
		commands: packaging$1
	},
	{
		name: "alias-tags",
		type: "list",
		description: "Tags that follow the newest stable version, by digest: `minor` (`1.4`), `major` (`1`; none for 0), `latest`. Never moved to an older version.",
		commands: ["publish"]
	}
];
/** Reads them; adds to `problems` patterns and aliases that are none, and two versions for one chart. */
function readVersionOptions(text, problems) {
	const [version, appVersion, versionFrom] = [
		text("version"),
		text("app-version"),
		text("version-from")
	];
	const gitTag = text("git-tag");
	const patterns = splitList(text("tag-pattern") ?? "");
	problems.push(...patterns.flatMap(patternProblems));
	const aliases = splitList(text("alias-tags") ?? "");
	const unknown = aliases.filter((alias) => !isAliasKind(alias));
	for (const alias of unknown) problems.push({ message: `alias-tags: “${alias}” is none of ${aliasKinds.join(", ")}` });
	if (version !== void 0 && versionFrom === "tag") problems.push({
		message: "version is given besides version-from: tag, and a chart can have one version only",
		hint: "Leave one of them out."
	});
	return {
		...version !== void 0 && { version },
		...appVersion !== void 0 && { appVersion },
		versionFrom: versionFrom === "tag" ? "tag" : "chart",
		tagPatterns: patterns.length > 0 ? patterns : defaultTagPatterns,
		tagsAreOfCharts: versionFrom !== void 0 || patterns.length > 0,
		...gitTag !== void 0 && { gitTag: gitTag.replace(/^refs\/tags\//, "") },
		snapshot: parseBoolean(text("snapshot") ?? "false") ?? false,
		snapshotRegistries: splitRegistries(text("snapshot-registry") ?? ""),
		aliasTags: aliasKinds.filter((kind) => aliases.includes(kind))
	};
}
const isAliasKind = (text) => aliasKinds.some((kind) => kind === text);
function patternProblems(pattern) {
	const names = [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
	const hint = `Write it as in ${defaultTagPatterns[0]}.`;
	const versions = names.filter((name) => name === "version").length;
	const problems = names.filter((name) => ![
		"name",
		"path",
		"version"
	].includes(name)).map((name) => ({
		message: `tag-pattern “${pattern}”: “{${name}}” is no placeholder`,
		hint
	}));
	if (versions === 1) return problems;
	const how = versions === 0 ? "has no {version}" : "has {version} more than once";
	return [...problems, {
		message: `tag-pattern “${pattern}” ${how}`,
		hint
	}];
}

// src/options/table.ts
const publishing = ["publish", "plan"];
const packaging = [
	"publish",
	"plan",
	"save"
];
const cache = [
	"save",
	"list",
	"export",
	"push",
	"pull",
	"remove"
];
const ifExists = [
	"verify",
	"skip",
	"overwrite",
	"fail"
];
const push = [
	"auto",
	"true",
	"false"
];
/** Every option there is, in the order of the documentation: drives action.yml, `--help`, README and parseOptions. */
const optionTable = [
	{
		name: "charts",
		type: "list",
		defaultText: "`.` if it holds Chart.yaml, else every chart under `charts/`",
		description: "Chart directories and packaged `.tgz` files, or globs of them; `!` in front leaves charts out. A `.prov` beside a `.tgz` is checked and attached.",
		commands: packaging
	},
	...changesOptions,
	...checkOptions,
	{
		name: "registry",
		type: "list",
		defaultText: "`oci://ghcr.io/<owner>/charts` on GitHub",
		description: "Where to publish: `oci://host/path`, without the chart's name and without a tag. Several places get each chart with the same digest; outputs for one chart speak of the first, and `username`, `password` and `plain-http` are for its host.",
		commands: packaging
	},
	{
		name: "push",
		type: { choices: push },
		default: "auto",
		description: "`auto` publishes except on pull requests and merge groups; `true`, `false`.",
		commands: ["publish"]
	},
	{
		name: "dry-run",
		type: "boolean",
		default: "false",
		description: "Package, plan and write `output-dir`, but send nothing that writes: `push: false`.",
		only: "command",
		commands: ["publish"]
	},
	...foreignHeadOptions,
	{
		name: "if-exists",
		type: { choices: ifExists },
		defaultText: "`verify`",
		description: "When the version is published already: `verify` that the content is the same, else fail; `skip`; `overwrite`; `fail`.",
		commands: [
			...publishing,
			"push",
			"copy"
		]
	},
	...versionOptions,
	{
		name: "annotations",
		type: "lines",
		description: "Annotations to add to the manifest, `key=value`, one a line.",
		commands: packaging
	},
	...lintOptions,
	...diffOptions,
	...artifactHubOptions,
	...dependencyOptions,
	...verifyOptions,
	...registryOptions,
	...signingOptions,
	...sigstoreOptions,
	...rekorOptions,
	...releaseOptions,
	{
		name: "output-dir",
		type: "path",
		description: "Directory that keeps the archives, their `.prov` files, plan.json and an OCI image layout (`oci/`): all that `plan` takes.",
		commands: publishing
	},
	...planOptions,
	{
		name: "summary",
		type: "boolean",
		default: "true",
		description: "Write the job summary.",
		only: "action",
		commands: [...publishing, "verify"]
	},
	...commentOptions,
	{
		name: "fail-fast",
		type: "boolean",
		default: "false",
		description: "Stop at the first chart that fails, and publish none while any is invalid.",
		commands: publishing
	},
	{
		name: "working-directory",
		type: "path",
		default: ".",
		description: "Directory that relative paths start from.",
		commands: [
			...packaging,
			"serve",
			"export",
			"pull",
			"verify"
		]
	},
	{
		name: "cache-dir",
		type: "path",
		defaultText: "the user's cache directory",
		description: "The local cache, an OCI image layout.",
		only: "command",
		commands: cache
	},
	{
		name: "destination",
		type: "path",
		default: ".",
		description: "Directory to write to.",
		only: "command",
		commands: ["export"]
	},
	{
		name: "all-tags",
		type: "boolean",
		default: "false",
		description: "Delete the other tags of the same content too, where a registry cannot delete one alone.",
		only: "command",
		commands: ["delete"]
	},
	{
		name: "port",
		type: "port",
		default: "5001",
		description: "Port on loopback; 0 picks a free one.",
		only: "command",
		commands: ["serve"]
	},
	{
		name: "json",
		type: "boolean",
		default: "false",
		description: "Print one JSON document on standard output.",
		only: "command",
		commands: [
			"publish",
			"plan",
			"list",
			"verify",
			"rekor"
		]
	},
	{
		name: "debug",
		type: "boolean",
		default: "false",
		description: "Show every request.",
		only: "command",
		commands: [
			...networkCommands,
			"rekor",
			"serve",
			"login",
			"logout"
		]
	}
];
/** The options that `command` takes. */
function optionsOf(command) {
	return optionTable.filter((spec) => spec.commands.includes(command));
}

// src/options/registry-auth.ts
const FORM = "Write a list: each entry with registry (host or host:port), username and password.";
const FIELDS = [
	"registry",
	"username",
	"password"
];
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?$/;
/**
* Reads `registry-auth`, a YAML list of {registry, username, password}, the form that docker/login-action has. Every
* scalar is text, `0123` too. Each fault is told by its place alone: any value may be the secret.
*/
function parseRegistryAuth(text, source, problems) {
	const fault = (message, hint = FORM) => {
		problems.push({
			message: `${source}: ${message}`,
			hint
		});
	};
	if (text.trim() === "") return [];
	const { value, problem } = readYaml(text);
	if (problem !== void 0) fault(problem);
	else if (!Array.isArray(value) || value.length === 0) fault("it is no list of logins");
	const logins = [];
	for (const [index, entry] of (Array.isArray(value) ? value : []).entries()) {
		const where = `entry ${index + 1}`;
		const faults = faultsOf(entry);
		for (const { message, hint } of faults) fault(`${where} ${message}`, hint);
		if (faults.length > 0) continue;
		const { registry, username, password } = entry;
		const host = registry.trim().toLowerCase();
		if (logins.findIndex((login) => login.host === host) >= 0) fault(`${where} is for a registry that an entry before it is for`, "Leave one of them out.");
		logins.push({
			host,
			username: username.trim(),
			password: new Secret(password.trim())
		});
	}
	return logins;
}
/**
* The secrets in the text of an option, to be masked before anything else is done: of `registry-auth` the passwords,
* for to mask its every line would garble the log.
*/
function secretsIn({ type }, text) {
	if (type === "key") return formsOf(text);
	if (type !== "logins") return [text.trim()];
	const { value } = readYaml(text);
	if (!Array.isArray(value)) return [...text.matchAll(/password["']?[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$/gm)].map(([, rest]) => rest ?? "");
	return value.flatMap((entry) => textsIn(isRecord(entry) ? entry["password"] : entry));
}
/** The same list without the logins whose password is empty; what is no such list stays as it is. */
function withoutEmptyPasswords(text) {
	const { value } = readYaml(text);
	if (!Array.isArray(value)) return text;
	const rest = value.filter((entry) => !isRecord(entry) || entry["password"] !== "");
	if (rest.length === value.length) return text;
	return rest.length === 0 ? "" : (0, import_dist.stringify)(rest);
}
/** Every text in what should be one. */
function textsIn(value) {
	if (typeof value === "string") return [value, value.trim()];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
/** The parser's own words quote the text, so that only the line is told. */
function readYaml(text) {
	const lineCounter = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(text, {
		schema: "failsafe",
		prettyErrors: false,
		lineCounter
	});
	const [error] = document.errors;
	if (error !== void 0) return { problem: `it is no YAML, from line ${lineCounter.linePos(error.pos[0]).line} on` };
	try {
		return { value: document.toJS() };
	} catch {
		return { problem: "its aliases lead nowhere" };
	}
}
function faultsOf(entry) {
	if (!isRecord(entry)) return [{ message: "is no login" }];
	const faults = [];
	for (const field of FIELDS) {
		const value = entry[field];
		if (value === void 0) faults.push({ message: `has no ${field}` });
		else if (typeof value !== "string") faults.push({
			message: `has a ${field} that is no text`,
			hint: "Quote it, or write it as a block below “|”."
		});
		else if (value.trim() === "") faults.push({
			message: `has an empty ${field}`,
			hint: "Is the secret defined, and visible to this event? Pull requests from forks see none."
		});
		else if (field === "registry" && !HOST.test(value.trim().toLowerCase())) faults.push({
			message: "has a registry that is no host",
			hint: "Write it as in ghcr.io or registry.example.com:5000, without scheme and path."
		});
	}
	if (Object.keys(entry).some((key) => !FIELDS.some((field) => field === key))) faults.push({ message: `has a key besides ${FIELDS.join(", ")}` });
	return faults;
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/options/trigger.ts
/**
* Reads the trigger out of the variables of GitHub Actions, with the payload that they name, or of GitLab CI;
* `undefined` outside of them.
*/
function readTrigger(variables, payload) {
	const value = (name) => variables[name] || void 0;
	if (value("GITHUB_EVENT_PATH") !== void 0) return readGithub(value, payload);
	return value("GITLAB_CI") === "true" ? readGitlab(value) : void 0;
}
function readGithub(value, payload) {
	const baseBranch = value("GITHUB_BASE_REF");
	const baseCommit = commitAt(payload, "pull_request", "base", "sha") ?? commitAt(payload, "merge_group", "base_sha");
	const name = value("GITHUB_REF_NAME");
	return {
		system: "github",
		...given("unreadPayload", payload === void 0 ? value("GITHUB_EVENT_PATH") : void 0),
		isPush: value("GITHUB_EVENT_NAME") === "push",
		...given("tag", value("GITHUB_REF_TYPE") === "tag" ? name : void 0),
		...given("branch", value("GITHUB_REF_TYPE") === "branch" ? name : void 0),
		...given("defaultBranch", textAt(payload, "repository", "default_branch")),
		bases: [...baseBranch === void 0 ? [] : [`origin/${baseBranch}`], ...baseCommit ? [baseCommit] : []],
		...given("before", commitAt(payload, "before"))
	};
}
function readGitlab(value) {
	return {
		system: "gitlab",
		isPush: value("CI_PIPELINE_SOURCE") === "push",
		...given("tag", value("CI_COMMIT_TAG")),
		...given("branch", value("CI_COMMIT_BRANCH")),
		...given("defaultBranch", value("CI_DEFAULT_BRANCH")),
		bases: ["CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"].flatMap((name) => value(name) ?? []),
		...given("before", value("CI_COMMIT_BEFORE_SHA"))
	};
}
function given(key, value) {
	return value === void 0 ? {} : { [key]: value };
}

// src/options/context.ts
/** `pull_request`, `pull_request_target`, `pull_request_review` and more; and what a merge queue tries. */
const proposalEvent = /^(pull_request|merge_group$)/;
/** Reads the context out of the variables of GitHub Actions or GitLab CI; throws USAGE on a bad SOURCE_DATE_EPOCH. */
function readContext(variables) {
	const value = (name) => variables[name] || void 0;
	const server = value("GITHUB_SERVER_URL");
	const repository = value("GITHUB_REPOSITORY");
	const owner = value("GITHUB_REPOSITORY_OWNER");
	const commit = value("GITHUB_SHA") ?? value("CI_COMMIT_SHA");
	const run = value("GITHUB_RUN_NUMBER") ?? value("CI_PIPELINE_IID");
	const payload = readPayload(value("GITHUB_EVENT_PATH"));
	const proposal = readProposal(value, payload);
	const repositoryUrl = server && repository ? `${server}/${repository}` : value("CI_PROJECT_URL");
	const sourceDateEpoch = readSourceDateEpoch(value("SOURCE_DATE_EPOCH"));
	const trigger = readTrigger(variables, payload);
	return {
		onGitHub: value("GITHUB_ACTIONS") === "true",
		isProposal: isProposal(value, payload),
		...owner === void 0 ? {} : { owner },
		...repositoryUrl === void 0 ? {} : { repositoryUrl },
		...commit === void 0 ? {} : { commit },
		...run === void 0 ? {} : { run },
		...proposal,
		...readRef(value),
		...sourceDateEpoch === void 0 ? {} : { sourceDateEpoch },
		...trigger === void 0 ? {} : { trigger }
	};
}
/** A `workflow_run` is about what the run before it was about. */
function isProposal(value, payload) {
	const name = value("GITHUB_EVENT_NAME") ?? "";
	const event = name === "workflow_run" ? textAt(payload, "workflow_run", "event") : name;
	return proposalEvent.test(event ?? "") || value("CI_MERGE_REQUEST_IID") !== void 0;
}
/** Quirk(GitHub): with `pull_request_target` the ref is the base branch's, and only the payload says which request. */
function readProposal(value, payload) {
	const event = (value("GITHUB_EVENT_NAME") ?? "").startsWith("pull_request") ? readEvent(payload) : {};
	const pullRequest = /^refs\/pull\/(\d+)\//.exec(value("GITHUB_REF") ?? "")?.[1] ?? event.pullRequest ?? value("CI_MERGE_REQUEST_IID");
	const ofGitLab = value("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? value("CI_COMMIT_SHA");
	const proposedCommit = event.commit ?? (value("CI_MERGE_REQUEST_IID") && ofGitLab);
	return {
		...pullRequest !== void 0 && { pullRequest },
		...proposedCommit !== void 0 && { proposedCommit }
	};
}
function readRef(value) {
	const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(value("GITHUB_REF") ?? "") ?? [];
	const branch = kind === "heads" ? name : value("CI_COMMIT_BRANCH");
	const tag = kind === "tags" ? name : value("CI_COMMIT_TAG");
	return {
		...branch !== void 0 && { branch },
		...tag !== void 0 && { tag }
	};
}
/** The last second that RFC 3339 and the 11 octal digits of a tar header can both hold: 2242-03-16. */
const lastSecond = 8589934591;
function readSourceDateEpoch(text) {
	if (text === void 0) return void 0;
	if (/^\d+$/.test(text) && Number(text) <= lastSecond) return Number(text);
	const problem = {
		message: `SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, not “${text}”`,
		hint: "Set it with: SOURCE_DATE_EPOCH=\"$(git log -1 --format=%ct)\", or leave it out."
	};
	throw new PublishError("USAGE", "Could not read the environment.", { problems: [problem] });
}

// src/options/verification.ts
/** Reads them for `command`; adds every fault to `problems`. `undefined` where nothing is to be verified. */
function readVerifyOptions(command, text, problems) {
	if (!verifying.includes(command)) return void 0;
	if (command === "pull" && parseBoolean(text("verify") ?? "") !== true) {
		problems.push(...unused(text));
		return;
	}
	const [keyring, trustedRoot] = [text("keyring"), text("trusted-root")];
	const signatory = readSignatory(text, problems);
	const checkable = [...keyring === void 0 ? [] : ["pgp"], ...signatory === void 0 ? [] : ["cosign", "slsa"]];
	const named = readRequire(text("require") ?? "", problems);
	const require = named.length > 0 ? named : checkable;
	if (signatory !== "faulty") {
		for (const kind of require.filter((one) => !checkable.includes(one))) problems.push({
			message: `require names ${kind}, but not whose it must be`,
			hint: hintFor(kind)
		});
		if (require.length === 0 && text("require") === void 0) problems.push({
			message: "nothing says what to verify",
			hint: "Give keyring for provenance files, or certificate-identity with certificate-oidc-issuer, or public-key, for Sigstore signatures."
		});
	}
	return {
		charts: splitLines(text("chart") ?? ""),
		require,
		...keyring !== void 0 && { keyring },
		...signatory !== void 0 && signatory !== "faulty" && { signatory },
		...trustedRoot !== void 0 && { trustedRoot },
		ignoreLogs: parseBoolean(text("insecure-ignore-tlog") ?? "") === true
	};
}
/** Whoever names a keyring to `pull` believes that it is used. */
function unused(text) {
	return [
		"keyring",
		"public-key",
		"certificate-identity",
		"certificate-identity-regexp",
		"require"
	].filter((name) => text(name) !== void 0).map((name) => ({
		message: `${name} is given without verify, so that nothing would be verified`,
		hint: "Add --verify."
	}));
}
function hintFor(kind) {
	return kind === "pgp" ? "Set keyring too." : "Set certificate-identity and certificate-oidc-issuer, or public-key, too.";
}
function readRequire(text, problems) {
	const words = splitList(text);
	for (const word of words.filter((one) => !isProofKind(one))) problems.push({ message: `require must name ${proofKinds.join(", ")}, not “${word}”` });
	return [...new Set(words.filter(isProofKind))];
}
function isProofKind(word) {
	return proofKinds.includes(word);
}
function readSignatory(text, problems) {
	const publicKey = text("public-key");
	const before = problems.length;
	const identity = readRule("certificate-identity", text, problems);
	const issuer = readRule("certificate-oidc-issuer", text, problems);
	const isWhole = problems.length === before;
	if (publicKey !== void 0 && (identity ?? issuer) !== void 0) problems.push({
		message: "public-key excludes certificate-identity and certificate-oidc-issuer",
		hint: "A signature is made with a key of one's own or by an identity: say which."
	});
	else if (isWhole && identity === void 0 !== (issuer === void 0)) {
		const [given, missing] = identity === void 0 ? ["issuer", "identity"] : ["identity", "issuer"];
		problems.push({
			message: `the ${given} of the certificate is given without its ${missing}`,
			hint: missing === "issuer" ? "Set certificate-oidc-issuer too: any issuer may certify any name. For GitHub's jobs it is https://token.actions.githubusercontent.com." : "Set certificate-identity too: an issuer vouches for anybody who asks."
		});
	}
	if (problems.length > before) return "faulty";
	if (publicKey !== void 0) return {
		kind: "key",
		publicKey
	};
	return identity && issuer && {
		kind: "identity",
		identity,
		issuer
	};
}
function readRule(name, text, problems) {
	const [exact, pattern] = [text(name), text(`${name}-regexp`)];
	if (exact !== void 0 && pattern !== void 0) problems.push({
		message: `${name} and ${name}-regexp exclude each other`,
		hint: "Set one of them."
	});
	if (exact !== void 0) return {
		kind: "exactly",
		text: exact
	};
	if (pattern === void 0) return void 0;
	if (!isPattern(pattern)) problems.push({ message: `${name}-regexp is no regular expression: “${pattern}”` });
	return {
		kind: "matching",
		text: pattern
	};
}
function isPattern(text) {
	try {
		new RegExp(text);
		return true;
	} catch {
		return false;
	}
}

// src/options/parse.ts
/** Reads every option of `command`; throws USAGE with all faults together. Empty text counts as not given. */
function parseOptions(command, raw) {
	const specs = optionsOf(command);
	const problems = specs.flatMap((spec) => problemOf(spec, raw));
	const text = textReader(specs, raw);
	const annotations = parseAnnotations(splitLines(text("annotations") ?? ""), problems);
	const auth = raw.get("registry-auth");
	const registryAuth = parseRegistryAuth(auth?.text ?? "", auth?.source ?? "", problems);
	const rekor = readRekorOptions(text, problems);
	const changes = readChangesOptions(text, problems);
	const versions = readVersionOptions(text, problems);
	const diff = readDiffOptions(text, problems);
	problems.push(...relations(text));
	const verification = readVerifyOptions(command, text, problems);
	const sigstore = readSigstoreOptions(text, problems);
	const plan = readPlanOptions(specs, raw, problems);
	const release = readReleaseOptions(text, problems);
	if (problems.length > 0) throw new PublishError("USAGE", `Could not read the options of ${command}.`, { problems });
	const flag = (name) => parseBoolean(text(name) ?? "false") ?? false;
	return {
		...rekor,
		...changes,
		...readCheckOptions(command, text),
		...versions,
		...diff,
		charts: splitList(text("charts") ?? ""),
		registries: splitRegistries(text("registry") ?? ""),
		push: flag("dry-run") ? "false" : text("push") ?? "auto",
		ifExists: text("if-exists") ?? "verify",
		annotations,
		dependencies: text("dependencies") ?? "auto",
		lint: readLintOptions(command, text),
		artifactHub: readArtifactHubOption(command, text("artifacthub-repo")),
		cacheDependencies: flag("cache-dependencies"),
		...optional("username", text("username")),
		...optional("password", secret(text("password"))),
		registryAuth,
		...optional("githubToken", secret(text("github-token"))),
		login: flag("login"),
		...optional("plainHttp", parseBoolean(text("plain-http") ?? "")),
		...optional("caFile", text("ca-file")),
		...optional("certFile", text("cert-file")),
		...optional("keyFile", text("key-file")),
		insecureSkipTlsVerify: flag("insecure-skip-tls-verify"),
		createRepository: flag("create-repository"),
		verify: text("verify") === "public" ? "public" : "digest",
		...optional("verification", verification),
		concurrency: Math.max(1, Number(text("concurrency") ?? 16)),
		retries: Number(text("retries") ?? 5),
		timeoutMs: parseDurationMs(text("timeout") ?? "60s") ?? 6e4,
		...optional("pgpKey", secret(text("pgp-key"))),
		...optional("pgpPassphrase", secret(text("pgp-passphrase"))),
		...optional("pgpKeyId", text("pgp-key-id")),
		...optional("outputDir", text("output-dir")),
		summary: flag("summary"),
		comment: flag("comment"),
		commentKey: text("comment-key") ?? "",
		failFast: flag("fail-fast"),
		workingDirectory: text("working-directory") ?? ".",
		...optional("cacheDir", text("cache-dir")),
		destination: text("destination") ?? ".",
		allTags: flag("all-tags"),
		port: Number(text("port") ?? 5001),
		json: flag("json"),
		debug: flag("debug"),
		...sigstore,
		...plan,
		...release
	};
}
/** The text of an option: as given, else its default (an expression such as `${{ … }}` is the runner's to fill in). */
function textReader(specs, raw) {
	const defaults = new Map(specs.map((spec) => [spec.name, spec.default]));
	return (name) => {
		const given = raw.get(name)?.text.trim();
		if (given !== void 0 && given !== "") return given;
		const fallback = defaults.get(name);
		return fallback?.startsWith("${{") ? void 0 : fallback;
	};
}
function problemOf(spec, raw) {
	const value = raw.get(spec.name);
	const text = value?.text.trim() ?? "";
	if (value === void 0 || text === "") return [];
	const fault = faultOf(spec.type, text);
	return fault === void 0 ? [] : [{ message: `${value.source} ${fault}, not “${text}”` }];
}
function parseAnnotations(lines, problems) {
	const annotations = /* @__PURE__ */ new Map();
	for (const line of lines) {
		const equals = line.indexOf("=");
		if (equals > 0) annotations.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
		else problems.push({
			message: `annotations: “${line}” has no key and value`,
			hint: "Write one key=value a line."
		});
	}
	return annotations;
}
/** Faults between options. */
function relations(text) {
	const problems = [];
	if (text("password") !== void 0 && text("username") === void 0) problems.push({
		message: "password is given without username",
		hint: "Set username too; most registries take any name with a token."
	});
	if (text("username") !== void 0 && text("password") === void 0) problems.push({
		message: "username is given without password",
		hint: "Set password too; is the secret defined, and visible to this event? Pull requests from forks see none."
	});
	for (const name of ["pgp-passphrase", "pgp-key-id"]) if (text(name) !== void 0 && text("pgp-key") === void 0) problems.push({
		message: `${name} is given without pgp-key, so that nothing would be signed`,
		hint: "Set pgp-key too; is the secret defined, and visible to this event? Pull requests from forks see none."
	});
	for (const [one, other] of [["cert-file", "key-file"], ["key-file", "cert-file"]]) if (text(one) !== void 0 && text(other) === void 0) problems.push({
		message: `${one} is given without ${other}`,
		hint: "A client certificate is of use with its key only: name both files."
	});
	return problems;
}
function secret(text) {
	return text === void 0 ? void 0 : new Secret(text);
}
/** `{}` or `{ key: value }`: an absent value leaves no key behind. */
function optional(key, value) {
	return value === void 0 ? {} : { [key]: value };
}

export { optionTable as a, formsOf as c, withoutEmptyPasswords as i, readContext as n, optionsOf as o, secretsIn as r, refuseForeignHead as s, parseOptions as t };