/**
 * A table as CSV (RFC 4180, CRLF) that spreadsheets open as UTF-8, because it begins with a byte order mark. A cell that
 * a spreadsheet would run as a formula gets an apostrophe before it and stays text.
 */
export function csv(rows: readonly (readonly string[])[]): string {
	return '\ufeff' + rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
}

// OWASP "CSV Injection": = + - @, tab and carriage return, and the full-width forms that Excel reads alike.
const runs = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function cell(text: string): string {
	const safe = runs.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
