import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import busboy from 'busboy';
import { refusal } from './refusal.ts';

/** A form that is none, or was cut off. */
export const unreadableForm = () => refusal('invalid', 'lib.unreadable-form');

/** One file of a form as it comes in: the input's name ('' where it has none), the file's own, and its bytes. */
export type FileSent = { input: string; name: string; body: AsyncIterable<Uint8Array> };

/**
 * Reads a `multipart/form-data` body with files in it, none of them whole in memory: each goes to `take` as it comes.
 * Answers with the other inputs, and with the first fault of `take`; the rest of the body is read to its end all the same.
 * Refuses what is no such form.
 */
export async function readMultipart(
	request: Request,
	take: (file: FileSent) => Promise<void>
): Promise<{ data: FormData; fault: unknown }> {
	const data = new FormData();
	const taken: Promise<void>[] = [];
	let fault: unknown;
	const parser = parserFor(request);
	parser.on('field', (name: string | undefined, value) => data.append(name ?? '', value));
	parser.on('file', (input: string | undefined, stream, { filename }) => {
		stream.on('error', () => {}); // cut off while nobody reads it any more, it has nobody else to tell
		if (!filename) return void stream.resume();
		const work = take({ input: input ?? '', name: filename, body: stream })
			.catch((wrong: unknown) => void (fault ??= wrong))
			.finally(() => stream.resume());
		taken.push(work);
	});
	const isRead = await pipeline(Readable.fromWeb(request.body as ReadableStream), parser).then(
		() => true,
		() => false
	);
	await Promise.all(taken);
	if (!isRead) throw unreadableForm();
	return { data, fault };
}

function parserFor(request: Request): busboy.Busboy {
	const type = request.headers.get('content-type') ?? '';
	if (!request.body || !/^multipart\/form-data;.*boundary=/i.test(type)) throw unreadableForm();
	const limits = { fields: 2000, files: 20, fieldSize: 1 << 20, headerPairs: 50 };
	return busboy({ headers: { 'content-type': type }, defParamCharset: 'utf8', limits });
}
