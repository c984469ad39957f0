/** Where the name beside a mark begins, is centred or ends. */
export type Label = { x: number; y: number; anchor: 'start' | 'middle' | 'end' };
type Box = { left: number; right: number; top: number; bottom: number };
type Marked = { x: number; y: number; stop: { name: string } };

export const labelSize = 13;
const reach = 15;

/**
 * A place for the name of each mark where it covers no mark, no other name and not the edge: to the right, else to the
 * left, below, above. Where there is none the mark goes without: its number is in the list.
 */
export function placeLabels(marks: Marked[], size: { width: number; height: number }): (Label | null)[] {
	const taken = marks.map(({ x, y }) => boxAround(x, y));
	return marks.map((mark) => {
		const wide = widthOf(mark.stop.name);
		const found = candidates(mark).find((label) => {
			const box = boxOf(label, wide);
			const isInside = box.left >= 2 && box.right <= size.width - 2 && box.top >= 2 && box.bottom <= size.height - 2;
			return isInside && !taken.some((other) => overlap(box, other));
		});
		if (found) taken.push(boxOf(found, wide));
		return found ?? null;
	});
}

function candidates({ x, y }: Marked): Label[] {
	return [
		{ x: x + reach, y: y + 4.5, anchor: 'start' },
		{ x: x - reach, y: y + 4.5, anchor: 'end' },
		{ x, y: y + reach + 10, anchor: 'middle' },
		{ x, y: y - reach - 1, anchor: 'middle' },
		{ x: x + 9, y: y + reach + 7, anchor: 'start' },
		{ x: x - 9, y: y + reach + 7, anchor: 'end' },
		{ x: x + 9, y: y - reach, anchor: 'start' },
		{ x: x - 9, y: y - reach, anchor: 'end' }
	];
}

// Letters of East Asia are as wide as they are high, others a little more than half of it.
const widthOf = (name: string) =>
	[...name].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x1100 ? labelSize : labelSize * 0.62), 0);

const boxAround = (x: number, y: number): Box => ({ left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 });

function boxOf({ x, y, anchor }: Label, wide: number): Box {
	const left = { start: x, middle: x - wide / 2, end: x - wide }[anchor];
	return { left, right: left + wide, top: y - 11, bottom: y + 3 };
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
