/** A stretch of words: in both texts, only in the earlier, only in the later. */
export type Stretch = { is: 'same' | 'gone' | 'new'; text: string };

const wordsIn = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/**
 * What differs between two texts, word by word: the shortest way from one to the other (Myers, "An O(ND) Difference
 * Algorithm", 1986). Texts that have too little in common are told as one gone and one new.
 */
export function differenceOf(earlier: string, later: string): Stretch[] {
	const [from, to] = [wordsIn(earlier), wordsIn(later)];
	let head = 0;
	while (head < from.length && head < to.length && from[head] === to[head]) head++;
	let tail = 0;
	while (tail < Math.min(from.length, to.length) - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
	const [a, b] = [from.slice(head, from.length - tail), to.slice(head, to.length - tail)];
	return gathered([
		...from.slice(0, head).map((text): Stretch => ({ is: 'same', text })),
		...changed(a, b),
		...from.slice(from.length - tail).map((text): Stretch => ({ is: 'same', text }))
	]);
}

const mostSteps = 3000;

function changed(a: string[], b: string[]): Stretch[] {
	const trace: Map<number, number>[] = [];
	let reached = new Map([[1, 0]]);
	const most = Math.min(a.length + b.length, mostSteps);
	for (let steps = 0; steps <= most; steps++) {
		trace.push(reached);
		reached = new Map(reached);
		for (let k = -steps; k <= steps; k += 2) {
			const x = along(a, b, { k, x: startOf(reached, k, steps) });
			reached.set(k, x);
			if (x >= a.length && x - k >= b.length) return walkedBack(a, b, trace);
		}
	}
	return [
		{ is: 'gone', text: a.join('') },
		{ is: 'new', text: b.join('') }
	];
}

const isDown = (reached: Map<number, number>, k: number, steps: number) =>
	k === -steps || (k !== steps && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));

const startOf = (reached: Map<number, number>, k: number, steps: number) =>
	isDown(reached, k, steps) ? reached.get(k + 1)! : reached.get(k - 1)! + 1;

function along(a: string[], b: string[], { k, x: start }: { k: number; x: number }): number {
	let x = start;
	while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
	return x;
}

function walkedBack(a: string[], b: string[], trace: Map<number, number>[]): Stretch[] {
	const found: Stretch[] = [];
	let [x, y] = [a.length, b.length];
	for (let steps = trace.length - 1; steps >= 0; steps--) {
		const k = x - y;
		const before = trace[steps]!;
		const cameFrom = isDown(before, k, steps) ? k + 1 : k - 1;
		const startX = before.get(cameFrom) ?? 0;
		const startY = startX - cameFrom;
		while (x > startX && y > startY && x > 0 && y > 0) {
			found.push({ is: 'same', text: a[--x]! });
			y--;
		}
		if (steps === 0) break;
		if (x > startX) found.push({ is: 'gone', text: a[--x]! });
		else if (y > startY) found.push({ is: 'new', text: b[--y]! });
	}
	return found.reverse();
}

// What is gone comes before what is new in its place, each in one stretch.
function gathered(words: Stretch[]): Stretch[] {
	const all: Stretch[] = [];
	for (const { is, text } of words) {
		const last = all.at(-1);
		if (last?.is === is) last.text += text;
		else if (is === 'gone' && last?.is === 'new' && all.at(-2)?.is === 'gone') all.at(-2)!.text += text;
		else if (text) all.push({ is, text });
	}
	return all;
}
