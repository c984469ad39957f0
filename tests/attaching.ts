import type { FieldSettings } from '#db/kinds.ts';
import { beginUpload, receiveBytes, type FileCome } from '#domain/applications/uploads.write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import type { Db } from '#lib/db.server.ts';
import { noon, words, type Scene } from './world.ts';

/** A small PDF that is one. */
export const finePdf = (text = 'plan') =>
	Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%${text}\n%%EOF\n`);

/** Lets the cast's call ask for files, as `plan`. */
export async function askForFiles({ db, call }: Pick<Scene, 'db' | 'call'>, settings: FieldSettings = {}) {
	const row = { call_id: call.id, position: 20, key: 'plan', kind: 'file', label: words('Plan'), options: '[]' };
	await db
		.insertInto('fields')
		.values({ ...row, is_required: false, is_feature: false, settings: { most: 2, megabytes: 1, ...settings } })
		.execute();
}

/** The bytes of a file as they come in, in pieces. */
export async function* inPieces(bytes: Buffer, length = 64 << 10): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** Uploads a whole file. */
export async function attach(
	db: Db,
	who: Applicant,
	{ name, bytes }: { name: string; bytes: Buffer },
	at = noon
): Promise<FileCome & { id: string }> {
	const { id } = await beginUpload(db, who, { field: 'plan', name, size: bytes.length }, at);
	return { id, ...(await receiveBytes(db, who, { id, from: 0, body: inPieces(bytes) }, at)) };
}
