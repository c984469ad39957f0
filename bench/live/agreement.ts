// Many pages on a bad line: each hears of news, reads the floor a moment later as the page does, loses its line now and
// then and comes back with the last id it was told. When the last news is two seconds old, every page must show what
// the server has.
import http from 'node:http';

const pages = Number(process.env.LIVE_PAGES ?? 2_000);
const [forMs, everyMs] = [20_000, 5_000];
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

type Page = { view: string; after: number; reads: number; stop: () => void; isOver: boolean };

/** Runs the pages against a server and says how many agree with it, and how long the slowest took. */
export async function agreement({
	base,
	approve
}: {
	base: string;
	approve: (nth: number) => Promise<unknown>;
}): Promise<void> {
	const opened: Page[] = [];
	for (let at = 0; at < pages; at += 50)
		opened.push(...(await Promise.all(Array.from({ length: 50 }, () => openPage(base)))));
	const began = Date.now();
	let drops = 0;
	const dropping = setInterval(() => {
		const dropped = opened.filter(() => Math.random() < 0.02);
		for (const page of dropped) page.stop();
		drops += dropped.length;
	}, 1_000);
	for (let nth = 0; Date.now() - began < forMs; nth++) {
		await approve(nth);
		await pause(everyMs);
	}
	clearInterval(dropping);
	await pause(3_000); // the last that were dropped are back
	await approve(0);
	const toldAt = Date.now();
	const truth = await read(base);
	let agreed = 0;
	while (agreed < pages && Date.now() - toldAt < 10_000) {
		await pause(20);
		agreed = opened.filter(({ view }) => view === truth).length;
	}
	const took = Date.now() - toldAt;
	const reads = opened.reduce((sum, page) => sum + page.reads, 0);
	for (const page of opened) page.isOver = true;
	for (const page of opened) page.stop();
	agent.destroy();
	console.log(
		`\n${pages} pages, ${drops} drops in ${forMs / 1000} s, ${reads} reads: ${agreed} of ${pages} show what the server has ${took} ms after the last news`
	);
	process.exitCode = agreed === pages && took <= 2_000 ? 0 : 1;
}

async function read(base: string): Promise<string> {
	const body = await new Promise<string>((done, fail) => {
		http
			.get(`${base}/sessions/busan-talk/floor`, { agent }, (response) => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (part) => (text += part));
				response.on('end', () => done(text));
			})
			.on('error', fail);
	});
	const { questions } = JSON.parse(body) as { questions: { id: string; state: string }[] };
	return questions.map(({ id, state }) => `${id} ${state}`).join();
}

async function openPage(base: string): Promise<Page> {
	const page: Page = { view: await read(base), after: 0, reads: 1, stop: () => {}, isOver: false };
	let isReading = false;
	let isStale = false;
	const readSoon = () => {
		if (isReading) return void (isStale = true);
		isReading = true;
		setTimeout(async () => {
			isStale = false;
			page.view = await read(base).catch(() => ((isStale = true), page.view));
			page.reads += 1;
			isReading = false;
			if (isStale && !page.isOver) readSoon();
		}, Math.random() * 500);
	};
	await new Promise<void>((ready) => listen(base, page, { readSoon, ready }));
	return page;
}

type Ears = { readSoon: () => void; ready: () => void };

function listen(base: string, page: Page, { readSoon, ready }: Ears): void {
	const request = http.get(`${base}/sessions/busan-talk/stream?after=${page.after}`, { agent: false }, (response) => {
		response.on('data', (chunk: Buffer) => {
			for (const [, id, words] of chunk.toString().matchAll(/id: (\d+)\ndata: (.*)/g)) {
				page.after = Number(id);
				if (words !== 'hello') readSoon();
			}
			ready();
		});
		response.on('error', () => {});
	});
	request.on('error', () => {});
	page.stop = () => {
		request.destroy();
		if (page.isOver) return;
		setTimeout(() => listen(base, page, { readSoon, ready: () => {} }), 100 + Math.random() * 1_900);
	};
}
