import { refusal } from '#lib/refusal.ts';
import { isFormula } from './csv.ts';
import { attributeIn, escaped, walkXml, type XmlVisit } from './xml.ts';
import { openZip, zip, type Packed, type ZipLimits } from './zip.server.ts';

/** A row of a sheet: its number as the spreadsheet shows it, and what its cells say. */
export type SheetRow = { row: number; cells: string[] };

const limits: ZipLimits = { files: 2000, each: 96 * 2 ** 20, whole: 192 * 2 ** 20 };
const mostColumns = 500;

const notASheet = () => refusal('invalid', 'lib.not-a-spreadsheet');
const oldSheet = () => refusal('invalid', 'lib.old-spreadsheet');

/**
 * A workbook (ECMA-376, .xlsx): the names of its sheets, and the rows of one. Cells are what they say: text, figures as
 * figures, days as `2026-11-30`. Formulas give the value they had when the file was saved; nothing is ever run. Refuses
 * what is no workbook, what is encrypted or of the old form, and what unpacks to more than the limits, before unpacking.
 */
export function openXlsx(bytes: Buffer): { sheets: string[]; rowsOf: (sheet: string) => SheetRow[] } {
	if (bytes.readUInt32BE(0) === 0xd0cf11e0) throw oldSheet();
	const { names, read } = openZip(bytes, limits);
	const part = (name: string) => (names.includes(name) ? read(name).toString('utf8') : null);
	const book = bookIn(part('xl/workbook.xml') ?? '', part('xl/_rels/workbook.xml.rels') ?? '');
	if (book.sheets.size === 0) throw notASheet();
	return {
		sheets: [...book.sheets.keys()],
		rowsOf: (sheet) => {
			const xml = part(book.sheets.get(sheet) ?? '');
			if (xml === null) throw notASheet();
			const shared = stringsIn(part('xl/sharedStrings.xml') ?? '');
			return rowsIn(xml, { shared, isDay: dayStyles(part('xl/styles.xml') ?? ''), is1904: book.is1904 });
		}
	};
}

function walk(xml: string, visit: XmlVisit): void {
	if (!walkXml(xml, visit)) throw notASheet();
}

