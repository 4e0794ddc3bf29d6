
import { t as require_dist } from "./shared43.js";

export default require_dist();

export {  };