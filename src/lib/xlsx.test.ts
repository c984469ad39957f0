import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { openXlsx, xlsx } from './xlsx.server.ts';
import { openZip, zip, type Packed } from './zip.server.ts';

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all = [];
	for await (const piece of pieces) all.push(piece);
	return Buffer.concat(all);
}

const packed = (files: Record<string, string>) =>
	bytesOf(zip(Object.entries(files).map(([name, text]): Packed => ({ name, pieces: [text] }))));

const cell = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Cs}/gu, '').replace(/\r\n?/g, '\n')),
	fc.constantFrom('', '=1+1', '_x0041_', '  a\n\tb ', '+82 10-1234-5678', '<&>"', '한글', '\u0000\ufffe')
);

test('what is written to a workbook is read from it again, whatever it is', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
			async (rows) => {
				const { sheets, rowsOf } = openXlsx(await bytesOf(xlsx(rows, 'A & "B"')));
				deepEqual(sheets, ['A & "B"']);
				const trimmed = (cells: string[]) => cells.slice(0, cells.findLastIndex((text) => text !== '') + 1);
				const expected = rows.map((cells, at) => ({ row: at + 1, cells: trimmed(cells) }));
				deepEqual(
					rowsOf('A & "B"'),
					expected.filter(({ cells }) => cells.length > 0)
				);
			}
		)
	);
});

const frame = {
	'xl/workbook.xml':
		'<x:workbook xmlns:x="m"><x:sheets><x:sheet name="명단" sheetId="1" r:id="r1"/></x:sheets></x:workbook>',
	'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="/xl/sheet.xml"/></Relationships>'
};

test('figures, days, truth, readings above words and cells left out are read as a spreadsheet shows them', async () => {
	const bytes = await packed({
		...frame,
		'xl/styles.xml':
			'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;년&quot; m&quot;월&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
		'xl/sharedStrings.xml':
			'<sst><si><r><t>한</t></r><r><t>빛</t></r><rPh><t>읽기</t></rPh></si><si><t>a&amp;b&#10;c_x0009_</t></si></sst>',
		'xl/sheet.xml': `<worksheet><sheetData>
			<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
			<row r="4"><c r="A4" s="1"><v>46349</v></c><c r="B4" s="2"><v>46349.75</v></c><c r="C4"><v>2.208162517E9</v></c>
			<c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="str"><f>A1&amp;"x"</f><v>한빛x</v></c></row>
		</sheetData></worksheet>`
	});
	deepEqual(openXlsx(bytes).rowsOf('명단'), [
		{ row: 1, cells: ['한빛', '', 'a&b\nc\t'] },
		{ row: 4, cells: ['2026-11-23', '2026-11-23 18:00', '2208162517', 'TRUE', '#N/A', '한빛x'] }
	]);
});

for (const [what, sheet] of [
	['a document type', '<!DOCTYPE x [<!ENTITY e "eeee">]><worksheet><sheetData>&e;</sheetData></worksheet>'],
	['a tag that never ends', '<worksheet><row r="1'],
	['no XML', '\u0000\u0001<<<']
] as const) {
	test(`a sheet with ${what} is refused`, async () => {
		const bytes = await packed({ ...frame, 'xl/sheet.xml': sheet });
		throws(() => openXlsx(bytes).rowsOf('명단'), { code: 'lib.not-a-spreadsheet' });
	});
}

/** An archive of one file whose list says another size than it unpacks to. */
function lying(text: string, size: number): Buffer {
	const name = Buffer.from('xl/workbook.xml');
	const body = deflateRawSync(text);
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(name.length, 26);
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(8, 10);
	entry.writeUInt32LE(body.length, 20);
	entry.writeUInt32LE(size, 24);
	entry.writeUInt16LE(name.length, 28);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(head.length + name.length + body.length, 16);
	return Buffer.concat([head, name, body, entry, name, end]);
}

test('a bomb is refused by its list before unpacking, and one that lies where its list says it ends', () => {
	const limits = { files: 10, each: 1000, whole: 1500 };
	const bomb = 'a'.repeat(2 ** 20);
	throws(() => openZip(lying(bomb, bomb.length), limits), { code: 'lib.archive-too-large' });
	const { read } = openZip(lying(bomb, 900), limits);
	throws(() => read('xl/workbook.xml'), { code: 'lib.not-an-archive' });
	equal(openZip(lying('fine', 4), limits).read('xl/workbook.xml').toString(), 'fine');
});

test('what is no archive, is cut short, or of the old form is refused', async () => {
	const whole = await bytesOf(xlsx([['a']]));
	for (const bytes of [Buffer.from('PK\x03\x04 and no more'), whole.subarray(0, -60), Buffer.from('PK\x05\x06')]) {
		throws(() => openXlsx(bytes), { name: 'Refusal' });
	}
	throws(() => openXlsx(Buffer.from('d0cf11e0a1b11ae1', 'hex')), { code: 'lib.old-spreadsheet' });
	for (let at = 0; at < whole.length; at += 7) {
		const broken = Buffer.from(whole);
		broken[at]! ^= 0xff;
		try {
			openXlsx(broken).rowsOf('Sheet1');
		} catch (fault) {
			ok(fault instanceof Error && fault.name === 'Refusal', `byte ${at}: ${String(fault)}`);
		}
	}
});
