
import { t as require_dist } from "./shared25.js";

export default require_dist();

export {  };