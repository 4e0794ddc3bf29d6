
import { n as getExecOutput, t as exec } from "./shared33.js";

export { getExecOutput };