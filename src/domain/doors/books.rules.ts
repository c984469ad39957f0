/** One reading of a ticket as the books know it: `at` by the server's clock in ms; an undo takes back one of its device. */
export type Scan = {
	nonce: string;
	device: string;
	door: string;
	ticket: string;
	way: 'entry' | 'exit' | 'undo';
	undoes: string | null;
	at: number;
	wasLet: boolean;
};

/** Two readings that each let somebody in by one ticket, with no exit between. */
export type Conflict = { ticket: string; first: Scan; second: Scan };

/** What is reckoned of one ticket: the entry it is in by now, or null; each time it came in or went out; its conflicts. */
export type Book = { insideBy: Scan | null; moves: Scan[]; conflicts: Conflict[] };

export const emptyBook = (): Book => ({ insideBy: null, moves: [], conflicts: [] });

const nameOf = (device: string, nonce: string) => `${device} ${nonce}`;

/**
 * The books of all readings there are, by ticket. They follow from the set of readings alone: in whatever order these
 * came in, and however often, the books are the same. One ticket admits one: a second entry with no exit between is a
 * conflict, listed with both sides, and not a second head.
 */
export function booksOf(scans: Iterable<Scan>): Map<string, Book> {
	const once = new Map([...scans].map((scan) => [nameOf(scan.device, scan.nonce), scan]));
	const undone = new Set<string>();
	for (const { device, undoes } of once.values()) if (undoes !== null) undone.add(nameOf(device, undoes));
	const counted = [...once]
		.filter(([name, { way, wasLet }]) => way !== 'undo' && wasLet && !undone.has(name))
		.map(([, scan]) => scan)
		.sort(inOrder);
	const books = new Map<string, Book>();
	for (const scan of counted) {
		const book = books.get(scan.ticket) ?? emptyBook();
		enter(book, scan);
		books.set(scan.ticket, book);
	}
	return books;
}

function enter(book: Book, scan: Scan): void {
	if (scan.way === 'exit') {
		if (book.insideBy) book.moves.push(scan);
		book.insideBy = null;
	} else if (book.insideBy) {
		book.conflicts.push({ ticket: scan.ticket, first: book.insideBy, second: scan });
	} else {
		book.insideBy = scan;
		book.moves.push(scan);
	}
}

function inOrder(one: Scan, other: Scan): number {
	return one.at - other.at || compare(one.nonce, other.nonce) || compare(one.device, other.device);
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** How many are in, were admitted, and how many tickets let two in. */
export function headsOf(books: Map<string, Book>): { inside: number; admitted: number; conflicts: number } {
	const all = [...books.values()];
	return {
		inside: all.filter(({ insideBy }) => insideBy).length,
		admitted: all.filter(({ moves }) => moves.length > 0).length,
		conflicts: all.reduce((sum, { conflicts }) => sum + conflicts.length, 0)
	};
}
