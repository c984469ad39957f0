// The greatest sizes of SPEC §2: beyond any draw, and small enough that every implementation can hold them exactly.

/** Entrants, and places. */
export const MOST_ENTRANTS = 2 ** 24;
/** Names and values of an entrant's features, its groups, its ranking; stops and witnesses of a draw. */
export const MOST_LISTED = 1000;
/** Quotas of the draw or of one stop, and values of `strata`. */
export const MOST_QUOTAS = 2 ** 16;
/** Weights, scores, both numbers of a slope. */
export const MOST_NUMBER = 2 ** 40;
/** Bytes of any text in UTF-8. */
export const MOST_TEXT = 1024;
/** Splits on the way from the root of a proof by cases to a leaf. */
export const MOST_SPLITS = 1000;
/** The last second of the year 9999: later instants have no date in many languages. */
export const LAST_INSTANT = 253402300799;
/** Seconds from one round of a beacon to the next. */
export const MOST_PERIOD = 86400;
