import path from "node:path";
import { type Digest, digestOf, isDigest } from "../digest.ts";
import { messageOf, type Problem, PublishError } from "../errors.ts";
import { nameProblem, tagOf, tagProblem } from "../oci/name.ts";
import type { Reference } from "../oci/reference.ts";
import { readSealedFile } from "../oci/store/sealed-layout.ts";
import { formatTarget, repositoryIn, type Target } from "../oci/target.ts";
import { type PlannedChartJson, planVersion } from "../report/plan-json.ts";
import { shownPathOf } from "./find-charts.ts";

/** A plan of some ten thousand charts. */
const maxPlanBytes = 16 * 1024 * 1024;

/** One chart of a plan, as far as plan.json tells; nothing of it was looked at yet. */
export interface PlannedChart {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly target: Reference & { readonly tag: string; readonly digest: Digest };
  readonly chartDigest: Digest;
  /** The digest of Artifact Hub's metadata that go with it. */
  readonly artifactHubDigest?: Digest;
}

/** A plan that an earlier run left. */
export interface Plan {
  /** plan.json, as messages name it. */
  readonly file: string;
  /** The image layout beside it. */
  readonly layout: string;
  readonly charts: readonly PlannedChart[];
  /** For each chart, by its path, those that come before it. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/** What a plan has to agree with. */
export interface PlanExpectations {
  /** Where this run publishes: what a plan says never decides who gets credentials. */
  readonly targets: readonly [Target, ...Target[]];
  /** The digest of plan.json. */
  readonly digest?: Digest | undefined;
}

/**
 * Reads plan.json. Throws USAGE with every fault where it is none, is of a run that failed, or of one for another
 * place; INTEGRITY where it is not the one that is expected.
 */
export async function readPlan(name: string, directory: string, expected: PlanExpectations): Promise<Plan> {
  const file = shownPathOf(path.resolve(directory, name));
  const bytes = await readSealedFile(file, maxPlanBytes).catch((cause: unknown) => {
    throw new PublishError("USAGE", `Could not read the plan: ${messageOf(cause)}`, {
      hint: "Set plan to the plan.json in the output-dir of a run. Did this job download it, and `oci/` beside it?",
      cause,
    });
  });
  const actual = digestOf(bytes);
  if (expected.digest !== undefined && actual !== expected.digest) {
    throw new PublishError(
      "INTEGRITY",
      `Could not use the plan ${file}: its digest is ${actual}, not ${expected.digest}.`,
      { hint: "It was altered since it was made, or is another run's. Plan again." },
    );
  }
  const problems: Problem[] = [];
  const listed = chartsIn(bytes.toString("utf8"), problems);
  const charts = listed.flatMap((chart, index) => {
    if (isLeftOut(chart)) return [];
    const found = readChart(chart, expected.targets);
    if (!Array.isArray(found)) return [found];
    const title = typeof chart.path === "string" ? ` (${JSON.stringify(chart.path.slice(0, 200))})` : "";
    problems.push(
      ...found.map(({ message, ...rest }) => ({ ...rest, message: `chart ${index + 1}${title} ${message}` })),
    );
    return [];
  });
  if (problems.length === 0 && charts.length > 0) problems.push(...missingTargets(charts, expected.targets));
  if (problems.length > 0) {
    const hint = "Plan again, for the same registry and with the same version of this program.";
    throw new PublishError("USAGE", `Could not use the plan ${file}`, { problems, hint });
  }
  return {
    file,
    layout: path.join(path.dirname(file), "oci"),
    charts: inOrder(charts, expected.targets),
    dependsOn: new Map(listed.map((chart) => [String(chart.path), needsIn(chart)])),
  };
}

/** A chart of a plan as it stands in the file: every field may be anything. */
type RawChart = { readonly [K in keyof PlannedChartJson]?: unknown };

function chartsIn(text: string, problems: Problem[]): readonly RawChart[] {
  const hint =
    "Set plan to the plan.json that output-dir keeps; plan and publish with the same version of this program.";
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    problems.push({ message: messageOf(error), hint });
    return [];
  }
  const { planVersion: version, charts } = objectOf(plan);
  if (version !== planVersion) {
    problems.push({ message: `planVersion must be ${planVersion}, not ${shown(version)}`, hint });
  } else if (Array.isArray(charts)) return charts.map(objectOf);
  else problems.push({ message: "it has no list of charts", hint });
  return [];
}

