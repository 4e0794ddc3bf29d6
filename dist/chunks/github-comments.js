
import "./rolldown-runtime.js";
import { m as digestOf } from "./shared2.js";
import { r as messageOf, t as PublishError } from "./shared4.js";
import { d as diffLine, u as countsText } from "./shared8.js";
import { a as label, n as codeLabel, o as prose, t as code } from "./shared34.js";
import { a as renderWarnings, i as renderFaults, t as renderFault } from "./shared35.js";
import { n as failuresOf, t as digestRefOf } from "./shared23.js";
import { i as tellWarnings } from "./shared24.js";
import { t as _usingCtx } from "./shared11.js";
import { t as nextPage } from "./shared29.js";
import { s as jsonOf } from "./shared.js";
import { n as repositoryUrl } from "./shared50.js";
import { s as recordOf, t as connectGitHub } from "./shared51.js";

// src/report/comment-table.ts
const marks = {
	failed: "❌",
	conflict: "⛔",
	new: "🆕",
	changed: "✏️",
	replaced: "♻️",
	planned: "📝",
	published: "✅",
	saved: "💾",
	unchanged: "🟰",
	skipped: "⏭️"
};
/** `failed`, `new`, `unchanged` … */
function changeOf(outcome) {
	return (outcome.status === "planned" ? outcome.change : void 0) ?? outcome.status;
}
/** `1 conflict, 2 new, 17 unchanged`: what asks for attention first. */
function changeCounts(outcomes) {
	return Object.keys(marks).flatMap((change) => {
		const count = outcomes.filter((outcome) => changeOf(outcome) === change).length;
		return count === 0 ? [] : [`${count} ${change}`];
	}).join(", ") || "no charts";
}
/** What stands above the rows. */
const tableHead = "| Result | Chart | Digest |\n| --- | --- | --- |\n";
/** A row of the table for each outcome; with the repository where the charts go to several places. */
function tableRows(outcomes) {
	const isSpread = new Set(outcomes.map(({ path }) => path)).size < outcomes.length;
	return outcomes.map((outcome) => `| ${cellsOf(outcome, isSpread).join(" | ")} |\n`);
}
function cellsOf(outcome, isSpread) {
	const { name, digest, repository = "", path } = outcome;
	const change = changeOf(outcome);
	const chart = name === void 0 ? codeLabel(path, 64) : `<b>${label(name, 64)}</b>`;
	const place = isSpread && repository !== "" ? `<br>${codeLabel(repository)}` : "";
	const shown = digest === void 0 ? digestless(outcome) : code(`${digest.slice(7, 19)}…`);
	return [
		`${marks[change]}&nbsp;${change}`,
		`${chart} ${versions(outcome)}${place}${noteOf(outcome, change)}${differences(outcome)}`,
		shown
	];
}
function versions(outcome) {
	const version = label(outcome.version ?? "", 64);
	const previous = outcome.status === "planned" ? outcome.previous : void 0;
	return previous === void 0 ? version : `${label(previous, 64)} → ${version}`;
}
/** Why, where one word does not say it all. */
function noteOf(outcome, change) {
	return (change === "skipped" || change === "planned") && "reason" in outcome ? `<br>${prose(outcome.reason)}` : "";
}
/** How it differs, in numbers; that there is nothing to compare a chart with is said by `new` already. */
function differences(outcome) {
	const previous = outcome.status === "planned" ? outcome.previous : void 0;
	return (outcome.diff ?? []).filter(({ version, notes }) => version !== void 0 || notes.length > 0).map((facts) => `<br><sub>${label(differenceLine(facts, previous))}</sub>`).join("");
}
/** The version before stands beside the chart's. */
function differenceLine(facts, previous) {
	return facts.against === "published" && facts.version === previous && previous !== void 0 ? countsText(facts) : diffLine(facts);
}
/** A signature has a time in it, so that no run before can tell the digest. */
function digestless({ status }) {
	return status === "planned" ? "known once signed" : "";
}

