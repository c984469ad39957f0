import { differing, merged, type Clash, type Typed } from '#lib/merge.ts';
import { keep, keptOf, send, type Answer } from './outbox.svelte.ts';

/** Where what was typed stands: kept, about to be, on its way, waiting for the line, refused, or changed elsewhere too. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused' | 'clash';

const restMs = 900;
const retryMs = 3000;

type Form = {
	/** Where it is posted, and under which key it is kept in this browser. */
	url: string;
	key: string;
	/** What the server served, and its version. */
	version: number;
	served: Typed;
	/** What stands in the form now; and how to put something else there. */
	typed: () => Typed;
	put: (typed: Typed) => void;
};

/**
 * Keeps a form while it is typed: at once in this browser, and after a short rest on the server, one request at a time,
 * over the version the server gave last. Without line it goes on trying. What was changed elsewhere meanwhile is brought
 * together with what was typed here; a field changed on both sides is shown, never chosen.
 */
export class Autosave {
	state: SaveState = $state('saved');
	version: number = $state(0);
	/** Why the last save was refused: the status, the code and the sentence of the problem. */
	refused: { status: number; code: string; title: string } | null = $state(null);
	/** The fields that were changed here and elsewhere: nothing is sent until one side of each is chosen. */
	clashes: Clash[] = $state([]);

	readonly #form: Form;
	#base: Typed;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;

	constructor(form: Form) {
		this.#form = form;
		this.version = form.version;
		this.#base = form.served;
	}

	/** The page has come alive: what was typed before, or waits in this browser from before, is taken up. */
	wake(standing: Typed): void {
		const kept = keptOf(this.#form.key);
		const ahead = Object.fromEntries(
			differing(this.#form.served, standing).map((name) => [name, standing[name] ?? ''])
		);
		if (kept && kept.version > this.version) {
			// The page is an old copy, shown without line: this browser knows better.
			this.version = kept.version;
			this.#base = kept.base;
			this.#take({ typed: { ...kept.typed, ...ahead }, clashes: [] });
		} else {
			this.#take(merged(kept?.base ?? this.#base, { ...(kept?.typed ?? this.#base), ...ahead }, this.#base));
		}
		if (this.clashes.length === 0 && differing(this.#base, this.#form.typed()).length > 0) this.touch();
	}

	/** Something was typed. It goes with what else is typed within the rest, which is not put off by more typing. */
	touch(): void {
		this.#keep();
		if (this.state === 'waiting' || this.clashes.length > 0) return;
		this.state = 'waiting';
		this.#later(restMs);
	}

	/** One side of a field that was changed on both is chosen. */
	choose(clash: Clash, side: 'mine' | 'theirs'): void {
		this.#form.put({
			...this.#form.typed(),
			[clash.name]: side === 'mine' ? this.#form.typed()[clash.name]! : clash.theirs
		});
		this.clashes = this.clashes.filter(({ name }) => name !== clash.name);
		if (this.clashes.length > 0) return;
		this.state = 'saved';
		this.touch();
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

	#keep(): void {
		keep(this.#form.key, { url: this.#form.url, version: this.version, base: this.#base, typed: this.#form.typed() });
	}

	async #save(): Promise<void> {
		const sent = this.#form.typed();
		const answer = await send(this.#form.url, this.version, sent);
		this.#took(answer, sent);
		// What was typed meanwhile has set the state and the clock again.
		if (this.state !== 'saving') return;
		this.state = !answer ? 'offline' : this.refused ? 'refused' : 'saved';
		if (!answer) this.#later(retryMs);
	}

	#took(answer: Answer | undefined, sent: Typed): void {
		if (!answer) return;
		if ('version' in answer) {
			this.refused = null;
			this.version = answer.version;
			this.#base = sent;
			this.#keep();
		} else if (answer.kept) {
			const before = this.#base;
			this.version = answer.kept.version;
			this.#base = answer.kept.typed;
			this.#take(merged(before, this.#form.typed(), answer.kept.typed));
			if (this.state === 'clash') return;
			this.state = 'waiting';
			this.#later(0);
		} else this.refused = answer;
	}

	#take({ typed, clashes }: { typed: Typed; clashes: Clash[] }): void {
		if (differing(typed, this.#form.typed()).length > 0) this.#form.put(typed);
		this.clashes = clashes;
		if (clashes.length > 0) this.state = 'clash';
		this.#keep();
	}
}
