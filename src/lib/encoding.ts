/** The encodings a table may come in. `euc-kr` is read as CP949, as Korean Excel writes CSV. */
export const encodings = ['utf-8', 'euc-kr', 'utf-16le'] as const;
export type Encoding = (typeof encodings)[number];

/** The encoding of some bytes: by their byte order mark, else UTF-8 where they are valid as such, else CP949. */
export function encodingOf(bytes: Uint8Array): Encoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	return canRead(bytes, 'utf-8') ? 'utf-8' : 'euc-kr';
}

/** The text of some bytes, without a byte order mark; what the encoding does not know is U+FFFD. */
export function textIn(bytes: Uint8Array, encoding: Encoding): string {
	return encoding === 'euc-kr' ? cp949(bytes) : new TextDecoder(encoding).decode(bytes);
}

// Node reads `euc-kr` without the letters CP949 adds to it: the 8,822 syllables KS X 1001 lacks, in the order of Unicode,
// at a first byte of 81 to C6 and a second one below those of KS X 1001.
function cp949(bytes: Uint8Array): string {
	const decoder = new TextDecoder('euc-kr');
	let text = '';
	let from = 0;
	for (let at = 0; at < bytes.length; at++) {
		if (bytes[at]! < 0x81) continue;
		const added = addedLetters().get((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
		if (added) {
			text += decoder.decode(bytes.subarray(from, at)) + added;
			from = at + 2;
		}
		at += 1;
	}
	return text + decoder.decode(bytes.subarray(from));
}

let added: Map<number, string> | undefined;

function addedLetters(): Map<number, string> {
	if (added) return added;
	const all = Array.from({ length: 11_172 }, (_, nth) => String.fromCharCode(0xac00 + nth));
	const standard = new Set<string>();
	const decoder = new TextDecoder('euc-kr');
	for (let lead = 0xb0; lead <= 0xc8; lead++)
		for (let trail = 0xa1; trail <= 0xfe; trail++) standard.add(decoder.decode(new Uint8Array([lead, trail])));
	const rest = all.filter((letter) => !standard.has(letter)).values();
	added = new Map();
	for (let lead = 0x81; lead <= 0xc6; lead++) {
		for (let trail = 0x41; trail <= (lead < 0xa1 ? 0xfe : 0xa0); trail++) {
			if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
			const { value } = rest.next();
			if (value) added.set((lead << 8) | trail, value);
		}
	}
	return added;
}

function canRead(bytes: Uint8Array, encoding: Encoding): boolean {
	try {
		new TextDecoder(encoding, { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}
