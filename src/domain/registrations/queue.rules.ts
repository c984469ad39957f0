import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { refusal } from '#lib/refusal.ts';

/** A queue as far as its turns depend on it. */
export type Turns = { opensAt: Date; aMinute: number };

/** A place as it is put in order: the mark the public knows it by, and the host of its person's mail address. */
export type Waiting = { mark: string; house: string };

const second = 1000;
/** Whoever was seen so shortly before the opening was present at it. */
export const presentMs = 180 * second;
/** How long somebody has to begin once they were let in. */
export const admittedMs = 15 * 60 * second;
/** So many of one mail host take part in the order of the opening, a hundredth of the places; the others come behind it. */
export const houseMostFor = (places: number): number => Math.max(2, Math.ceil(places / 100));

// Mail of many who have nothing to do with each other. A domain of one's own makes as many addresses as one likes.
const sharedHosts = new Set([
	...['naver.com', 'gmail.com', 'googlemail.com', 'daum.net', 'hanmail.net', 'kakao.com', 'nate.com', 'korea.kr'],
	...['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.co.jp', 'icloud.com', 'me.com'],
	...['proton.me', 'protonmail.com', 'gmx.de', 'gmx.net', 'web.de', 'qq.com', '163.com']
]);
const learned = /(^|\.)(ac|edu|go|gov|mil)(\.[a-z]{2})?$/;

/** The host of a mail address that counts as one house; empty for a host that many share, a school or an office of state. */
export function houseOf(email: string): string {
	const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
	return sharedHosts.has(host) || learned.test(host) ? '' : host;
}

/** What a seed is published as beforehand: its SHA-256, hex. */
export const sealOf = (seed: string): string => bytesToHex(sha256(hexToBytes(seed)));

/** The mark of a place: sixteen hex digits that say nothing of whose it is. */
export const markOf = (placeId: string): string =>
	bytesToHex(sha256(utf8ToBytes(`madang/queue/v1 ${placeId}`))).slice(0, 16);

/** What a mark is sorted by: HMAC-SHA-256 with the seed as key, hex. */
export const keyOf = (seed: string, mark: string): string =>
	bytesToHex(hmac(sha256, hexToBytes(seed), utf8ToBytes(mark)));

/** Those present at the opening in their order: by their keys; of one house the first `houseMost`, the others behind all. */
export function inOrder<W extends Waiting>(seed: string, present: W[], houseMost: number): W[] {
	const sorted = present
		.map((one) => ({ one, key: keyOf(seed, one.mark) }))
		.toSorted((a, b) => (a.key < b.key ? -1 : 1))
		.map(({ one }) => one);
	const counted = new Map<string, number>();
	const isWithin = new Map(
		sorted.map(({ mark, house }) => {
			const nth = (counted.get(house) ?? 0) + 1;
			counted.set(house, nth);
			return [mark, house === '' || nth <= houseMost];
		})
	);
	return [...sorted.filter(({ mark }) => isWithin.get(mark)), ...sorted.filter(({ mark }) => !isWithin.get(mark))];
}

/** When a position's turn is: so many a minute, evenly, from the opening on. */
export function turnAt({ opensAt, aMinute }: Turns, position: number): Date {
	return new Date(opensAt.getTime() + Math.floor(((position - 1) * 60 * second) / aMinute));
}

/** Where somebody stands: before the opening, in line, or in. `again` is when to ask next, in ms. */
export type Standing =
	| { state: 'before'; again: number }
	| { state: 'waiting'; position: number; ahead: number; turn: Date; again: number }
	| { state: 'turn'; position: number; again: number };

type At = { mark: string; position: number | null; waiting: number };

/** Where a place stands at `at`. When it asks again depends on its mark, so that not all come at once. */
export function standingAt(queue: Turns, { mark, position, waiting }: At, at: Date): Standing {
	const spread = parseInt(mark.slice(0, 8), 16) / 2 ** 32;
	if (position === null)
		return { state: 'before', again: beforeOpening(queue.opensAt.getTime() - at.getTime(), spread, waiting) };
	const turn = turnAt(queue, position);
	const left = turn.getTime() - at.getTime();
	if (left <= 0) return { state: 'turn', position, again: 0 };
	const gone = Math.floor(((at.getTime() - queue.opensAt.getTime()) * queue.aMinute) / (60 * second)) + 1;
	const again = left < 20 * second ? left : Math.min(left / 2, 60 * second) * (0.75 + spread / 2);
	return {
		state: 'waiting',
		position,
		ahead: Math.max(0, position - Math.max(gone, 0) - 1),
		turn,
		again: Math.ceil(again)
	};
}

// Everybody is heard of at least once in the last three minutes; at the opening so many ask that 250 do each second.
function beforeOpening(left: number, spread: number, waiting: number): number {
	const after = Math.max(0, left) + spread * Math.min(20, Math.max(1, waiting / 250)) * second;
	return Math.ceil(left < 100 * second ? after : Math.min(left - 90 * second, 70 * second) * (0.7 + 0.3 * spread));
}

/** What an admission says and its key signs: whose place it is, in which session's queue, until when (ms). */
export const saidByAdmission = (sessionId: string, placeId: string, until: number) =>
	`MQ1.${sessionId}.${placeId}.${until}`;
/** What the key of admissions is kept under. */
export const admissionPurpose = 'queues';

type Published = { seed: Uint8Array; houseMost: number; present: number };

/** The order as it is published, so that anybody can make it again from the seed and the marks. */
export function publicOrder(
	{ seed, houseMost, present }: Published,
	order: { mark: string; house: string; position: number }[]
) {
	// A house goes by a number of this list alone: whose mail host it is, is nobody's business.
	const houses = new Map([['', 0]]);
	const numberOf = (house: string) => houses.get(house) ?? houses.set(house, houses.size).get(house)!;
	const hex = bytesToHex(seed);
	return {
		...{ rule: 'madang/queue/v1', seal: sealOf(hex), seed: hex, houseMost, present },
		order: order.map(({ mark, house, position }) => ({ position, mark, house: numberOf(house) }))
	};
}

export const noQueue = () => refusal('unknown', 'registrations.no-queue');
export const queueClosed = () => refusal('conflict', 'registrations.queue-closed');
export const queueFirst = () => refusal('conflict', 'registrations.queue-first');
export const queueUncounted = () => refusal('busy', 'registrations.queue-uncounted');
export const queueTooLate = () => refusal('conflict', 'registrations.queue-too-late');
export const queueInUse = () => refusal('conflict', 'registrations.queue-in-use');
export const onlyFaster = () => refusal('conflict', 'registrations.only-faster');
