import { contract } from "./contract.ts";
import { dockerRegistry } from "./kinds.ts";

contract(dockerRegistry);
