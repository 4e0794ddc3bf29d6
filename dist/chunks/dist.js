
import { t as require_dist } from "./shared18.js";

export default require_dist();

export {  };