/** Whether a page hears of news now, is trying to again, or has been shut out. */
export type Hearing = 'live' | 'away' | 'gone';

type Page<View> = {
	/** Where news is streamed, and where the page reads what it shows. */
	stream: string;
	view: () => string;
	/** Takes what was read. */
	take: (view: View) => void;
	/** Up to which news the page is. */
	newest: number;
	/** At most how long it waits before it reads, ms: thousands must not all ask in one instant. */
	spreadMs?: number;
};

// The server's beat comes every 20 seconds: who has missed two has a dead line, whatever the browser says.
const silenceMs = 45_000;
const againMs = { first: 400, most: 15_000 };
const moveMs = 2_500;
const votesMs = 1_500;

/**
 * Keeps a page as the server has it: hears that something changed, and then reads it as whoever looks at it. A line that
 * breaks is made again, each page at a moment of its own, and what was missed is read then. One reading at a time; what
 * comes meanwhile is read after it.
 */
export class LivePage<View extends { newest: number }> {
	hearing: Hearing = $state('away');

	readonly #page: Page<View>;
	#source: EventSource | undefined;
	#newest: number;
	#tries = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#silence: ReturnType<typeof setTimeout> | undefined;
	#reading: ReturnType<typeof setTimeout> | undefined;
	#isReading = false;
	#isStale = false;

	constructor(page: Page<View>) {
		this.#page = page;
		this.#newest = page.newest;
	}

	/** Begins to hear; answers with what ends it. */
	start(): () => void {
		this.#open();
		const wake = () => document.visibilityState === 'visible' && this.hearing !== 'gone' && this.#open();
		addEventListener('online', wake);
		document.addEventListener('visibilitychange', wake);
		return () => {
			removeEventListener('online', wake);
			document.removeEventListener('visibilitychange', wake);
			this.#close();
			clearTimeout(this.#reading);
		};
	}

	/** Reads now what the server has. */
	async read(): Promise<void> {
		if (this.#isReading) return void (this.#isStale = true);
		this.#isReading = true;
		this.#isStale = false;
		try {
			const response = await fetch(this.#page.view(), { headers: { accept: 'application/json' } });
			if (response.ok) this.#took(await response.json());
			else if (response.status === 404 || response.status === 403) this.#shut();
			else this.#isStale = true;
		} catch {
			this.#isStale = true; // read again when the line is back
		}
		this.#isReading = false;
		if (this.#isStale && this.hearing === 'live') this.#readSoon(1_000);
	}

	#took(view: View): void {
		this.#newest = Math.max(this.#newest, view.newest);
		this.#page.take(view);
	}

	// What this page was let see is no longer there for it.
	#shut(): void {
		this.hearing = 'gone';
		this.#close();
		location.reload();
	}

	#open(): void {
		this.#close();
		const joint = this.#page.stream.includes('?') ? '&' : '?';
		const source = new EventSource(`${this.#page.stream}${joint}after=${this.#newest}`);
		this.#source = source;
		source.addEventListener('open', () => {
			this.hearing = 'live';
			this.#tries = 0;
		});
		source.addEventListener('message', ({ data }) => this.#heard(String(data).split(' ')));
		source.addEventListener('beat', () => this.#listen());
		source.addEventListener('move', () => this.#again(Math.random() * moveMs));
		source.addEventListener('error', () => {
			this.hearing = 'away';
			const wait = Math.min(againMs.most, againMs.first * 2 ** this.#tries++);
			this.#again(100 + Math.random() * wait);
		});
		this.#listen();
	}

	#heard(words: string[]): void {
		this.#listen();
		const isNews = words.some((word) => word !== 'hello' && word !== 'votes');
		if (isNews || this.#isStale) this.#readSoon(this.#page.spreadMs ?? 0);
		else if (words.includes('votes')) this.#readSoon((this.#page.spreadMs ?? 0) && votesMs);
	}

	#readSoon(spreadMs: number): void {
		clearTimeout(this.#reading);
		this.#reading = setTimeout(() => void this.read(), Math.random() * spreadMs);
	}

	#listen(): void {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#open(), silenceMs);
	}

	#again(waitMs: number): void {
		this.#close();
		this.#timer = setTimeout(() => this.#open(), waitMs);
	}

	#close(): void {
		this.#source?.close();
		this.#source = undefined;
		clearTimeout(this.#timer);
		clearTimeout(this.#silence);
	}
}

/** The server's clock, ms: reckoned from what it said when a view was read. */
export class ServerClock {
	now: number = $state(0);
	#aheadMs = 0;

	constructor(said: number) {
		this.now = said;
		this.#aheadMs = said - Date.now();
	}

	/** Takes up what the server said just now. A slow answer sets it back by less than the answer took. */
	take(said: number): void {
		this.#aheadMs = said - Date.now();
		this.now = said;
	}

	/** Begins to run; answers with what stops it. */
	start(): () => void {
		const timer = setInterval(() => (this.now = Date.now() + this.#aheadMs), 250);
		return () => clearInterval(timer);
	}
}
