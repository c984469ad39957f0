/** The instant so many minutes later. */
export const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** How many minutes lie between two instants. */
export const minutesBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;
