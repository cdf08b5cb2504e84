import activity from "./activity.json";
import arrivals from "./arrivals.json";
import cards from "./cards.json";
import common from "./common.json";
import doors from "./doors.json";
import health from "./health.json";
import keys from "./keys.json";
import people from "./people.json";
import timeline from "./timeline.json";
import words from "./words.json";

export default {
  ...common,
  ...words,
  ...doors,
  ...people,
  ...arrivals,
  ...timeline,
  ...activity,
  ...keys,
  ...health,
  ...cards,
};
