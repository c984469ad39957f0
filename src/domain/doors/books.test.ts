import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { booksOf, headsOf, type Scan } from './books.rules.ts';

const scan = (nonce: string, at: number, more: Partial<Scan> = {}): Scan => ({
	...{ nonce, at, device: 'a', door: 'north', ticket: 't', way: 'entry', undoes: null, wasLet: true },
	...more
});
const shown = (scans: Scan[]) => {
	const book = booksOf(scans).get('t')!;
	return {
		inside: book.insideBy?.nonce ?? null,
		conflicts: book.conflicts.map(({ first, second }) => [first.nonce, second.nonce])
	};
};

test('two doors that let in one ticket: one head, and one conflict with both sides', () => {
	const scans = [scan('2', 20, { device: 'b', door: 'south' }), scan('1', 10)];
	deepEqual(shown(scans), { inside: '1', conflicts: [['1', '2']] });
	deepEqual(headsOf(booksOf(scans)), { inside: 1, admitted: 1, conflicts: 1 });
});

test('who goes out may come in again; who was not let in, or was let in by mistake, did not', () => {
	deepEqual(shown([scan('1', 1), scan('2', 2, { way: 'exit' }), scan('3', 3)]), { inside: '3', conflicts: [] });
	deepEqual(shown([scan('1', 1), scan('2', 2, { way: 'exit' })]), { inside: null, conflicts: [] });
	deepEqual(shown([scan('1', 1), scan('2', 2, { wasLet: false })]), { inside: '1', conflicts: [] });
	const undone = [scan('1', 1), scan('2', 2, { way: 'undo', undoes: '1' })];
	equal(booksOf(undone).size, 0);
	// Nobody takes back what another device read.
	deepEqual(shown([scan('1', 1), scan('2', 2, { device: 'b', way: 'undo', undoes: '1' })]), {
		inside: '1',
		conflicts: []
	});
});

const anyScan = fc
	.record({
		at: fc.integer({ min: 0, max: 20 }),
		device: fc.constantFrom('a', 'b', 'c'),
		ticket: fc.constantFrom('t', 'u', 'v'),
		way: fc.constantFrom('entry', 'entry', 'exit', 'undo') as fc.Arbitrary<Scan['way']>,
		undone: fc.nat(20),
		wasLet: fc.boolean()
	})
	.map(({ undone, ...more }) => ({ ...more, undoes: more.way === 'undo' ? String(undone) : null, door: more.device }));
const anyScans = fc
	.array(anyScan, { maxLength: 24 })
	.map((scans) => scans.map((one, nth): Scan => ({ ...one, nonce: String(nth) })));

test('in whatever order readings come in, and however often, the books are the same', () => {
	const told = (scans: Scan[]) => [...booksOf(scans)].sort(([one], [other]) => (one < other ? -1 : 1));
	fc.assert(
		fc.property(
			anyScans.chain((scans) =>
				fc.tuple(
					fc.constant(scans),
					fc.shuffledSubarray([...scans, ...scans, ...scans, ...scans, ...scans], { minLength: scans.length * 5 })
				)
			),
			([scans, five]) => deepEqual(told(five), told(scans))
		),
		{ numRuns: 300 }
	);
});

test('a head is in by one entry at most, and each entry that let somebody in is a head, a conflict or taken back', () => {
	fc.assert(
		fc.property(anyScans, (scans) => {
			const undone = new Set(
				scans.filter(({ undoes }) => undoes !== null).map(({ device, undoes }) => device + undoes)
			);
			const entries = scans.filter(
				({ way, wasLet, device, nonce }) => way === 'entry' && wasLet && !undone.has(device + nonce)
			).length;
			const books = [...booksOf(scans).values()];
			const counted = books.reduce(
				(sum, { moves, conflicts }) => sum + conflicts.length + moves.filter(({ way }) => way === 'entry').length,
				0
			);
			equal(counted, entries);
			for (const { insideBy, moves } of books) equal(insideBy, moves.at(-1)?.way === 'entry' ? moves.at(-1) : null);
		}),
		{ numRuns: 300 }
	);
});
