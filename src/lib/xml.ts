/** What to do at each tag and text of an XML document. Names come without their prefix, attributes as they stand. */
export type XmlVisit = {
	open?: (name: string, attributes: string) => void;
	close?: (name: string) => void;
	text?: (text: string) => void;
};

const attribute = '\\s+[\\w:.-]+\\s*=\\s*(?:"[^"<]*"|\'[^\'<]*\')';
const token = new RegExp(
	`<(/?)(?:[\\w.-]+:)?([\\w.-]+)((?:${attribute})*)\\s*(/?)>|([^<]+)|<!\\[CDATA\\[([^]*?)\\]\\]>|<\\?[^]*?\\?>|<!--[^]*?-->`,
	'y'
);

/**
 * Walks through an XML document in one pass. Knows no document types and no entities of a document's own: what has one
 * is no document we read. Answers whether the whole of it could be read.
 */
export function walkXml(xml: string, { open, close, text }: XmlVisit): boolean {
	token.lastIndex = xml.startsWith('\ufeff') ? 1 : 0;
	while (token.lastIndex < xml.length) {
		const found = token.exec(xml);
		if (!found) {
			token.lastIndex = 0;
			return false;
		}
		const [, ends, name, attributes = '', isEmpty, plain, raw] = found;
		if (name) {
			if (!ends) open?.(name, attributes);
			if (ends || isEmpty) close?.(name);
		} else if (plain !== undefined) text?.(unescaped(plain));
		else if (raw !== undefined) text?.(raw);
	}
	return true;
}

const wanted = new Map<string, RegExp>();

/** One attribute among those of a tag, or undefined. */
export function attributeIn(attributes: string, name: string): string | undefined {
	const form = wanted.get(name) ?? new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
	wanted.set(name, form);
	const found = form.exec(attributes);
	const value = found?.[1] ?? found?.[2];
	return value === undefined ? undefined : unescaped(value);
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g, (whole, hex, decimal, name) => {
		if (name) return named[name]!;
		const code = hex ? parseInt(hex, 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

/** A text as it stands in XML, in a tag's content or between double quotes. */
export function escaped(text: string): string {
	return text.replace(/[<>&"]/g, (letter) => `&${Object.keys(named).find((name) => named[name] === letter)!};`);
}