/** The run that planned did not package it: it had not changed, is deprecated, or a tag was another chart's. */
function isLeftOut({ status, layoutDigest }: RawChart): boolean {
  return status === "skipped" && layoutDigest === null;
}

/** What was planned for fewer places than it is published to would be missing at the others, and nobody would hear of it. */
function missingTargets(charts: readonly PlannedChart[], targets: PlanExpectations["targets"]): Problem[] {
  return targets
    .filter((target) => !charts.some((chart) => isFor(target, chart)))
    .map((target) => ({
      message: `it has no chart for ${formatTarget(target)}`,
      hint: "Set registry to the same places in both runs.",
    }));
}

/** Each chart at the places of this run in their order, whatever the order was when it was planned. */
function inOrder(
  charts: readonly PlannedChart[],
  targets: PlanExpectations["targets"],
): readonly PlannedChart[] {
  const byPath = [...Map.groupBy(charts, (chart) => chart.path).values()];
  return byPath.flatMap((places) =>
    targets.flatMap((target) => places.filter((chart) => isFor(target, chart))),
  );
}

/** Plans of earlier versions say nothing of it, and what is no path is no chart's. */
function needsIn({ dependsOn }: RawChart): readonly string[] {
  return Array.isArray(dependsOn) ? dependsOn.filter((place) => typeof place === "string") : [];
}

function isFor(target: Target, { name, target: place }: PlannedChart): boolean {
  return nameOf(repositoryIn(target, name)) === nameOf(place);
}

function readChart(chart: RawChart, targets: PlanExpectations["targets"]): PlannedChart | Problem[] {
  const { path: place, name, version, tag, repository, status, layoutDigest, chartDigest } = chart;
  // Plans of earlier versions have none.
  const artifactHubDigest = chart.artifactHubDigest ?? undefined;
  if (status === "failed" || status === "conflict") {
    const message =
      status === "failed" ? "failed when the plan was made" : "was a conflict when the plan was made";
    return [{ message, hint: "Mend it as that run says, and plan again." }];
  }
  if (typeof place !== "string" || place === "" || /\p{Cc}/u.test(place)) return [{ message: "has no path" }];
  if (typeof name !== "string" || nameProblem(name, targets[0].host) !== undefined || name.includes("/"))
    return [{ message: "has no name of a chart" }];
  if (typeof version !== "string" || tagProblem(tagOf(version)) !== undefined)
    return [{ message: "has no version" }];
  const places = targets.map((target) => repositoryIn(target, name));
  const wanted = places.find((place) => repository === nameOf(place));
  const problems: Problem[] = [];
  if (wanted === undefined) {
    const hint =
      "Set registry to where it shall go, in both runs alike: a plan does not choose who gets the credentials of this one.";
    problems.push({
      message: `is for ${shown(repository)}, not for ${places.map(nameOf).join(" or ")}`,
      hint,
    });
  }
  if (tag !== tagOf(version)) problems.push({ message: `has the tag ${shown(tag)}, not ${tagOf(version)}` });
  if (!isText(layoutDigest)) problems.push({ message: `has no layoutDigest, but ${shown(layoutDigest)}` });
  if (!isText(chartDigest)) problems.push({ message: `has no chartDigest, but ${shown(chartDigest)}` });
  if (artifactHubDigest !== undefined && !isText(artifactHubDigest))
    problems.push({ message: `has no artifactHubDigest, but ${shown(artifactHubDigest)}` });
  if (wanted === undefined || problems.length > 0 || !isText(layoutDigest) || !isText(chartDigest))
    return problems;
  return {
    path: place,
    name,
    version,
    target: { ...wanted, tag: tagOf(version), digest: layoutDigest },
    chartDigest,
    ...(isText(artifactHubDigest) && { artifactHubDigest }),
  };
}

const nameOf = ({ host, name }: Reference): string => `${host}/${name}`;

const isText = (value: unknown): value is Digest => typeof value === "string" && isDigest(value);

/** Untrusted content for a message. */
function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  // A JSON object has string keys, and nothing else is claimed of it.
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
