import { m } from '#lib/paraglide/messages.js';

/** How far away a day is that is so many days ahead. */
export const daysAway = (days: number): string => (days === 1 ? m.tomorrow() : m.days_away({ days }));
