import { refusal } from '#lib/refusal.ts';

/** One reviewer reads one application. */
export type Pair = { applicationId: string; reviewerId: string };

/** What an automatic assignment works on. `existing` pairs stay as they are and count as load. */
export type AssignmentTask = {
	applications: string[];
	reviewers: string[];
	/** How many reviewers each application is to have. */
	each: number;
	existing: Pair[];
	/** Pairs that must not be: a declared conflict, the same organisation. */
	isBarred: (pair: Pair) => boolean;
};

type Board = AssignmentTask & {
	/** Reviewers by application, existing and added. */
	readers: Map<string, Set<string>>;
	/** Applications by reviewer, added now: only these may still move. */
	movable: Map<string, Set<string>>;
	load: Map<string, number>;
};

/**
 * Tops every application up to `each` reviewers, as evenly as can be, and names those that stay short.
 *
 * First greedy: the application with the fewest possible reviewers chooses first, and takes the least loaded. Then
 * repair: while a chain of moves leads from a reviewer to one with at least two fewer, one review goes down it. When no
 * such chain is left, no other assignment that keeps the existing pairs is more even (Harvey, Ladner, Lovász and Tamir,
 * "Semi-matchings for bipartite graphs and load balancing", 2006). The same task gives the same answer.
 */
export function balancedAssignment(task: AssignmentTask): { added: Pair[]; short: string[] } {
	const board = openBoard(task);
	const possible = new Map(task.applications.map((id) => [id, candidates(board, id)]));
	const order = [...task.applications].sort(
		(a, b) => possible.get(a)!.length - possible.get(b)!.length || compare(a, b)
	);
	for (const applicationId of order) fill(board, applicationId, possible.get(applicationId)!);
	while (evenOut(board));
	return {
		added: [...board.movable].flatMap(([reviewerId, applications]) =>
			[...applications].map((applicationId) => ({ applicationId, reviewerId }))
		),
		short: task.applications.filter((id) => board.readers.get(id)!.size < task.each)
	};
}

function openBoard(task: AssignmentTask): Board {
	const board: Board = {
		...task,
		readers: new Map(task.applications.map((id) => [id, new Set<string>()])),
		movable: new Map(task.reviewers.map((id) => [id, new Set<string>()])),
		load: new Map(task.reviewers.map((id) => [id, 0]))
	};
	for (const { applicationId, reviewerId } of task.existing) {
		board.readers.get(applicationId)?.add(reviewerId);
		board.load.set(reviewerId, (board.load.get(reviewerId) ?? 0) + 1);
	}
	return board;
}

function candidates(board: Board, applicationId: string): string[] {
	return board.reviewers.filter((reviewerId) => mayRead(board, { applicationId, reviewerId }));
}

function mayRead(board: Board, pair: Pair): boolean {
	return !board.readers.get(pair.applicationId)!.has(pair.reviewerId) && !board.isBarred(pair);
}

// Equal loads are told apart by a hash of the pair, so that the same three do not always read together:
// scores can be compared between reviewers only when they overlap in many ways.
function fill(board: Board, applicationId: string, possible: string[]): void {
	const missing = board.each - board.readers.get(applicationId)!.size;
	const chosen = [...possible]
		.map((reviewerId) => ({ reviewerId, load: board.load.get(reviewerId)!, tie: scramble(applicationId + reviewerId) }))
		.sort((a, b) => a.load - b.load || a.tie - b.tie || compare(a.reviewerId, b.reviewerId))
		.slice(0, Math.max(0, missing));
	for (const { reviewerId } of chosen) give(board, { applicationId, reviewerId });
}

function give(board: Board, { applicationId, reviewerId }: Pair): void {
	board.readers.get(applicationId)!.add(reviewerId);
	board.movable.get(reviewerId)!.add(applicationId);
	board.load.set(reviewerId, board.load.get(reviewerId)! + 1);
}

function take(board: Board, { applicationId, reviewerId }: Pair): void {
	board.readers.get(applicationId)!.delete(reviewerId);
	board.movable.get(reviewerId)!.delete(applicationId);
	board.load.set(reviewerId, board.load.get(reviewerId)! - 1);
}

