import { m } from '#lib/paraglide/messages.js';
import { minutesAhead } from '#lib/zone.ts';

/** The clock a reader goes by: its zone, and what it is called. */
export type ReaderZone = { zone: string; name: string };

/** The difference between a zone's clocks and a reader's, in words: `9 hours behind Seoul`. */
export function gapWords(zone: string, reader: ReaderZone, at: Date): string {
	const minutes = minutesAhead(zone, reader.zone, at);
	if (minutes === 0) return m.gap_none({ name: reader.name });
	const time = lengthWords(Math.abs(minutes));
	return minutes > 0 ? m.gap_ahead({ name: reader.name, time }) : m.gap_behind({ name: reader.name, time });
}

function lengthWords(minutes: number): string {
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	const parts = [hours ? m.gap_hours({ hours }) : '', rest ? m.gap_minutes({ minutes: rest }) : ''];
	return parts.filter(Boolean).join(' ');
}
