import { contract } from "./contract.ts";
import { ourServer } from "./kinds.ts";

contract(ourServer);
