import activity from "./activity.json";
import cards from "./cards.json";
import words from "./words.json";

/** Words of closed lists, what happens at doors, what failed, and cards. */
export default { ...words, ...activity, ...cards };
