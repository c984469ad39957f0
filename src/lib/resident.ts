/**
 * A resident registration number in the text (six digits of a birth date, seven more): the law forbids collecting it.
 * Three others look alike and are let through: a decimal; a corporation's registration number, by its registry's number
 * and its own check digit; goods' bar codes of Korea (EAN-13, 880…), which have no dash, by theirs. Of people's own
 * numbers that lets pass a tenth of those born since 2011 at eleven days of a month, and of those typed without a dash
 * a tenth of those born in 1988.
 */
export function hasResidentNumber(text: string): boolean {
	const plain = isAscii.test(text) ? text : text.normalize('NFKC');
	for (const [, birth = '', dash, rest = ''] of plain.matchAll(shaped)) {
		const digits = birth + rest;
		if (!isCorporation(digits) && !(dash === '' && isGoods(digits))) return true;
	}
	return false;
}

const isAscii = /^[\0-\x7f]*$/;
const shaped = /(?<!\d|\d[.,])(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))([\p{Pd}\s]?)([1-8]\d{6})(?!\d|\.\d)/gu;

// Rules for the registration numbers of corporations, article 3: registry (11 to 28, two more), kind, serial, check digit.
const isCorporation = (digits: string) =>
	/^(1[1-9]|2[0-8])\d\d(1[1-5]|2[1-9]|3[1-9]|[4-7]\d|8[1-6])/.test(digits) && checks(digits, [1, 2]);

const isGoods = (digits: string) => digits.startsWith('880') && checks(digits, [1, 3]);

function checks(digits: string, weights: [number, number]): boolean {
	const sum = [...digits.slice(0, 12)].reduce((sum, digit, at) => sum + Number(digit) * weights[at % 2]!, 0);
	return (10 - (sum % 10)) % 10 === Number(digits[12]);
}
