
import { n as getExecOutput, t as exec } from "./shared30.js";

export { getExecOutput };