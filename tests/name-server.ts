// A name server (RFC 1035 §4) that answers as a test wants, in an order or differently each time, with a time to live of 0.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

const [typeA, typeText, typeAAAA] = [1, 16, 28];

/** What is asked, and the addresses that are answered, or the texts; null says nothing at all. */
type Answers = (name: string, type: 'A' | 'AAAA') => string[] | null;
type Texts = (name: string) => string[] | null;

/** Opens one on this machine. `asked` is every question so far; `answer` and `texts` may be changed on the way. */
export async function openNameServer() {
	const asked: string[] = [];
	const server = {
		asked,
		port: 0,
		answer: (() => []) as Answers,
		texts: (() => []) as Texts,
		close: () => socket.close()
	};
	const socket = dgram.createSocket('udp4', (question, from) => {
		const { name, type, end } = questionIn(question);
		const kind = type === typeText ? 'TXT' : type === typeA ? 'A' : 'AAAA';
		asked.push(`${name} ${kind}`);
		const told = type === typeText ? server.texts(name)?.map(textRecord) : addressesIn(server.answer, name, type);
		if (told) socket.send(answerTo(question.subarray(0, end), told), from.port, from.address);
	});
	await once(socket.bind(0, '127.0.0.1'), 'listening');
	server.port = socket.address().port;
	return server;
}

function questionIn(message: Buffer) {
	const labels: string[] = [];
	let at = 12;
	for (let length = message[at]!; length > 0; length = message[at]!) {
		labels.push(message.toString('ascii', at + 1, at + 1 + length));
		at += 1 + length;
	}
	return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function addressesIn(answer: Answers, name: string, type: number): Buffer[] | undefined {
	if (type !== typeA && type !== typeAAAA) return [];
	return answer(name, type === typeA ? 'A' : 'AAAA')?.map(addressRecord);
}

function answerTo(question: Buffer, records: Buffer[]): Buffer {
	const head = Buffer.from(question);
	head.writeUInt16BE(0x8180, 2); // an answer, without fault
	head.writeUInt16BE(records.length, 6);
	head.writeUInt32BE(0, 8);
	return Buffer.concat([head, ...records]);
}

function addressRecord(address: string): Buffer {
	const bytes = isIPv6(address) ? bytesOf(address) : Buffer.from(address.split('.').map(Number));
	return recordOf(isIPv6(address) ? typeAAAA : typeA, bytes);
}

// In pieces of up to 255 bytes, each with its length (RFC 1035 §3.3.14); ours are short.
const textRecord = (text: string) => recordOf(typeText, Buffer.from([text.length, ...Buffer.from(text)]));

function recordOf(type: number, bytes: Buffer): Buffer {
	const head = Buffer.alloc(12);
	head.writeUInt16BE(0xc00c, 0); // the name that was asked
	head.writeUInt16BE(type, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt16BE(bytes.length, 10); // and before it four bytes of a time to live: 0
	return Buffer.concat([head, bytes]);
}

function bytesOf(address: string): Buffer {
	const [left = '', right = ''] = address.split('::');
	const parts = (text: string) => text.split(':').filter(Boolean);
	const missing = 8 - parts(left).length - parts(right).length;
	const all = [...parts(left), ...Array.from({ length: missing }, () => '0'), ...parts(right)];
	return Buffer.from(all.map((part) => part.padStart(4, '0')).join(''), 'hex');
}
