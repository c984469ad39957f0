import { pause } from './processes.mjs';

/**
 * Ends the program in the order in which nothing is lost: no new connections, streams cut, answers under way given a
 * moment, the application's own close, the database. A second signal does not wait.
 *
 * @returns {{ atEnd: (work: () => unknown) => void, atForce: (work: () => unknown) => void, end: (code: number) => Promise<never> }}
 *   `atEnd` adds work that is done before the work added earlier
 */
export function prepareEnding() {
	const works = [];
	const forces = [];
	let ending = null;
	let begunAt = 0;

	const end = (code) => (ending ??= finish(works, code));
	const force = () => {
		for (const work of forces) work();
		setImmediate(() => process.exit(130)); // after what those works left for the same instant
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(name, () => {
			// One Ctrl-C comes twice: from the terminal, and from npm, which passes it on.
			if (ending && Date.now() - begunAt < 500) return;
			if (ending) return force();
			console.log('Stopping ...');
			begunAt = Date.now();
			void end(0);
		});
	}
	return { atEnd: (work) => works.unshift(work), atForce: (work) => forces.push(work), end };
}

/** @param {(() => unknown)[]} works @param {number} code */
async function finish(works, code) {
	for (const work of works) {
		try {
			await work();
		} catch (error) {
			console.error(error);
			code = 1;
		}
	}
	process.exit(code);
}

/**
 * Stops serving: streams are told to move at once, for they never end; answers under way within a second and a half.
 * @param {import('node:http').Server} server @param {Set<import('node:http').ServerResponse>} open
 */
export async function stopServing(server, open) {
	const closed = new Promise((done) => server.close(done));
	for (const response of open) if (isStream(response)) move(response);
	server.closeIdleConnections();
	await Promise.race([closed, pause(1_500)]);
	server.closeAllConnections();
}

// The browser comes again by itself, to another process if there is one, and names the last it was told.
/** @param {import('node:http').ServerResponse} response */
function move(response) {
	response.end('event: move\ndata: \n\n', () => response.socket?.destroySoon());
}

/** @param {import('node:http').ServerResponse} response */
function isStream(response) {
	return String(response.getHeader('content-type')).startsWith('text/event-stream');
}
