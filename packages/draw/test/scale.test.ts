import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import test from 'node:test';
import { fromHex, joined, toHex, utf8 } from '../src/bytes.ts';
import { canonical } from '../src/canonical.ts';
import { rosterRoot } from '../src/inclusion.ts';
import { buildRoster, smallClasses, type Candidate, type Entrant } from '../src/roster.ts';
import { commitmentsOf } from '../src/commitments.ts';
import { LeafWriter, leavesOf } from '../src/leaves.ts';
import { leafHash, merklePath, merkleRoot } from '../src/merkle.ts';
import { keyedOrder } from '../src/order.ts';
import { ByFeatures } from '../src/paths.ts';
import { sharedIfBuilt } from '../src/read-roster.ts';
import { isPlainlySame } from '../src/same.ts';
import { reservesByShares } from '../src/shares.ts';
import { orderOf, settleEqual } from '../src/sorting.ts';
import { diceFrom } from '../src/stream.ts';
import type { Lottery } from '../src/lottery.ts';
import { pool } from './world.ts';

const features = (i: number) => ({ track: i % 3 ? 'api' : '협업', 'a"b': `v${i % 7}`, __proto__x: '\u{1F600}' });

const more = (i: number): Partial<Candidate> => ({
	...{ band: 'draw', weight: 3, score: [-1, i], groups: i ? ['조직', 'x'] : undefined }
});

/** Entrants in every form a roster may hold, and some that it may not. */
const strange = [
	...buildRoster(pool(40, (i) => ({ features: features(i) }))),
	...buildRoster(pool(4, more)),
	{ lot: 1, features: { b: '1', a: '2' }, commitment: 'AB'.repeat(32) },
	{ lot: -1, features: {}, commitment: 'ab'.repeat(32), more: [1, null] },
	{ lot: 1.5, features: ['x'], commitment: 'ab'.repeat(32) },
	{ lot: 2, features: { 0: 'x' }, commitment: '"\n' },
	{ lot: 3, features: { long: 'x'.repeat(5000) }, commitment: 'ab'.repeat(32), band: '확' }
] as unknown as Entrant[];

test('a leaf written piece by piece is the canonical JSON of the entrant', () => {
	const usual = strange.slice(0, 44);
	for (const list of [strange, usual, ...strange.map((entrant) => [entrant]), [usual[0]!, strange.at(-1)!]]) {
		const writer = new LeafWriter(commitmentsOf(list));
		list.forEach((entrant, i) => {
			const bytes = new Uint8Array(writer.take(entrant, i));
			writer.write(bytes, 0);
			equal(new TextDecoder().decode(bytes.subarray(1)), canonical(entrant));
			equal(bytes[0], 0);
		});
	}
	const lone = [{ ...strange[0]!, features: { a: '\ud800' } }];
	throws(() => new LeafWriter(commitmentsOf(lone)).take(lone[0]!, 0), { code: 'draw.not-json' });
});

test('the root over flat hashes is that of the leaves one by one, for every size', () => {
	for (const size of [1, 2, 3, 5, 8, 13, 45]) {
		const entrants = strange.slice(0, size);
		const leaves = entrants.map((entrant) => leafHash(utf8(canonical(entrant))));
		equal(rosterRoot(entrants), toHex(merkleRoot(leaves)));
		deepEqual(merklePath(leavesOf(entrants), size - 1), merklePath(leaves, size - 1));
	}
});

test('a roster in any order of input is the same, and entrants of the same features share them', () => {
	const candidates = pool(60, (i) => ({ features: features(i) }));
	const roster = buildRoster(candidates);
	deepEqual(buildRoster([...candidates].reverse()), roster);
	deepEqual(
		roster.map(({ commitment }) => commitment),
		candidates.map(({ commitment }) => commitment).sort()
	);
	ok(new Set(roster.map((entrant) => entrant.features)).size <= 21);
	const alike = pool(3, () => ({})).map((candidate, i) => ({ ...candidate, commitment: '00'.repeat(31) + `0${i}` }));
	throws(() => buildRoster(alike), { code: 'draw.same-commitment' });
	throws(() => buildRoster([{ ...alike[0]!, commitment: 'XY'.repeat(32) }]), { code: 'draw.bad-commitment' });
});

test('the keyed order is the order of the whole hashes', () => {
	const roster = buildRoster(pool(300));
	const key = new Uint8Array(32).fill(7);
	const hashOf = (entrant: Candidate) =>
		toHex(sha256(joined(key, fromHex(entrant.commitment.slice(0, 32), 'ticket', 16))));
	const naive = [...roster].sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
	deepEqual(keyedOrder(roster, key), naive);
});

