/** Check digit of a Korean business registration number (사업자등록번호) from its first nine digits. */
export function checkDigit(nine: string): number {
	const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
	const digits = [...nine].map(Number);
	const sum = digits.reduce((total, digit, at) => total + digit * weights[at]!, 0) + Math.floor((digits[8]! * 5) / 10);
	return (10 - (sum % 10)) % 10;
}

/** The made-up number of the n-th firm: no tax office is numbered 999, so it is nobody's. Up to 80,000 of them. */
export function registrationNumber(nth: number): string {
	if (nth < 0 || nth >= 80_000) throw new RangeError(`no registration number for firm ${nth}`);
	const nine = `999${81 + Math.floor(nth / 10_000)}${String(nth % 10_000).padStart(4, '0')}`;
	return nine + checkDigit(nine);
}
