import { deserialize } from '$app/forms';

/** A press that waits to be taken: what is sent, under a key of its own, and what the server said of it. */
export type Post = { key: string; fields: Record<string, string>; refused: string | null };

const mostWaitMs = 15_000;

/**
 * Sends forms over a bad line: each is kept in this browser until the server has taken or refused it, and sent again
 * until then, one after the other, in the order they were pressed. The server knows a press by its key: sent twice it
 * is one. What is refused stays to be read.
 */
export class Posts {
	waiting: Post[] = $state([]);

	readonly #action: string;
	readonly #store: string;
	readonly #taken: () => void;
	#isSending = false;
	#tries = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor({ action, store, taken }: { action: string; store: string; taken: () => void }) {
		this.#action = action;
		this.#store = `posts:${store}`;
		this.#taken = taken;
	}

	/** Takes up what an earlier page left. Answers with what ends it. */
	start(): () => void {
		try {
			this.waiting = JSON.parse(localStorage.getItem(this.#store) ?? '[]');
		} catch {
			this.waiting = [];
		}
		const wake = () => void this.#send();
		addEventListener('online', wake);
		void this.#send();
		return () => {
			removeEventListener('online', wake);
			clearTimeout(this.#timer);
		};
	}

	/** Sends a form now or when it can be. */
	add(key: string, fields: Record<string, string>): void {
		this.waiting.push({ key, fields, refused: null });
		this.#keep();
		this.#tries = 0;
		void this.#send();
	}

	/** Forgets one that was refused. */
	drop(key: string): void {
		this.waiting = this.waiting.filter((post) => post.key !== key);
		this.#keep();
	}

	async #send(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#isSending) return;
		this.#isSending = true;
		for (let next = this.#next(); next; next = this.#next()) {
			if (!(await this.#sendOne(next))) break;
		}
		this.#isSending = false;
		if (!this.#next()) return;
		this.#timer = setTimeout(
			() => void this.#send(),
			Math.min(mostWaitMs, 500 * 2 ** this.#tries++) * Math.random() + 200
		);
	}

	#next = () => this.waiting.find(({ refused }) => refused === null);

	// Whether it was settled: what the server is too busy for, and what does not reach it, is sent again.
	async #sendOne({ key, fields }: Post): Promise<boolean> {
		try {
			const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
			const response = await fetch(this.#action, { method: 'POST', headers, body: new URLSearchParams(fields) });
			if (response.status >= 500) return false;
			const sentence = refusalIn(response, await response.text());
			if (sentence === null) {
				this.drop(key);
				this.#taken();
				return true;
			}
			const post = this.waiting.find((one) => one.key === key);
			if (post) post.refused = sentence;
			this.#keep();
			return true;
		} catch {
			return false;
		}
	}

	#keep(): void {
		try {
			localStorage.setItem(this.#store, JSON.stringify(this.waiting));
		} catch {
			// A full store: this page still has it.
		}
	}
}

/** Why an action was refused, as a sentence, or null. What is no action's answer is a problem with a title. */
export function refusalIn(response: Response, body: string): string | null {
	if (response.headers.get('content-type')?.includes('problem+json')) return JSON.parse(body).title;
	const result = deserialize(body);
	if (result.type !== 'failure') return null;
	const refused = result.data?.refused as { sentence: string; fields: Record<string, string> } | undefined;
	return [refused?.sentence, ...Object.values(refused?.fields ?? {})].filter(Boolean).join(' ');
}