function bookIn(workbook: string, relations: string): { sheets: Map<string, string>; is1904: boolean } {
	const targets = new Map<string, string>();
	walk(relations, {
		open: (name, attributes) => {
			if (name !== 'Relationship') return;
			const target = attributeIn(attributes, 'Target') ?? '';
			targets.set(attributeIn(attributes, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
		}
	});
	const sheets = new Map<string, string>();
	let is1904 = false;
	walk(workbook, {
		open: (name, attributes) => {
			if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributeIn(attributes, 'date1904') ?? '');
			const target = name === 'sheet' && targets.get(attributeIn(attributes, 'id') ?? '');
			if (target) sheets.set(attributeIn(attributes, 'name') ?? '', target);
		}
	});
	return { sheets, is1904 };
}

// The readings of a word above it (rPh) are no part of the text.
function stringsIn(xml: string): string[] {
	const strings: string[] = [];
	let [text, isText, isReading] = ['', false, false];
	walk(xml, {
		open: (name) => {
			if (name === 'si') text = '';
			if (name === 'rPh') isReading = true;
			isText = name === 't';
		},
		close: (name) => {
			if (name === 'si') strings.push(plain(text));
			if (name === 'rPh') isReading = false;
			isText = false;
		},
		text: (piece) => {
			if (isText && !isReading) text += piece;
		}
	});
	return strings;
}

// Formats that say a day: those of the standard's list (§18.8.30, the Korean ones among them), and a file's own with
// years, months or days in them.
function dayStyles(xml: string): (style: number) => boolean {
	const own = new Map<number, boolean>();
	const styles: number[] = [];
	let isCell = false;
	walk(xml, {
		open: (name, attributes) => {
			const id = Number(attributeIn(attributes, 'numFmtId') ?? 0);
			if (name === 'cellXfs') isCell = true;
			if (name === 'xf' && isCell) styles.push(id);
			if (name !== 'numFmt') return;
			const code = (attributeIn(attributes, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
			own.set(id, /[ymdYMD]/.test(code) && !/^general$/i.test(code));
		},
		close: (name) => {
			if (name === 'cellXfs') isCell = false;
		}
	});
	const isBuiltIn = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
	return (style) => own.get(styles[style] ?? 0) ?? isBuiltIn(styles[style] ?? 0);
}

type Reading = { shared: string[]; isDay: (style: number) => boolean; is1904: boolean };

function rowsIn(xml: string, reading: Reading): SheetRow[] {
	const rows: SheetRow[] = [];
	let [row, column, type, style, value] = [0, -1, '', 0, ''];
	let [cells, isValue, isReading]: [string[], boolean, boolean] = [[], false, false];
	walk(xml, {
		open: (name, attributes) => {
			if (name === 'row') [row, column, cells] = [Number(attributeIn(attributes, 'r') ?? row + 1), -1, []];
			if (name === 'rPh') isReading = true;
			isValue = name === 'v' || name === 't';
			if (name !== 'c') return;
			column = columnOf(attributeIn(attributes, 'r')) ?? column + 1;
			[type, style, value] = [attributeIn(attributes, 't') ?? 'n', Number(attributeIn(attributes, 's') ?? 0), ''];
		},
		close: (name) => {
			isValue = false;
			if (name === 'rPh') isReading = false;
			if (name === 'c' && value !== '' && column < mostColumns) cells[column] = said(value, type, style, reading);
			if (name === 'row' && cells.length > 0) rows.push({ row, cells: Array.from(cells, (cell) => cell ?? '') });
		},
		text: (piece) => {
			if (isValue && !isReading) value += piece;
		}
	});
	return rows;
}

function columnOf(reference: string | undefined) {
	const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
	if (!letters) return undefined;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function said(value: string, type: string, style: number, { shared, isDay, is1904 }: Reading): string {
	if (type === 's') return shared[Number(value)] ?? '';
	if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
	if (type !== 'n') return plain(value);
	const figure = Number(value);
	if (!Number.isFinite(figure)) return value;
	return isDay(style) ? dayOf(figure, is1904) : String(figure);
}

// Days since the last of 1899; Excel counts a 29 February 1900 that never was. A part of a day is a clock time.
function dayOf(serial: number, is1904: boolean): string {
	const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
	const text = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000).toISOString();
	return Number.isInteger(serial) ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

// §22.9.2.19: letters XML cannot hold are written `_x000D_`, and so is what only looks like one.
const plain = (text: string) =>
	text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))).replace(/\r\n?/g, '\n');
const held = (text: string) =>
	escaped(
		text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (letter) => {
			return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
		})
	);

/**
 * A table as a workbook of one sheet, piece by piece. Every cell is text, so that nothing is run and no leading zero is
 * lost; one that would be a formula if typed is marked as quoted (as Excel does for an apostrophe), and stays so.
 */
export function xlsx(rows: Iterable<readonly string[]>, sheet = 'Sheet1'): AsyncGenerator<Uint8Array> {
	return zip([...frame(sheet), { name: 'xl/worksheets/sheet1.xml', pieces: sheetPieces(rows) }]);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function frame(sheet: string): Packed[] {
	const files = {
		'[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
		'_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" quotePrefix="1"/></cellXfs></styleSheet>`
	};
	return Object.entries(files).map(([name, text]) => ({ name, pieces: [head + text] }));
}

function lettersOf(column: number): string {
	const last = String.fromCharCode(65 + (column % 26));
	return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last;
}

function* sheetPieces(rows: Iterable<readonly string[]>): Generator<string> {
	yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
	let nth = 0;
	for (const row of rows) {
		nth += 1;
		const style = (text: string) => (nth === 1 ? 2 : isFormula(text) ? 1 : 0);
		// Readers of other makers want each cell's own name.
		const cell = (text: string, at: number) =>
			text === ''
				? ''
				: `<c r="${lettersOf(at)}${nth}" s="${style(text)}" t="inlineStr"><is><t xml:space="preserve">${held(text)}</t></is></c>`;
		yield `<row r="${nth}">${row.map(cell).join('')}</row>`;
	}
	yield '</sheetData></worksheet>';
}
