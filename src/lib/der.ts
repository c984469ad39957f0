/**
 * One value in DER (X.690): its tag, its length, its content. Of ASN.1 this is what a signature over bytes takes; a
 * certificate goes into it byte for byte as it came, never read and written anew.
 */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
	const body = Buffer.concat(content);
	const length = [];
	for (let left = body.length; left > 0; left = Math.floor(left / 256)) length.unshift(left % 256);
	const head = body.length < 128 ? [body.length] : [0x80 | length.length, ...length];
	return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

export const sequence = (...content: Uint8Array[]) => der(0x30, ...content);

/** A set, its values in the order DER wants; with a tag of its own where a context gives it one. */
export const setOf = (values: Uint8Array[], tag = 0x31) => der(tag, ...values.toSorted(Buffer.compare));

/** The name of a thing, `1.2.840.113549.1.7.2`. */
export function oid(name: string): Buffer {
	const [first = 0, second = 0, ...more] = name.split('.').map(Number);
	return der(0x06, Buffer.from([first * 40 + second, ...more.flatMap(inSevens)]));
}

function inSevens(number: number): number[] {
	const bytes = [number % 128];
	for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(0x80 | (left % 128));
	return bytes;
}

/** An instant, to the second: two figures for the year until 2049, four from then on (RFC 5280, 4.1.2.5). */
export function time(at: Date): Buffer {
	const figures = `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
	return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(figures.slice(2))) : der(0x18, Buffer.from(figures));
}

/** The values one after another in some content, each with its tag and length, and what it contains. */
export function valuesIn(content: Uint8Array): { tag: number; whole: Uint8Array; content: Uint8Array }[] {
	const values = [];
	for (let at = 0; at < content.length;) {
		const short = content[at + 1]!;
		const more = short < 128 ? 0 : short & 0x7f;
		const length = more ? content.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0) : short;
		const from = at + 2 + more;
		const end = from + length;
		if (Number.isNaN(end) || end > content.length) throw new Error('no DER');
		values.push({ tag: content[at]!, whole: content.subarray(at, end), content: content.subarray(from, end) });
		at = end;
	}
	return values;
}
