import { createHash } from 'node:crypto';
import { compoundIn } from './compound.ts';
import { Unfit, type Found, type Kind } from './found.ts';
import { imageIn } from './image.ts';
import { pdfIn } from './pdf.ts';
import { piecesOf, type Source } from './source.ts';
import { readArchive, type Archive } from './zip.ts';

/** Says what a file is by what is in it, whatever its name; throws `Unfit` where it is nothing we take. */
export async function inspect(source: Source): Promise<Found> {
	if (source.size === 0) throw new Unfit('empty');
	const found = pdfIn(source) ?? compoundIn(source) ?? (await archiveIn(source));
	if (found) return found;
	const kind = imageIn(source);
	if (!kind) throw new Unfit('unknown');
	return { kind, isLocked: false, cautions: [], holdsNumber: false };
}

/** The SHA-256 of a source, in hexadecimal. */
export function digest(source: Source): string {
	const hash = createHash('sha256');
	for (const piece of piecesOf(source)) hash.update(piece);
	return hash.digest('hex');
}

const readable = /^(mimetype|\[Content_Types\]\.xml|META-INF\/manifest\.xml)$/;
const programs = /\.(exe|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|msi|jar|dll|chm|iso)$/i;

async function archiveIn(source: Source): Promise<Found | undefined> {
	if (source.read(0, 4).toString('latin1') !== 'PK\x03\x04') return undefined;
	const archive = await readArchive(source, readable);
	const kind = kindOf(archive);
	const isLocked = archive.isLocked || /encryption-data/.test(archive.texts.get('META-INF/manifest.xml') ?? '');
	const holdsProgram = kind === 'zip' && archive.names.some((name) => programs.test(name));
	return { kind, isLocked, cautions: holdsProgram ? ['zip-program'] : [], holdsNumber: archive.holdsNumber };
}

// ECMA-376 part 2 §10: what the main part of a package is, its content types say.
const office: [Kind, string][] = [
	['docx', 'wordprocessingml.document.main'],
	['pptx', 'presentationml.presentation.main'],
	['xlsx', 'spreadsheetml.sheet.main']
];

function kindOf({ names, texts }: Archive): Kind {
	if (texts.get('mimetype')?.trim() === 'application/hwp+zip') return 'hwpx';
	const types = texts.get('[Content_Types].xml');
	if (types === undefined) return 'zip';
	if (names.some((name) => /vbaProject\.bin$/i.test(name)) || /macroEnabled|vbaProject/i.test(types)) {
		throw new Unfit('macro');
	}
	const [kind] = office.find(([, main]) => types.includes(main)) ?? [];
	if (!kind) throw new Unfit('unknown');
	return kind;
}
