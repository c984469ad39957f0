import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Db, Reader } from './db.server.ts';
import { asAttachment } from './filenames.ts';
import { files } from './files.server.ts';
import type { Span } from './disk.server.ts';
import type { Kind } from './inspect/found.ts';
import { filesOrigin } from './settings.server.ts';
import { isSignedBy, publicKeyFor, signed, signingKey } from './signing.server.ts';

const office = 'application/vnd.openxmlformats-officedocument';
const types: Record<Kind, string> = {
	pdf: 'application/pdf',
	hwp: 'application/x-hwp',
	hwpx: 'application/hwp+zip',
	docx: `${office}.wordprocessingml.document`,
	pptx: `${office}.presentationml.presentation`,
	xlsx: `${office}.spreadsheetml.sheet`,
	jpg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	gif: 'image/gif',
	zip: 'application/zip'
};

/** A file in the store, under its key, with what it turned out to be. */
export type Served = { id: string; name: string; size: number; kind: string; sha256: string | null };

/**
 * Sends a file to be kept: as an attachment under its own name, of the type it was found to be, in a sandbox without
 * any origin should something show it all the same, and kept by nobody on the way. One range is answered (RFC 9110 §14).
 */
export async function sendFile({ id, name, size, kind, sha256 }: Served, request: Request): Promise<Response> {
	const span = spanOf(request, size);
	const headers: Record<string, string> = {
		'content-type': types[kind as Kind] ?? 'application/octet-stream',
		'content-disposition': asAttachment(name),
		'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
		'cross-origin-resource-policy': filesOrigin ? 'same-site' : 'same-origin',
		'x-content-type-options': 'nosniff',
		'cache-control': 'private, no-store',
		'accept-ranges': 'bytes',
		...(sha256 && { 'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:` })
	};
	if (span === 'none') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
	const length = span ? span.to - span.from + 1 : size;
	const more: Record<string, string> = { 'content-length': String(length) };
	if (span) more['content-range'] = `bytes ${span.from}-${span.to}/${size}`;
	const body = request.method === 'HEAD' ? null : await files.read(id, span);
	const stream = body && (Readable.toWeb(body) as NodeStream as unknown as ReadableStream);
	return new Response(stream, { status: span ? 206 : 200, headers: { ...headers, ...more } });
}

/** Shows a picture on a page of ours: in place, of the type it was found to be and of no other. Its address names its bytes. */
export async function showPicture({ id, size, kind, sha256 }: Served, request: Request): Promise<Response> {
	const headers = {
		'content-type': types[kind as Kind] ?? 'application/octet-stream',
		'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
		'x-content-type-options': 'nosniff',
		'cache-control': 'private, max-age=600',
		'content-length': String(size),
		etag: `"${sha256}"`
	};
	if (request.headers.get('if-none-match') === headers.etag)
		return new Response(null, { status: 304, headers: { etag: headers.etag } });
	const body = request.method === 'HEAD' ? null : await files.read(id);
	return new Response(body && (Readable.toWeb(body) as NodeStream as unknown as ReadableStream), { headers });
}

function spanOf(request: Request, size: number): Span | 'none' | undefined {
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
	if (first === '' && last === '') return undefined;
	const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
	const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
	return from <= to && from < size ? { from, to } : 'none';
}

const purpose = 'files';
const lastsMs = 5 * 60_000;
const said = (id: string, person: string, until: string) => `madang/file/v1 ${id} ${person} ${until}`;

/** Leads to a file on the origin that is for files alone, by a link that is good for five minutes and names for whom. */
export async function linkFor(db: Db, { id, personId }: { id: string; personId: string }, at: Date): Promise<Response> {
	const until = String(at.getTime() + lastsMs);
	const signature = signed(said(id, personId, until), await signingKey(db, purpose, at));
	const asked = new URLSearchParams({ for: personId, until, signature });
	return new Response(null, { status: 303, headers: { location: `${filesOrigin}/files/${id}?${asked}` } });
}

/** For whom an address is a link of ours to this file that is still good, if it is one. */
export async function linkedPerson(db: Reader, id: string, url: URL, at: Date): Promise<string | undefined> {
	const { for: person = '', until = '', signature = '' } = Object.fromEntries(url.searchParams);
	if (!filesOrigin || signature === '' || !(Number(until) > at.getTime())) return undefined;
	const key = await publicKeyFor(db, purpose);
	return key !== undefined && isSignedBy(key, said(id, person, until), signature) ? person : undefined;
}
