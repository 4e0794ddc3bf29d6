
import { n as getExecOutput, t as exec } from "./shared28.js";

export { getExecOutput };