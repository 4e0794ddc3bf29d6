
import { t as require_dist } from "./shared38.js";

export default require_dist();

export {  };