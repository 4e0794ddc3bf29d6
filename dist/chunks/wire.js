
import { a as wire, i as trustDirectory, n as cancelOnSignals, r as dependencyDirectory, t as cacheDirectory } from "./shared3.js";

export { cacheDirectory, cancelOnSignals, dependencyDirectory, trustDirectory, wire };