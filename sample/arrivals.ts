import { chanceOf } from './chance.ts';

/**
 * How many came in during each hour of a real first day: Electromagnetic Field, 5 August 2016, from 07:00 on, as its
 * organisers published it (emfcamp/Website, exports/2016/public/TicketCheckin.json).
 */
export const emf2016 = [16, 106, 168, 205, 186, 194, 132, 98, 66, 43, 54, 50, 30, 13, 8, 2];

/** When each of so many people comes, in order, as ms from the beginning: by the hours' shares, an hour lasting `hourMs`. */
export function arrivalsOf(count: number, hourMs: number, curve = emf2016): number[] {
	const chance = chanceOf('arrivals');
	const all = curve.reduce((sum, many) => sum + many, 0);
	let before = 0;
	return curve
		.flatMap((many, hour) => {
			const from = Math.round((count * before) / all);
			before += many;
			const until = Math.round((count * before) / all);
			return Array.from({ length: until - from }, () => Math.floor((hour + chance.next()) * hourMs));
		})
		.sort((a, b) => a - b);
}
