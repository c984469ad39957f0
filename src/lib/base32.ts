const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 (RFC 4648 §6) without padding: capital letters and digits alone, which a QR code packs tightly. */
export function toBase32(bytes: Uint8Array): string {
	let text = '';
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = ((held << 8) | byte) & 0xfff;
		bits += 8;
		for (; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31];
	}
	return bits ? text + letters[(held << (5 - bits)) & 31] : text;
}

/** The bytes of a base32 text, or undefined where it is none: one text for the same bytes, and no other. */
export function fromBase32(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
	let held = 0;
	let bits = 0;
	let at = 0;
	for (const letter of text) {
		const value = letters.indexOf(letter);
		if (value === -1) return undefined;
		held = ((held << 5) | value) & 0xfff;
		bits += 5;
		if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
	}
	return toBase32(bytes) === text ? bytes : undefined;
}
