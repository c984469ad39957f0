import type { Selectable } from 'kysely';
import type { Doors } from '#db/tables.ts';
import { refusal } from '#lib/refusal.ts';

export type Door = Selectable<Doors>;

/** Which way a door opens, and which way somebody goes through it. */
export const doorWays = ['entry', 'exit', 'both'] as const;
export type DoorWay = (typeof doorWays)[number];
export type Way = 'entry' | 'exit';

/** How long the secret that lets a phone in to a door is good, in minutes. */
export const enrolMinutes = 60 * 24;

/** How many readings a phone hands in at once. */
export const mostScans = 500;

/** Where news of a session's doors is told to its desk. */
export const doorsTopic = (sessionId: string) => `doors:${sessionId}`;

/** The first letters of the hash by which a phone knows a ticket: not its code, and another on each phone. */
export const ticketKeyLength = 32;

/** A name as a door may see it: the first letter, the last of a long one, and nothing of what is between (김*수, R*****). */
export function maskedName(name: string): string {
	const parts = name.trim().split(/\s+/).filter(Boolean);
	return parts.map(masked).join(' ');
}

function masked(word: string): string {
	const letters = [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(word)].map(
		({ segment }) => segment
	);
	if (letters.length <= 1) return letters.length && /[a-z]/i.test(word) ? word : '*';
	const isHangul = /[가-힣]/.test(word);
	if (letters.length === 2) return `${letters[0]}*`;
	const between = '*'.repeat(Math.min(letters.length - (isHangul ? 2 : 1), 5));
	return letters[0] + between + (isHangul ? letters.at(-1) : '');
}

/** What a phone signs when it speaks to the server: for whom it is, and every byte of what it says. */
export const saidByDevice = (deviceId: string, body: string) => `madang/door/v1\n${deviceId}\n${body}`;

export const doorNotFound = () => refusal('unknown', 'doors.not-found');
export const deviceNotFound = () => refusal('unknown', 'doors.device-not-found');
export const enrolRefused = () => refusal('forbidden', 'doors.enrol-refused');
export const deviceRefused = () => refusal('forbidden', 'doors.device-refused');
