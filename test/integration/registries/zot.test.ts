import { contract } from "./contract.ts";
import { zot } from "./kinds.ts";

contract(zot);
