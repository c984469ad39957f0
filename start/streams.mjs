/**
 * Lets an answer of the application go on as a stream that is written to without the application's framework between:
 * thousands of them get the same bytes. The application answers with the headers of a stream and a ticket in
 * `x-madang-stream`, having looked at who asks as ever; instead of ending the answer it is handed to whoever gave the
 * ticket, `globalThis.__madangStream(ticket, response)`.
 *
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 */
export function letStream(request, response) {
	if (request.method !== 'GET' || !/\/stream(\?|$)/.test(request.url ?? '')) return;
	const { writeHead, end } = response;
	let ticket;
	response.writeHead = (...args) => {
		ticket = response.getHeader('x-madang-stream');
		response.removeHeader('x-madang-stream');
		// Its end is the connection's: without a frame around each piece, what is written goes out in one write.
		if (ticket !== undefined) Object.assign(response, { useChunkedEncodingByDefault: false, shouldKeepAlive: false });
		return writeHead.apply(response, args);
	};
	response.end = (...args) => {
		Object.assign(response, { writeHead, end });
		if (ticket === undefined || !globalThis.__madangStream) return response.end(...args);
		response.flushHeaders();
		globalThis.__madangStream(ticket, response);
		return response;
	};
}
