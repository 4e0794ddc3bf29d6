
import { n as getExecOutput, t as exec } from "./shared26.js";

export { getExecOutput };