// src/report/comment.ts
/** GitHub takes 65,536 characters; what says that something is left out takes a few of them. */
const maxLength = 65e3;
/** Charts without news are folded away where there are more than this. */
const maxRows = 10;
/** A pull request's comment in Markdown: a row a chart, faults, warnings, and what would be published by digest. */
function renderComment({ result, warnings }, frame) {
	const sections = "report" in result ? sectionsOf(result.report, warnings) : [stopped(result.error), warned(warnings)];
	let text = `${frame.marker}\n`;
	let isWhole = true;
	for (const section of sections) {
		const part = fitted(section, maxLength - text.length);
		isWhole &&= part.isWhole;
		text += part.text;
	}
	return `${text}\n<sub>${isWhole ? "More is" : "Not all of it has room here: the rest is"} in the <a href="${encodeURI(frame.summaryUrl)}">job summary</a>.</sub>\n`;
}
/** In the order in which they may take what room there is. */
function sectionsOf(report, warnings) {
	const findings = [faults(report), warned(warnings)];
	const table = news(report);
	const first = report.outcomes.length > maxRows ? [...findings, table] : [table, ...findings];
	return [
		heading(report),
		...first,
		quiet(report),
		references(report)
	];
}
function fitted({ head, items, tail }, room) {
	let text = head;
	for (const item of items) {
		if (text.length + item.length + tail.length > room) return {
			text: text === head ? "" : text + tail,
			isWhole: false
		};
		text += item;
	}
	return {
		text: items.length === 0 ? "" : text + tail,
		isWhole: true
	};
}
/** The charts without news, once there are many. */
function quietOnes({ outcomes }) {
	if (outcomes.length <= maxRows) return [];
	return outcomes.filter(({ status }) => status === "unchanged" || status === "skipped");
}
function heading({ outcomes }) {
	return {
		head: "",
		items: [`### Helm charts: ${changeCounts(outcomes)}\n\n${introduction(outcomes)}\n`],
		tail: ""
	};
}
function news(report) {
	const quiet = new Set(quietOnes(report));
	const rows = tableRows(report.outcomes.filter((outcome) => !quiet.has(outcome)));
	return {
		head: `\n${tableHead}`,
		items: rows,
		tail: ""
	};
}
function quiet(report) {
	const outcomes = quietOnes(report);
	return {
		head: `\n<details><summary>${changeCounts(outcomes)}</summary>\n\n${tableHead}`,
		items: tableRows(outcomes),
		tail: "\n</details>\n"
	};
}
/** Where the charts go, and whether they are there yet. */
function introduction(outcomes) {
	const places = new Set(outcomes.flatMap(({ repository = "", name }) => repository.endsWith(`/${name}`) ? [repository.slice(0, repository.lastIndexOf("/"))] : []));
	const to = places.size === 0 ? "" : ` to ${[...places].map((place) => codeLabel(place)).join(", ")}`;
	if (outcomes.some(({ status }) => status === "published")) return `Published${to}.`;
	return `This is what would be published${to}; nothing was sent.`;
}
function faults(report) {
	return {
		head: "",
		items: failuresOf(report).map(renderFault),
		tail: ""
	};
}
function stopped(error) {
	return {
		head: "### Helm charts: ❌ the run stopped\n",
		items: [renderFaults(error)],
		tail: ""
	};
}
function warned(warnings) {
	return {
		head: `\n#### ⚠️ ${warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`}\n\n`,
		items: renderWarnings(warnings),
		tail: ""
	};
}
/** Digests in full, to be copied; the grammar of references has nothing that could end the fence. */
function references({ outcomes }) {
	const lines = outcomes.filter((outcome) => ![
		"skipped",
		"conflict",
		"failed"
	].includes(outcome.status)).flatMap((outcome) => digestRefOf(outcome) ?? []);
	return {
		head: `\n<details><summary>By digest</summary>\n\n${outcomes.some((outcome) => outcome.status === "planned") ? "A digest stays as long as the chart's last commit does: squashing or rebasing makes another.\n\n" : ""}\`\`\`text\n`,
		items: lines.map((line) => `${line}\n`),
		tail: "```\n\n</details>\n"
	};
}

// src/commands/comment.ts
/** Who a job's own token is of. */
const jobsAuthor = "github-actions[bot]";
/** A hidden line that tells this step's comment from those of other steps: by workflow, job, step and `comment-key`. */
function markerOf(parts) {
	return `<!-- helm-oci-publish ${digestOf(Buffer.from(JSON.stringify(parts))).slice(7, 39)} -->`;
}
/** A commenter that keeps one comment, its own, and sends nothing where that says the same already. */
function createCommenter(options) {
	const { pullRequest, marker, summaryUrl, reporter } = options;
	return { async comment(content, clean) {
		if (pullRequest === void 0) {
			reporter.info("No comment: the run is of no pull request");
			return false;
		}
		const body = clean(renderComment(content, {
			marker,
			summaryUrl
		}));
		try {
			try {
				var _usingCtx$1 = _usingCtx();
				const comments = _usingCtx$1.a(options.connect());
				const done = await keep(body, pullRequest, {
					...options,
					comments
				});
				reporter.info(`Comment on pull request ${pullRequest}: ${done}`);
				return true;
			} catch (_) {
				_usingCtx$1.e = _;
			} finally {
				await _usingCtx$1.d();
			}
		} catch (error) {
			tellWarnings(warningsOf(error), reporter);
			return false;
		}
	} };
}
async function keep(body, pullRequest, { comments, marker, signal }) {
	const own = await findOwn(comments, {
		pullRequest,
		marker
	}, signal);
	if (own !== void 0) {
		if (normal(own.body) === normal(body)) return "unchanged";
		if (await comments.update(own.id, body, signal)) return "updated";
	}
	await comments.create(pullRequest, body, signal);
	return "created";
}
/** Anybody may copy a marker, and a token that may write may overwrite what others wrote: the author counts too. */
async function findOwn(comments, { pullRequest, marker }, signal) {
	let viewer;
	for await (const comment of comments.list(pullRequest, signal)) {
		if (!comment.body.startsWith(marker)) continue;
		viewer ??= await comments.viewer(signal) ?? jobsAuthor;
		if (comment.author?.toLowerCase() === viewer.toLowerCase()) return comment;
	}
}
function normal(body) {
	return body.replaceAll("\r\n", "\n").trim();
}
function warningsOf(error) {
	if (!(error instanceof PublishError)) return [{ message: `Could not comment: ${messageOf(error)}` }];
	const { code, message, hint, problems } = error;
	if (problems.length > 0) return problems;
	if (code === "DENIED" || code === "NOT_FOUND") return [{
		message,
		...permission
	}];
	return [{
		message,
		...hint !== void 0 && { hint }
	}];
}
/** Lines for the job; an annotation or a summary shows them in columns, as they are to be written. */
const permission = {
	excerpt: "permissions:\n  pull-requests: write",
	hint: "add these lines to the job, beside the permissions it has (permissions: pull-requests: write). The token of a pull request from a fork may read only: there the job summary says what the comment would."
};

