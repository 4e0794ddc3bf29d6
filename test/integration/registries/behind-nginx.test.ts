import { contract } from "./contract.ts";
import { behindNginx } from "./kinds.ts";

contract(behindNginx);
