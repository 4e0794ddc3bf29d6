import { contract } from "./contract.ts";
import { distribution3 } from "./kinds.ts";

contract(distribution3);
