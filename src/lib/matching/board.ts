import { barred, loadCost, wantingCost, type Matched, type Matching, type Share } from './problem.ts';

/**
 * A matching while it is being found. Beside the hands stand two more nodes: `nobody`, who takes what is left wanting,
 * and the `pool`, through which one hand's load is taken up by another.
 *
 * Of all prices that ever stand here two things hold: no item gains by changing one hand for another at these prices,
 * and `sold` is, for each hand, an amount that it sells at its price. Where `load` and `sold` differ, the matching is
 * not done yet: what is loaded and not sold is moved until nothing is.
 */
export class Board {
	readonly matching: Matching;
	readonly nobody: number;
	readonly pool: number;
	readonly prices: Int32Array;
	/** Units by item and hand, and those of nobody by item. */
	readonly units: Uint8Array;
	readonly wanting: Int32Array;
	readonly load: Int32Array;
	readonly sold: Int32Array;
	/** The items of each hand, and of nobody; some may be there no longer, or twice. */
	readonly lists: number[][];
	readonly #members: number[][];
	readonly #seen: Int32Array;
	#round = 0;
	#total: number;

	constructor(matching: Matching) {
		const { items, hands, held, whole, wants } = matching;
		this.matching = matching;
		this.nobody = hands;
		this.pool = hands + 1;
		this.prices = new Int32Array(hands + 2);
		this.units = new Uint8Array(items * hands);
		this.wanting = new Int32Array(items);
		this.load = Int32Array.from({ length: hands + 1 }, (_, hand) => (held[hand] ?? 0) * whole);
		this.sold = new Int32Array(hands + 1);
		this.lists = Array.from({ length: hands + 1 }, () => []);
		this.#members = Array.from({ length: hands }, () => []);
		matching.group.forEach((group, hand) => this.#members[group]!.push(hand));
		this.#seen = new Int32Array(items);
		this.#total =
			wants.reduce((sum, wanted) => sum + wanted * whole, 0) + this.load.reduce((sum, load) => sum + load, 0);
	}

	/** Begins from prices alone: each item takes what is best for it, each hand sells what comes nearest to its load. */
	begin(prices: ArrayLike<number>): void {
		const { hands, items } = this.matching;
		this.prices.set(prices);
		const order = new Float64Array(hands);
		for (let item = 0; item < items; item++) this.#fill(item, order);
		for (let hand = 0; hand < hands; hand++) this.sold[hand] = this.#sells(hand);
		this.sold[this.nobody] = this.load[this.nobody]!;
	}

	// Pairs that are worth the same are told apart by a hash, so that the same few hands do not always meet: what they
	// say of items can be compared only where they overlap in many ways.
	#fill(item: number, order: Float64Array): void {
		const { hands, worth, wants, whole, cap } = this.matching;
		let count = 0;
		for (let hand = 0; hand < hands; hand++) {
			const pair = worth[item * hands + hand]!;
			if (pair !== barred)
				order[count++] = ((this.prices[hand]! - pair) * 1024 + (scrambled(item, hand) & 1023)) * 32768 + hand;
		}
		order.subarray(0, count).sort();
		let wanted = wants[item]! * whole;
		for (let at = 0; at < count && wanted > 0; at++) {
			const hand = ((order[at]! % 32768) + 32768) % 32768;
			const units = Math.min(cap, wanted, this.room(item, hand));
			if (units > 0) this.give(item, hand, units);
			wanted -= units;
		}
		if (wanted > 0) this.give(item, this.nobody, wanted);
	}

