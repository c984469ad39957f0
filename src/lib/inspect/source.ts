import { fstatSync, openSync, readSync } from 'node:fs';

/** Bytes to look at, wherever they lie. A read past the end gives what is there. */
export type Source = { size: number; read: (at: number, length: number) => Buffer };

/** A file on the disk, read in pieces. */
export function fileSource(path: string): Source {
	const file = openSync(path, 'r');
	return {
		size: fstatSync(file).size,
		read: (at, length) => {
			const bytes = Buffer.alloc(length);
			return bytes.subarray(0, readSync(file, bytes, 0, length, at));
		}
	};
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Buffer): Source {
	return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}

/** The pieces of a source from its start, so that no more than one of them is in memory. */
export function* piecesOf(source: Source, length = 1 << 20): Generator<Buffer> {
	for (let at = 0; at < source.size; at += length) yield source.read(at, length);
}
