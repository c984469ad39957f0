/** A set of small whole numbers below a size, one bit each: counting a thousand, or finding the k-th, reads some thirty words. */
export class Bits {
	readonly words: Int32Array;
	/** how many there are up to the end of each word; after `count` */
	private readonly upTo: Int32Array;

	constructor(size: number) {
		this.words = new Int32Array((size + 31) >>> 5);
		this.upTo = new Int32Array(this.words.length);
	}

	has(member: number): boolean {
		return ((this.words[member >>> 5]! >>> (member & 31)) & 1) === 1;
	}

	add(member: number): void {
		this.words[member >>> 5]! |= 1 << (member & 31);
	}

	flip(member: number): void {
		this.words[member >>> 5]! ^= 1 << (member & 31);
	}

	/** How many there are. */
	count(): number {
		let total = 0;
		for (let w = 0; w < this.words.length; w++) this.upTo[w] = total += ones(this.words[w]!);
		return total;
	}

	/** The k-th of them in ascending order, from 0; since the last `count` the set must have stayed as it is. */
	at(k: number): number {
		let [low, high] = [0, this.words.length - 1];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.upTo[middle]! > k) high = middle;
			else low = middle + 1;
		}
		let word = this.words[low]!;
		for (let before = k - (low > 0 ? this.upTo[low - 1]! : 0); before > 0; before--) word &= word - 1;
		return 32 * low + 31 - Math.clz32(word & -word);
	}
}

/** The bits of a word that are one, two and four and eight of them added up at a time. */
function ones(word: number): number {
	const twos = word - ((word >>> 1) & 0x55555555);
	const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
	return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
