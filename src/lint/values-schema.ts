import { sourceOf } from "../chart/source.ts";
import { demandHint, type Finding } from "./finding.ts";
import { schemaHint, schemaMessage } from "./helm-schema.ts";
import { type LintedChart, problemIn, type ValuesFile } from "./linted-chart.ts";
import { mergeValues, readValues } from "./merged-values.ts";
import { problemWithValue } from "./value-place.ts";

/** Holds the chart's values, with each values file laid over them, against values.schema.json. The library is loaded on first use. */
export async function checkAgainstSchema(
  chart: LintedChart,
  values: readonly ValuesFile[],
): Promise<Finding[]> {
  const bytesOf = (name: string) => chart.files.find(({ path }) => path === name)?.bytes;
  const schemaBytes = bytesOf("values.schema.json");
  if (schemaBytes === undefined) return [];
  const schema: unknown = JSON.parse(sourceOf(schemaBytes, "values.schema.json").text);
  const { createValidator, unknownType } = await import("./json-schema.ts");
  const unknown = unknownType(schema);
  if (unknown !== undefined) {
    const message = `it is no JSON schema: there is no type ${JSON.stringify(unknown)}`;
    return [
      {
        severity: "error",
        problem: problemIn(chart, { path: "values.schema.json" }, message, "correct values.schema.json"),
      },
    ];
  }
  const validate = createValidator(schema);
  const defaults = readValues(bytesOf("values.yaml") ?? new Uint8Array(), "values.yaml");
  const runs = values.length === 0 ? [undefined] : values;
  return runs.flatMap((file) => {
    const over = file === undefined ? {} : readValues(file.bytes, file.file);
    return validate(mergeValues(defaults, over)).map(({ keys, reason, isDemand }): Finding => {
      const given = file === undefined ? "" : ` (with ${file.file})`;
      const message = `${schemaMessage(keys, reason)}${given}`;
      if (!isDemand || file !== undefined)
        return {
          severity: "error",
          problem: problemWithValue(chart, file, keys, { message, hint: schemaHint }),
        };
      const problem = problemWithValue(chart, file, keys, { message, hint: demandHint });
      return { severity: "warning", problem };
    });
  });
}
