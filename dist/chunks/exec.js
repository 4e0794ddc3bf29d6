
import { n as getExecOutput, t as exec } from "./shared24.js";

export { getExecOutput };