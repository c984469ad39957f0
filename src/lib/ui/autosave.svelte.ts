/** Where what was typed stands: kept, about to be, on its way, waiting for the network, or refused with a sentence. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused';

const restMs = 900;
const retryMs = 3000;

/**
 * Keeps a form on the server while it is typed: posts it as JSON after a short rest, one request at a time, over the
 * version the server gave last. Without network it goes on trying; what the server refuses, it says, and stays quiet
 * until something else is typed.
 */
export class Autosave {
	state: SaveState = $state('saved');
	version: number = $state(0);
	/** Why the last save was refused: the status, the code and the sentence of the problem. */
	refused: { status: number; code: string; title: string } | null = $state(null);

	readonly #url: string;
	readonly #content: () => object;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;

	/** @param content what to post, asked for at the moment it goes; `version` is added to it */
	constructor(url: string, version: number, content: () => object) {
		this.#url = url;
		this.version = version;
		this.#content = content;
	}

	/** Something was typed. It goes with what else is typed within the rest, which is not put off by more typing. */
	touch(): void {
		if (this.state === 'waiting') return;
		this.state = 'waiting';
		this.#later(restMs);
	}

	/** Saves what waits, now, and comes back when nothing is on its way. */
	async settle(): Promise<void> {
		clearTimeout(this.#timer);
		await this.#running;
		if (this.state !== 'waiting' && this.state !== 'offline') return;
		this.state = 'saving';
		this.#running = this.#save();
		await this.#running;
	}

	/** Nothing more is sent. */
	stop(): void {
		clearTimeout(this.#timer);
		this.state = 'saved';
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.settle(), ms);
	}

	async #save(): Promise<void> {
		const answer = await this.#post();
		this.refused = answer && 'title' in answer ? answer : null;
		if (answer && 'version' in answer) this.version = answer.version;
		// What was typed meanwhile has set the state and the clock again.
		if (this.state !== 'saving') return;
		this.state = !answer ? 'offline' : this.refused ? 'refused' : 'saved';
		if (!answer) this.#later(retryMs);
	}

	/** The server's answer, or nothing when it could not be reached or broke. */
	async #post(): Promise<{ version: number } | { status: number; code: string; title: string } | undefined> {
		try {
			const body = JSON.stringify({ version: this.version, ...this.#content() });
			const headers = { 'content-type': 'application/json', accept: 'application/json' };
			const response = await fetch(this.#url, { method: 'POST', headers, body, keepalive: body.length < 60_000 });
			if (response.status >= 500) return undefined;
			const answer = await response.json();
			return response.ok ? answer : { title: answer.message ?? '', code: '', ...answer, status: response.status };
		} catch {
			return undefined;
		}
	}
}
