// The plainest event stream there is: `node:http`, one shared buffer written to every response. Says when it wrote each.
import http from 'node:http';

const streams = new Set<http.ServerResponse>();
const server = http.createServer((request, response) => {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.flushHeaders();
	streams.add(response);
	response.once('close', () => streams.delete(response));
	request.resume();
});
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as { port: number }).port }));
process.on('message', ({ id }: { id: number }) => {
	const at = performance.timeOrigin + performance.now();
	const frame = Buffer.from(`id: ${id}\ndata: floor\n\n`);
	for (const stream of streams) stream.write(frame);
	process.send!({ id, at });
});
process.on('disconnect', () => process.exit());
