import { deflateRawSync } from 'node:zlib';

export type Entry = {
	name: string;
	content?: Buffer | string;
	size?: number;
	flags?: number;
	unixMode?: number;
	at?: number;
};

/** An archive, entry by entry, as honest as each entry says. */
export function zip(entries: Entry[]): Buffer {
	const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
	let at = 0;
	for (const { name, content = '', size, flags = 0x800, unixMode = 0o100644, at: lies } of entries) {
		const [bytes, named] = [Buffer.from(content), Buffer.from(name)];
		const packed = deflateRawSync(bytes);
		const facts = Buffer.alloc(26);
		facts.writeUInt16LE(20, 0);
		facts.writeUInt16LE(flags, 2);
		facts.writeUInt16LE(8, 4);
		facts.writeUInt32LE(packed.length, 14);
		facts.writeUInt32LE(size ?? bytes.length, 18);
		facts.writeUInt16LE(named.length, 22);
		locals.push(Buffer.from('PK\x03\x04'), facts, named, packed);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE((unixMode << 16) >>> 0, 6);
		rest.writeUInt32LE(lies ?? at, 10);
		directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), facts, rest, named);
		at += 30 + named.length + packed.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...locals, list, end]);
}