test('sorting by 32 bits is stable, and equal ones are settled by what follows', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.nat(5), fc.nat(0xffffffff)), { maxLength: 300 }), (list) => {
			// Few are compared, many counted: long lists go the other way.
			const keys = Uint32Array.from(list);
			const order = orderOf(keys);
			const many = Array.from({ length: 5000 }, (_, i) => list[i % list.length] ?? i);
			deepEqual(
				[...orderOf(Uint32Array.from(many))],
				[...many.keys()].sort((a, b) => many[a]! - many[b]! || a - b)
			);
			const expected = [...list.keys()].sort((a, b) => list[a]! - list[b]! || a - b);
			deepEqual([...order], expected);
			settleEqual(order, keys, (a, b) => b - a);
			deepEqual(
				[...order],
				[...list.keys()].sort((a, b) => list[a]! - list[b]! || b - a)
			);
		}),
		{ numRuns: 40 }
	);
});

test('features that differ only in where a name ends, or in their order, are told apart', () => {
	const keys = new ByFeatures<Candidate, string>((one) => JSON.stringify(one.features));
	const sets = [{ a: 'b', c: 'd' }, { a: 'bc', d: '' }, { c: 'd', a: 'b' }, {}, { a: 'b' }];
	for (const set of [...sets, ...sets.map((one) => ({ ...one }))])
		equal(keys.of({ commitment: '', features: set as unknown as Record<string, string> }), JSON.stringify(set));
	deepEqual(
		smallClasses(
			pool(5, (i) => ({ features: i < 3 ? { a: 'x', b: 'y' } : i < 4 ? { b: 'y', a: 'z' } : { a: 'z', b: 'y' } }))
		),
		[{ features: { a: 'z', b: 'y' }, size: 2 }]
	);
});

test('reserves by shares whose sums pass 2⁵³ come as if counted in big integers', () => {
	const roster = buildRoster(pool(70));
	const shares = roster.map((_, i) => (i % 5 ? 2 ** 52 - i * 1_000_003 : i * 12_345));
	const lottery = { form: 'shares', types: [], of: 2 ** 53 - 1, shares } as Extract<Lottery, { form: 'shares' }>;
	const key = new Uint8Array(32).fill(5);
	const dice = diceFrom(key);
	const left = roster.map(({ lot }, i) => ({ lot, share: BigInt(shares[i]!) })).filter(({ share }) => share > 0n);
	const waiting = left.map(({ lot }) => lot);
	const expected: number[] = [];
	while (left.length) {
		let point = dice(left.reduce((sum, { share }) => sum + share, 0n));
		const at = left.findIndex(({ share }) => (point -= share) < 0n);
		expected.push(left.splice(at, 1)[0]!.lot);
	}
	const typeOf = Int32Array.from(roster, (_, i) => i);
	deepEqual(reservesByShares(lottery, waiting, { typeOf, key }), expected);
});

test('what is found alike without writing has the same canonical JSON', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
			ok(isPlainlySame(a, structuredClone(a)));
			if (isPlainlySame(a, b)) equal(canonical(a), canonical(b));
		})
	);
	for (const [a, b] of [
		[[], {}],
		[{ a: undefined }, {}],
		[{ a: undefined }, { a: undefined }],
		[NaN, NaN],
		[1, '1'],
		[{ a: 1 }, { b: 1 }]
	])
		ok(!isPlainlySame(a, b));
});

test('a roster is as it is built exactly where building it again changes nothing', () => {
	const built = buildRoster([...pool(6, (i) => ({ features: features(i) })), ...pool(9, more).slice(6)]);
	const edits: ((entrant: Record<string, unknown>) => void)[] = [
		(one) => (one['lot'] = 3),
		(one) => (one['commitment'] = String(one['commitment']).toUpperCase()),
		(one) => (one['commitment'] = 'f'.repeat(64)),
		(one) => (one['features'] = { track: '가'.normalize('NFD') }),
		(one) => (one['features'] = Object.fromEntries(Object.entries(one['features'] as object).reverse())),
		(one) => (one['features'] = null),
		(one) => (one['features'] = [1]),
		(one) => (one['features'] = { track: 1 }),
		(one) => (one['more'] = null),
		(one) => delete one['features'],
		(one) => (one['band'] = 'perhaps'),
		(one) => (one['groups'] = ['b', 'a']),
		(one) => (one['groups'] = ['a', 'b']),
		(one) => (one['ranking'] = []),
		(one) => (one['score'] = [2, 1]),
		(one) => (one['weight'] = -0),
		() => undefined
	];
	for (const edit of edits) {
		for (let at = 0; at < built.length; at++) {
			const roster = structuredClone(built) as unknown as Record<string, unknown>[];
			edit(roster[at]!);
			equal(sharedIfBuilt(roster as never) !== null, isTheSameAgain(roster as never), `${edit} at ${at}`);
		}
	}
	equal(sharedIfBuilt([built[1]!, built[0]!]), null);
	deepEqual(sharedIfBuilt(structuredClone(built)), built);
	equal(sharedIfBuilt([null] as never), null);
});

function isTheSameAgain(roster: Entrant[]): boolean {
	try {
		return canonical(buildRoster(roster)) === canonical(roster);
	} catch {
		return false;
	}
}
