import fc from 'fast-check';
import { policies } from '../../src/policies.ts';
import { doorPath } from '../knock.ts';
import type { TwinPlanted } from './world.ts';

// Letters to everybody lie open in a rehearsal's mailbox, and its clock is of no call; a stream does not end. A head of the
// journal is a hash over lines that name ids nobody can guess: it differs, and says no more than how many lines there are.
const notTwins = [
	...['/rehearsal/mailbox', '/rehearsal/clock', '/sessions/[session]/stream'],
	...['/journal', '/journal/checkpoint', '/journal/checkpoints', '/journal/consistency']
];

/** Every door that can be read, in each call of the world, as a page and as data. */
export function doorsToRead(p: TwinPlanted): string[] {
	const routes = Object.entries(policies).filter(
		([route, entry]) => (entry.page || entry.GET) && !notTwins.includes(route)
	);
	const paths = routes.flatMap(([route, entry]) => {
		const found = placesOf(route, p).map((other) => doorPath(p.planted, route, other));
		return entry.page ? found.flatMap((path) => [path, dataOf(path)]) : found;
	});
	return [...new Set(paths)];
}

/** The calls, draws and applications of the world that a route can be about. */
function placesOf(route: string, p: TwinPlanted): Record<string, string>[] {
	if (route.includes('[draw]')) return [{}, { draw: p.drawSlug }];
	if (route.includes('[call]') && route.includes('[application]'))
		return [{}, { call: 'banded', application: p.waiting }];
	if (route.includes('[application]')) return [{ application: p.application }, { application: p.waiting }];
	if (route.includes('[call]')) return [{}, { call: 'banded' }, { call: 'seoul' }];
	return [{}];
}

const dataOf = (path: string) => `${path === '/' ? '' : path}/__data.json?x-sveltekit-invalidated=011`;

/**
 * Addresses as somebody would try them who looks for what they may not know: doors that list or search, with what
 * they ask by filled from the secrets' own words, numbers out of range and odd characters. The same for a seed.
 */
export function doorsToTry(p: TwinPlanted, { count, seed }: { count: number; seed: number }): string[] {
	const words = [p.otherName, p.comment, 'Cousins', 'Thank you', 'jury alone', 'plan.pdf', 'accept', 'draw', 'decline'];
	const ids = [p.application, p.waiting, p.free, p.other, ...p.reserves];
	const orders = [
		'score',
		'-score',
		'number',
		'finished',
		'conflict',
		'short',
		'all',
		'1',
		'0',
		'-1',
		'99999999',
		'%',
		"'"
	];
	const value = fc.oneof(
		fc.constantFrom(...words, ...orders),
		fc.constantFrom(...ids),
		fc.constantFrom(...words).map((word) => word.slice(0, 3)),
		fc.string({ unit: 'grapheme', maxLength: 8 })
	);
	const names = [
		'q',
		'text',
		'show',
		'state',
		'track',
		'page',
		'sort',
		'order',
		'lot',
		'only',
		'application',
		'id',
		'next'
	];
	const query = fc
		.array(fc.tuple(fc.constantFrom(...names, 'before', 'kind', 'by', 'reviewer', 'band'), value), {
			minLength: 1,
			maxLength: 3
		})
		.map((pairs) => new URLSearchParams(pairs).toString());
	const lists = doorsToRead(p).filter((path) => /desk|reviews|draws|log|mine|tours|calls\/[^/]+$|^\/$/.test(path));
	const address = fc
		.tuple(fc.constantFrom(...lists), query)
		.map(([path, asked]) => `${path}${path.includes('?') ? '&' : '?'}${asked}`);
	return fc.sample(address, { numRuns: count, seed });
}
