
import { t as require_dist } from "./shared8.js";

export default require_dist();

export {  };