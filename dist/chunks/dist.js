
import { t as require_dist } from "./shared37.js";

export default require_dist();

export {  };