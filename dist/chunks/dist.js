
import { t as require_dist } from "./shared42.js";

export default require_dist();

export {  };