// src/github/comments.ts
/** 100 comments a page: where nothing was found among the first 5,000, nobody reads the next. */
const maxPages = 50;
/** Comments on pull requests. Methods throw GitHubError, NETWORK, TIMEOUT or CANCELLED. */
function createComments(ask, { apiUrl, graphqlUrl, repository }) {
	const at = (path) => repositoryUrl(apiUrl, repository, path);
	return {
		async *list(pullRequest, signal) {
			const doing = `list the comments on pull request ${pullRequest} of ${repository}`;
			const first = at(`issues/${pullRequest}/comments?per_page=100`);
			let url = first;
			for (let page = 1; url !== void 0 && page <= maxPages; page++) {
				const answer = await ask({
					doing,
					method: "GET",
					url
				}, signal);
				const json = jsonOf(answer);
				for (const comment of Array.isArray(json) ? json : [json]) yield* readComment(comment, doing);
				url = nextPage(answer, first);
			}
		},
		async create(pullRequest, body, signal) {
			await ask({
				doing: `comment on pull request ${pullRequest} of ${repository}`,
				method: "POST",
				url: at(`issues/${pullRequest}/comments`),
				body: { body }
			}, signal);
		},
		async update(id, body, signal) {
			return (await ask({
				doing: `update the comment on a pull request of ${repository}`,
				method: "PATCH",
				url: at(`issues/comments/${id}`),
				body: { body },
				expects: [404, 410]
			}, signal)).status < 300;
		},
		async viewer(signal) {
			const doing = "ask who the token is of";
			const answer = await ask({
				doing,
				method: "POST",
				url: new URL(graphqlUrl),
				body: { query: "{ viewer { login } }" },
				expects: [
					400,
					401,
					403,
					404,
					405
				]
			}, signal);
			return answer.status < 300 ? loginIn(jsonOf(answer), doing) : void 0;
		}
	};
}
/** None where the body is missing, which GitHub leaves out of nothing that was not redacted. */
function readComment(json, doing) {
	const { id, user, body } = recordOf(json, doing);
	if (typeof id !== "number" || typeof body !== "string") return [];
	const { login } = user === null || user === void 0 ? {} : recordOf(user, doing);
	return [{
		id,
		body,
		...typeof login === "string" && { author: login }
	}];
}
/** GraphQL answers 200 to a query that failed, with `errors` and without data. */
function loginIn(json, doing) {
	const { data } = recordOf(json, doing);
	const { viewer } = data === null || data === void 0 ? {} : recordOf(data, doing);
	const { login } = viewer === null || viewer === void 0 ? {} : recordOf(viewer, doing);
	return typeof login === "string" ? login : void 0;
}

// src/wire/github-comments.ts
/** Comments on the pull request of the run, by the GitHub that the variables name. */
function wireCommenter(options, { pullRequest }, surroundings) {
	const { variables, reporter, signal } = surroundings;
	const value = (name) => variables[name] ?? "";
	const step = [
		value("GITHUB_WORKFLOW"),
		value("GITHUB_JOB"),
		value("GITHUB_ACTION")
	];
	const server = variables["GITHUB_SERVER_URL"] || "https://github.com";
	return createCommenter({
		connect() {
			const { ask, apiUrl, repository, close } = connectGitHub(options, surroundings, {
				option: "comment",
				doing: "comment on the pull request",
				right: "write to pull requests"
			});
			const graphqlUrl = variables["GITHUB_GRAPHQL_URL"] || `${apiUrl.replace(/\/v3$/, "")}/graphql`;
			return {
				...createComments(ask, {
					apiUrl,
					graphqlUrl,
					repository
				}),
				[Symbol.asyncDispose]: close
			};
		},
		pullRequest,
		marker: markerOf([...step, options.commentKey]),
		summaryUrl: `${server}/${value("GITHUB_REPOSITORY")}/pull/${pullRequest}/checks`,
		reporter,
		signal
	});
}

export { wireCommenter };