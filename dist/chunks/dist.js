
import { t as require_dist } from "./shared46.js";

export default require_dist();

export {  };