// Many listeners to one event stream, in a process of their own: says when each heard of which news.
import net from 'node:net';

type Order = { open: { port: number; path: string; count: number } } | { tell: true } | { close: true };

let sockets: net.Socket[] = [];
let heard = new Map<number, number[]>();
const clock = () => performance.timeOrigin + performance.now();

function listen(port: number, path: string): Promise<void> {
	return new Promise((done, fail) => {
		const socket = net.connect(port, '127.0.0.1', () =>
			socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/event-stream\r\n\r\n`)
		);
		socket.once('error', fail);
		socket.once('data', () => done());
		socket.on('data', (chunk) => {
			const at = clock();
			for (const [, id, word] of chunk.toString('latin1').matchAll(/id: (\d+)\ndata: (\w+)/g)) {
				if (word === 'hello') continue;
				const times = heard.get(Number(id));
				if (times) times.push(at);
				else heard.set(Number(id), [at]);
			}
		});
		sockets.push(socket);
	});
}

async function open({ port, path, count }: { port: number; path: string; count: number }): Promise<void> {
	const began = clock();
	for (let at = 0; at < count; at += 50) {
		await Promise.all(Array.from({ length: Math.min(50, count - at) }, () => listen(port, path)));
	}
	process.send!({ opened: count, ms: clock() - began });
}

process.on('message', (order: Order) => {
	if ('open' in order) void open(order.open);
	else if ('tell' in order) {
		process.send!({ heard: [...heard] });
		heard = new Map();
	} else {
		for (const socket of sockets) socket.destroy();
		sockets = [];
		process.send!({ closed: true });
	}
});
process.on('disconnect', () => process.exit());
