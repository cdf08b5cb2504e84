/** What the panel and the cards are made of. */

import "./cards/activity-card.js";
import "./cards/lock-card.js";
import "./panel.js";

export { activityForm, lockForm } from "./cards/forms.js";
