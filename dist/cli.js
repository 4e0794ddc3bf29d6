#!/usr/bin/env node
import "./chunks/rolldown-runtime.js";

// src/cli/main.ts
/** What undici asks for; an older Node would say no more than that some module lacks an export. */
const oldestNode = [22, 19];
const { node } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);
if (major < oldestNode[0] || major === oldestNode[0] && minor < oldestNode[1]) {
	process.stderr.write(`error: Could not start: helm-oci-publish needs Node ${oldestNode.join(".")} or later, and this is ${node}.\nFix: Install a later Node, or put one first on PATH.\n`);
	process.exitCode = 2;
} else {
	const [{ cancelOnSignals }, { runCommandLine }] = await Promise.all([import("./chunks/wire.js"), import("./chunks/run.js")]);
	process.exitCode = await runCommandLine(process.argv.slice(2), {
		variables: process.env,
		stdout: process.stdout,
		stderr: process.stderr,
		signal: cancelOnSignals()
	});
}

export {  };