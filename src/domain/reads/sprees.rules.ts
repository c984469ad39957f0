/**
 * When it is told that somebody reads far more than is usual for them: different applications that an account opened one by
 * one, or a program by its token in whatever way, and that are not its own to review. Told are `least` or more within an
 * hour or three days, where that is more than `times` the most the same account read in any such time of the days before;
 * an address that it was never seen at before is an account of its own. Once a day for each.
 */
export const spree = { least: 30, times: 3, usualDays: 28, windowsHours: [1, 72], quietHours: 24 } as const;

/** Who is looked at: whoever has read in the last minute; so often, for each is a question of its own. */
export const spreeEveryMs = 5_000;
export const spreeLooksBackMs = 60_000;

/** Whether so many are more than is usual. */
export const isSpree = (count: number, usual: number) => count >= spree.least && count > spree.times * usual;
