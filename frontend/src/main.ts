/** Everything in one module: the panel and the cards. */

export { Panel } from "./panel.js";