/** Moves one review from a loaded reviewer to one with at least two fewer, through others if need be. */
function evenOut(board: Board): boolean {
	const least = Math.min(...board.load.values());
	const loaded = board.reviewers
		.filter((id) => board.load.get(id)! > least + 1 && board.movable.get(id)!.size > 0)
		.sort((a, b) => board.load.get(b)! - board.load.get(a)! || compare(a, b));
	for (const from of loaded) {
		const chain = chainDown(board, from);
		if (!chain) continue;
		for (const { applicationId, from: giver, to } of chain) {
			take(board, { applicationId, reviewerId: giver });
			give(board, { applicationId, reviewerId: to });
		}
		return true;
	}
	return false;
}

type Move = { applicationId: string; from: string; to: string };

// Breadth first, so that the shortest chain is found; each reviewer is reached once.
function chainDown(board: Board, start: string): Move[] | undefined {
	const cameBy = new Map<string, Move | null>([[start, null]]);
	const queue = [start];
	for (let reviewer = queue.shift(); reviewer !== undefined; reviewer = queue.shift()) {
		if (board.load.get(reviewer)! <= board.load.get(start)! - 2) return traced(cameBy, reviewer);
		for (const move of moves(board, reviewer)) {
			if (cameBy.has(move.to)) continue;
			cameBy.set(move.to, move);
			queue.push(move.to);
		}
	}
	return undefined;
}

function moves(board: Board, from: string): Move[] {
	return [...board.movable.get(from)!].flatMap((applicationId) =>
		candidates(board, applicationId).map((to) => ({ applicationId, from, to }))
	);
}

// From the end back to the start: the last reviewer takes first, so nobody holds one application twice.
function traced(cameBy: Map<string, Move | null>, end: string): Move[] {
	const chain: Move[] = [];
	for (let move = cameBy.get(end); move; move = cameBy.get(move.from)) chain.push(move);
	return chain;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

// FNV-1a with MurmurHash3's finish, 32 bits: any fixed mixing will do, nothing secret hangs on it.
function scramble(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** A reviewer as far as their ties can be seen. */
export type ReviewerTies = { id: string; email: string; organisationNames: string[] };
/** An application as far as its ties can be seen: addresses are mail addresses and links. */
export type ApplicationTies = { organisationName: string; addresses: string[] };

/** Whether reviewer and applicant seem to be of one organisation, by mail domain or by name. */
export function isSameOrganisation(reviewer: ReviewerTies, application: ApplicationTies): boolean {
	const name = plainName(application.organisationName);
	if (name && reviewer.organisationNames.some((own) => plainName(own) === name)) return true;
	// Who applies, alone or with others, does not read it: also where the address is at a provider's.
	if (application.addresses.includes(reviewer.email)) return true;
	const own = domainOf(reviewer.email);
	return own !== null && application.addresses.map(domainOf).some((other) => other !== null && within(own, other));
}

const within = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

// Where anybody may have an address, it says nothing about who they work for.
const openToAll = new Set(
	[
		...['gmail.com', 'googlemail.com', 'naver.com', 'hanmail.net', 'daum.net', 'kakao.com', 'nate.com', 'korea.com'],
		...['outlook.com', 'outlook.kr', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.co.kr', 'icloud.com'],
		...['me.com', 'proton.me', 'protonmail.com', 'github.io', 'notion.site', 'youtube.com', 'linkedin.com']
	].flatMap((domain) => [domain, `www.${domain}`])
);

function domainOf(address: string): string | null {
	const host = address.includes('@') ? address.split('@').pop()! : (URL.parse(address)?.hostname ?? '');
	const domain = host
		.trim()
		.toLowerCase()
		.replace(/^www\./, '');
	return domain.includes('.') && !openToAll.has(domain) ? domain : null;
}

function plainName(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/주식회사|유한회사|\(주\)|\b(co|corp|inc|ltd|llc)\b\.?/g, '')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

export const mostReviewersEach = 9;

export const callStillOpen = () => refusal('conflict', 'reviews.call-still-open');
export const noReviewers = () => refusal('conflict', 'reviews.no-reviewers');
export const sameOrganisation = () => refusal('conflict', 'reviews.same-organisation');
export const conflictDeclared = () => refusal('conflict', 'reviews.conflict-declared');
export const scoredAlready = () => refusal('conflict', 'reviews.scored-already');
