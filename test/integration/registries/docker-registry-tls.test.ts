import { contract } from "./contract.ts";
import { dockerRegistryTls } from "./kinds.ts";

contract(dockerRegistryTls);
