import { readArchive } from "../commands/rekor-chart.ts";
import { uploadToRekor } from "../commands/rekor-upload.ts";
import { type JudgedEntry, type RekorVerification, verifyByRekor } from "../commands/rekor-verify.ts";
import { PublishError } from "../errors.ts";
import { tellFault } from "../report/tell.ts";
import type { RekorClient } from "../signing/rekor/log-client.ts";
import { trustFor, wireRekor } from "../wire/rekor.ts";
import type { CommandRun } from "./command-run.ts";

type Verb = (run: CommandRun, file: string) => Promise<number>;
const verbs = new Map<string | undefined, Verb>([
  ["upload", upload],
  ["search", search],
  ["verify", verify],
]);

/** Enters, finds or verifies the provenance of a chart archive in a transparency log, as helm-sigstore did. */
export async function runRekor(run: CommandRun): Promise<number> {
  const [word, file, ...others] = run.operands;
  const verb = verbs.get(word);
  if (verb !== undefined && file !== undefined && others.length === 0) return await verb(run, file);
  throw new PublishError("USAGE", `Could not read the command line: ${misuse(run.operands)}.`, {
    hint: "Write it as in: rekor upload web-1.4.0.tgz (or search, or verify)",
  });
}

function misuse([word, file]: readonly string[]): string {
  if (word === undefined) return "rekor is not told what to do";
  if (!verbs.has(word)) return `“${word}” is nothing that rekor does`;
  return `rekor ${word} names ${file === undefined ? "no chart archive" : "more than one chart archive"}`;
}

async function upload(run: CommandRun, file: string): Promise<number> {
  const { options, terminal, reporter } = run;
  const keyring = keyringOf(run);
  await using settings = wireRekor(options, { ...terminal, reporter });
  const { chart, entry, isNew, userId } = await uploadToRekor(file, keyring, settings);
  const { uuid, logIndex } = entry;
  const url = settings.rekor.urlOf(uuid);
  const { fingerprint } = chart.signer;
  print(run, [uuid], { status: isNew ? "uploaded" : "present", uuid, logIndex, url, fingerprint });
  const told = isNew ? `✓ entered ${chart.source} in the log` : `= the log has ${chart.source} already`;
  reporter.info(`${told}: index ${logIndex}, UUID ${uuid}, ${url}`);
  if (isNew) reporter.info(`Key ${fingerprint} (${userId}) and the chart's digest are public now, for good.`);
  return 0;
}

async function search(run: CommandRun, file: string): Promise<number> {
  const { options, terminal, reporter } = run;
  await using settings = wireRekor(options, { ...terminal, reporter });
  const { fileName, digest } = await readArchive(file, terminal.signal);
  const uuids = await settings.rekor.find(digest, terminal.signal);
  const entries = uuids.map((uuid) => ({ uuid, url: settings.rekor.urlOf(uuid) }));
  print(run, uuids, { digest, entries });
  if (uuids.length > 0) return 0;
  tellFault(notFound(fileName, digest, options.rekorUrl), reporter);
  return 1;
}

async function verify(run: CommandRun, file: string): Promise<number> {
  const { options, terminal, reporter } = run;
  const keyringFile = keyringOf(run);
  const { tlogs } = await trustFor(options);
  await using settings = wireRekor(options, { ...terminal, reporter });
  const verification = await verifyByRekor(file, { keyringFile, logs: tlogs }, settings);
  const { chart, entries } = verification;
  const good = entries.filter(({ problems }) => problems.length === 0);
  const { fileName, digest, signer } = chart;
  print(
    run,
    good.map(({ uuid }) => uuid),
    {
      verified: good.length > 0,
      digest,
      fingerprint: signer.fingerprint,
      entries: entries.map((one) => entryJson(one, settings.rekor)),
    },
  );
  if (entries.length === 0) tellFault(notFound(fileName, digest, options.rekorUrl), reporter);
  else if (good.length === 0) tellFault(refusal(verification), reporter);
  else tellVerified(run, verification, good);
  return good.length > 0 ? 0 : 1;
}

function tellVerified(
  { reporter }: CommandRun,
  { chart, entries }: RekorVerification,
  good: readonly JudgedEntry[],
): void {
  const { fileName, signer } = chart;
  const by = `${signer.fingerprint}${signer.userId === undefined ? "" : ` (${signer.userId})`}`;
  for (const { uuid, entry } of good) {
    const time = new Date((entry?.integratedTime ?? 0) * 1000).toISOString();
    reporter.info(
      `✓ ${fileName} is signed by ${by} and was entered at ${time}: index ${entry?.logIndex}, UUID ${uuid}`,
    );
  }
  for (const { uuid, problems } of entries.filter((one) => !good.includes(one)))
    reporter.info(`- entry ${uuid} does not count: ${problems.join("; ")}`);
}

function refusal({ chart, entries }: RekorVerification): PublishError {
  return new PublishError("SIGNATURE_INVALID", `Could not verify ${chart.source} by the log`, {
    problems: entries.map(({ uuid, problems }) => ({ message: `entry ${uuid}: ${problems.join("; ")}` })),
    hint: "The signature holds, but no entry proves that the log has it. Get the .prov that was entered, or enter this one with `rekor upload`.",
  });
}

function notFound(fileName: string, digest: string, log: URL): PublishError {
  return new PublishError(
    "NOT_FOUND",
    `Could not find ${fileName} in ${log.host}: it has no entry on ${digest}.`,
    {
      hint: "Is this the archive that was signed, byte for byte, and the log that it was entered in? `rekor upload` enters it.",
    },
  );
}

function entryJson({ uuid, entry, problems }: JudgedEntry, rekor: RekorClient): object {
  const { logIndex, integratedTime } = entry ?? {};
  return {
    uuid,
    url: rekor.urlOf(uuid),
    logIndex,
    integratedTime,
    verified: problems.length === 0,
    problems,
  };
}

function keyringOf({ options, operands }: CommandRun): string {
  if (options.keyring !== undefined) return options.keyring;
  throw new PublishError("USAGE", `Could not read the command line: rekor ${operands[0]} needs --keyring.`, {
    hint: "Name a file with the signer's public key: `gpg --export FINGERPRINT > signer.gpg` writes one.",
  });
}

function print({ options, terminal }: CommandRun, uuids: readonly string[], json: object): void {
  terminal.stdout.write(
    options.json ? `${JSON.stringify(json)}\n` : uuids.map((uuid) => `${uuid}\n`).join(""),
  );
}
