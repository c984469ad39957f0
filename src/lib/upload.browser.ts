/** A file on its way to `home` (tus 1.0.0), from the page. `place` is where it lies already in part, if it does. */
export type Sending = {
	home: string;
	file: File;
	metadata: Record<string, string>;
	place?: string | undefined;
	/** Told where it lies, and after each piece how much has arrived; `null` while there is no connection. */
	told: (place: string, arrived: number | null) => void;
	stopped: AbortSignal;
};

/** How it ended: the server's own name for the file, or its sentence why not; nothing when we were stopped. */
export type Sent = { line: string } | { refused: string } | undefined;

const pieceBytes = 512 << 10;
const longestWaitMs = 15_000;
const protocol = { 'tus-resumable': '1.0.0' };

/**
 * Sends a file piece by piece. When the connection goes, or the server is away, it asks again and again how much has
 * arrived and goes on from there; only a refusal ends it.
 */
export async function sendFile(sending: Sending): Promise<Sent> {
	let place = sending.place;
	let from: number | null = place ? null : 0;
	for (let misses = 0; !sending.stopped.aborted;) {
		try {
			place ??= await begin(sending);
			const answer = from === null ? await ask(place, sending) : await sendPiece(place, from, sending);
			const line = answer.headers.get('madang-attached');
			if (line) return { line: decodeURIComponent(line) };
			from = Number(answer.headers.get('upload-offset'));
			sending.told(place, from);
			misses = 0;
		} catch (fault) {
			if (fault instanceof Refused) return { refused: fault.message };
			if (sending.stopped.aborted) return undefined;
			from = place ? null : 0;
			sending.told(place ?? '', null);
			await rest(Math.min(longestWaitMs, 1000 * 2 ** misses++), sending.stopped);
		}
	}
	return undefined;
}

/** Takes away what has arrived of a file. That it may be gone already is as good. */
export async function dropFile(place: string): Promise<void> {
	await fetch(place, { method: 'DELETE', headers: protocol }).catch(() => {});
}

class Refused extends Error {}

async function begin({ home, file, metadata, stopped }: Sending): Promise<string> {
	const pairs = Object.entries(metadata).map(([name, value]) => `${name} ${base64(value)}`);
	const headers = { ...protocol, 'upload-length': String(file.size), 'upload-metadata': pairs.join(',') };
	const answer = await checked(await fetch(home, { method: 'POST', headers, signal: stopped }));
	return answer.headers.get('location')!;
}

async function ask(place: string, { stopped }: Sending): Promise<Response> {
	const answer = await fetch(place, { method: 'HEAD', headers: protocol, signal: stopped });
	return checked(answer);
}

async function sendPiece(place: string, from: number, { file, stopped }: Sending): Promise<Response> {
	const headers = {
		...protocol,
		'upload-offset': String(from),
		'content-type': 'application/offset+octet-stream'
	};
	const body = file.slice(from, from + pieceBytes);
	return checked(await fetch(place, { method: 'PATCH', headers, body, signal: stopped }));
}

// What is away or out of step is tried again; a refusal has its sentence.
async function checked(answer: Response): Promise<Response> {
	if (answer.ok) return answer;
	const { code, title } = (await answer.json().catch(() => ({}))) as { code?: string; title?: string };
	const isPassing = answer.status >= 500 || code?.endsWith('upload-offset');
	throw isPassing ? new Error(title) : new Refused(title ?? '');
}

function base64(text: string): string {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

// As long as it takes, or until the browser says that it is connected again.
function rest(ms: number, stopped: AbortSignal): Promise<void> {
	return new Promise((done) => {
		const timer = setTimeout(done, ms);
		addEventListener('online', () => (clearTimeout(timer), setTimeout(done, 300)), { once: true });
		stopped.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
	});
}