	#sells(hand: number): number {
		const { held, whole } = this.matching;
		const price = this.prices[hand]!;
		let from = held[hand]!;
		while (loadCost(this.matching, hand, from + 1) < price) from++;
		let to = from;
		while (to * whole < this.load[hand]! && loadCost(this.matching, hand, to + 1) <= price) to++;
		return Math.min(Math.max(this.load[hand]!, from * whole), to * whole);
	}

	/** What a node has too much of, or, below zero, too little. */
	excess(node: number): number {
		if (node !== this.pool) return this.load[node]! - this.sold[node]!;
		return this.sold.reduce((sum, sold) => sum + sold, 0) - this.#total;
	}

	/** Units of one group that an item may still take. */
	room(item: number, hand: number): number {
		const { group, whole, hands } = this.matching;
		const members = this.#members[group[hand]!]!;
		if (members.length === 1) return whole - this.units[item * hands + hand]!;
		return members.reduce((left, member) => left - this.units[item * hands + member]!, whole);
	}

	/** What a pair is worth at these prices. */
	net(item: number, hand: number): number {
		if (hand === this.nobody) return -wantingCost - this.prices[hand]!;
		return this.matching.worth[item * this.matching.hands + hand]! - this.prices[hand]!;
	}

	held(item: number, hand: number): number {
		return hand === this.nobody ? this.wanting[item]! : this.units[item * this.matching.hands + hand]!;
	}

	give(item: number, hand: number, units: number): void {
		if (this.held(item, hand) === 0) this.lists[hand]!.push(item);
		if (hand === this.nobody) this.wanting[item]! += units;
		else this.units[item * this.matching.hands + hand]! += units;
		this.load[hand]! += units;
	}

	take(item: number, hand: number, units: number): void {
		if (hand === this.nobody) this.wanting[item]! -= units;
		else this.units[item * this.matching.hands + hand]! -= units;
		this.load[hand]! -= units;
	}

	/** How many units an item may change from one hand to another. */
	mayChange(item: number, from: number, to: number): number {
		const there = this.held(item, from);
		if (to === this.nobody || there === 0) return there;
		const { worth, hands, group, cap } = this.matching;
		const pair = item * hands + to;
		if (worth[pair]! === barred) return 0;
		const isOfGroup = from !== this.nobody && group[from] === group[to];
		return Math.min(there, cap - this.units[pair]!, isOfGroup ? there : this.room(item, to));
	}

	/** What the next unit sold costs a hand beyond its price, and how many units cost the same. */
	nextSold(hand: number): { slack: number; units: number } {
		const sold = this.sold[hand]!;
		if (hand === this.nobody) return { slack: this.prices[this.pool]! - this.prices[hand]!, units: Infinity };
		const nth = Math.floor(sold / this.matching.whole) + 1;
		const cost = loadCost(this.matching, hand, nth);
		return { slack: cost - this.prices[hand]! + this.prices[this.pool]!, units: nth * this.matching.whole - sold };
	}

	/** The same for the last unit sold, to be sold no more. */
	lastSold(hand: number): { slack: number; units: number } {
		const { whole, held } = this.matching;
		const sold = this.sold[hand]!;
		if (hand === this.nobody) return { slack: this.prices[hand]! - this.prices[this.pool]!, units: sold };
		const nth = Math.ceil(sold / whole);
		if (nth <= held[hand]!) return { slack: Infinity, units: 0 };
		const cost = loadCost(this.matching, hand, nth);
		return { slack: this.prices[hand]! - this.prices[this.pool]! - cost, units: sold - (nth - 1) * whole };
	}

	/** Forgets, in every list, what is there no longer. */
	tidy(): void {
		for (let hand = 0; hand < this.lists.length; hand++) {
			this.#round++;
			this.lists[hand] = this.lists[hand]!.filter((item) => {
				if (this.held(item, hand) === 0 || this.#seen[item] === this.#round) return false;
				this.#seen[item] = this.#round;
				return true;
			});
		}
	}

	/** What was found, by item and hand, with prices against a pool at zero. */
	matched(): Matched {
		const { items, hands } = this.matching;
		const shares: Share[] = [];
		for (let item = 0; item < items; item++)
			for (let hand = 0; hand < hands; hand++) {
				const units = this.units[item * hands + hand]!;
				if (units > 0) shares.push({ item, hand, units });
			}
		const prices = this.prices.slice(0, hands).map((price) => price - this.prices[this.pool]!);
		return { shares, wanting: this.wanting, prices };
	}
}

// MurmurHash3's finish over two small numbers: any fixed mixing will do, nothing secret hangs on it.
function scrambled(item: number, hand: number): number {
	let hash = Math.imul(item + 1, 0x9e3779b1) ^ Math.imul(hand + 1, 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
