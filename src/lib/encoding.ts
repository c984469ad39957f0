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
	return new TextDecoder(encoding).decode(bytes);
}

function canRead(bytes: Uint8Array, encoding: Encoding): boolean {
	try {
		new TextDecoder(encoding, { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}
