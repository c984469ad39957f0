/** What the list of the board asks for: a piece of a number or name, what is amiss, a page from 1. */
export type BoardSearch = { q: string; show: string; page: number };
type Listed = {
	number: string | null;
	organisation: string;
	score: number | null;
	assigned: number;
	conflicts: number;
};

export const boardPageSize = 40;

/** One page of the board's list, best first. `each` is how many reviewers an application should have. */
export function boardPage<Row extends Listed>(rows: Row[], search: BoardSearch, each: number) {
	const asked = rows
		.filter((row) => search.show !== 'short' || row.assigned < each)
		.filter((row) => search.show !== 'conflict' || row.conflicts > 0)
		.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || ((a.number ?? '') < (b.number ?? '') ? -1 : 1));
	return pageOf(asked, search);
}

/** One page of a list in its order, of the rows whose number or name has what is looked for. */
export function pageOf<Row extends Pick<Listed, 'number' | 'organisation'>>(rows: Row[], search: BoardSearch) {
	const q = plain(search.q);
	const found = rows.filter((row) => q === '' || plain(`${row.number} ${row.organisation}`).includes(q));
	const pages = Math.max(1, Math.ceil(found.length / boardPageSize));
	const page = Math.min(search.page, pages);
	const from = (page - 1) * boardPageSize;
	return { shown: found.slice(from, from + boardPageSize), found: found.length, from, page, pages };
}

/** What an address asks of the list. */
export function searchIn(asked: URLSearchParams): BoardSearch {
	return {
		q: (asked.get('q') ?? '').slice(0, 60),
		show: asked.get('show') ?? 'all',
		page: Math.max(1, Number.parseInt(asked.get('page') ?? '1', 10) || 1)
	};
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
