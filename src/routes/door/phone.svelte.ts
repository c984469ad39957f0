import { SvelteMap } from 'svelte/reactivity';
import { maskedName, mostScans, saidByDevice, type Way } from '#domain/doors/rules.ts';
import { judge, type Entrant, type Inside, type Verdict } from '#domain/doors/verdict.rules.ts';
import type { DeviceNews, DeviceView } from '#domain/doors/read.server.ts';
import type { ScanForm } from '#domain/doors/form.ts';
import { codeTyped } from '#domain/registrations/tickets.rules.ts';
import { openKept, type Kept } from '#lib/ui/kept.browser.ts';

type Self = { id: string; key: CryptoKey; view: DeviceView | null; since: DeviceNews['since'] | null; aheadMs: number };
type Stores = { self: Self; entrants: Entrant; inside: Inside; queue: ScanForm };
type Answer = { now: number; taken: { nonce: string; reason: string | null }[] } & (
	{ isOff: true } | ({ isOff: false; news: DeviceNews } & DeviceView)
);

/** What was read last and what was said of it; `before` is how it stood, for an undo. */
export type Said = { scan: ScanForm; verdict: Verdict; before: Inside | undefined; isUndone: boolean };

const everyMs = 4_000;
const jumpMs = 2_000;
const batch = Math.min(mostScans, 200);
const curve = { name: 'ECDSA', namedCurve: 'P-256' };

/**
 * A steward's phone at its door: keeps who may come, decides by itself, keeps what it read until the server has it, and
 * speaks to the server whenever there is a line.
 */
export class DoorPhone {
	state: 'opening' | 'stranger' | 'ready' | 'off' = $state('opening');
	view: DeviceView | null = $state(null);
	hasLine = $state(false);
	waiting = $state(0);
	heardAt: number | null = $state(null);
	said: Said | null = $state(null);
	fault: string | null = $state(null);
	readonly inside = new SvelteMap<string, Inside>();

	#kept!: Kept<Stores>;
	#self: Self | undefined;
	readonly #entrants = new Map<string, Entrant>();
	readonly #queue = new Map<string, ScanForm>();
	#isSyncing = false;
	#clock = 0;

	/** Opens what is kept; a secret, where there is one, lets the phone in to its door first. Answers with what ends it. */
	async start(secret: string | null): Promise<() => void> {
		this.#kept = await openKept<Stores>('door', ['self', 'entrants', 'inside', 'queue']);
		await this.#load();
		if (secret) await this.#enrol(secret);
		this.state = this.#self ? 'ready' : this.state === 'off' ? 'off' : 'stranger';
		this.#clock = Date.now() - performance.now();
		void this.sync();
		const timer = setInterval(() => void this.sync(), everyMs);
		const online = () => void this.sync();
		addEventListener('online', online);
		return () => {
			clearInterval(timer);
			removeEventListener('online', online);
		};
	}

	/** The instant by the server's clock, as far as this phone can tell. */
	now(): number {
		this.#watchClock();
		return Date.now() - (this.#self?.aheadMs ?? 0);
	}

	/** How many are in, as far as this phone knows. */
	get heads(): number {
		return this.inside.size;
	}

	/** Decides about what was scanned, typed or chosen, keeps it, and says so at once. */
	async read(text: string, way: Way): Promise<void> {
		if (!this.view) return;
		const at = this.now();
		const roster = {
			entrant: (key: string) => this.#entrants.get(key),
			inside: (key: string) => this.inside.get(key)
		};
		const verdict = judge(this.view.door, roster, { text, way, at });
		await this.#take(this.#scan({ text, way, wasLet: verdict.isLet, told: verdict.reason }), verdict);
	}

	/** Lets through whom the door would not: the desk sees that it was a steward's word. */
	async letAnyway(): Promise<void> {
		const { said } = this;
		if (!said || said.verdict.isLet || !said.verdict.key) return;
		const { text, way } = said.scan;
		const scan = this.#scan({ text, way: way as Way, wasLet: true, told: said.verdict.reason, wasForced: true });
		await this.#take(scan, { ...said.verdict, isLet: true });
	}

	/** Takes back the last reading that let somebody through. */
	async undo(): Promise<void> {
		const { said } = this;
		if (!said || said.isUndone || !said.scan.wasLet) return;
		const { text, nonce } = said.scan;
		this.said = { ...said, isUndone: true };
		this.#stand(said.verdict.key, said.before);
		await this.#keep(this.#scan({ text, way: 'undo', undoes: nonce, wasLet: false }), said.verdict.key);
	}

	/** Who may come, by the last letters of a code or a whole name: what is typed is masked, and compared. */
	found(typed: string): Entrant[] {
		const [tail, name] = [codeTyped(typed), maskedName(typed)];
		if (!typed.trim()) return [];
		return [...this.#entrants.values()]
			.filter((one) => !one.off && (one.tail === tail || (name.length > 1 && one.name === name)))
			.slice(0, 12);
	}

	/** Hands in what waits and hears what is new. What the server has not named stays, whatever it answered. */
	async sync(): Promise<void> {
		const self = this.#self;
		if (!self || this.#isSyncing) return;
		this.#isSyncing = true;
		try {
			const scans = [...this.#queue.values()].slice(0, batch);
			const sent = Date.now();
			const body = JSON.stringify({ now: sent, since: self.since, waiting: this.#queue.size - scans.length, scans });
			const answer = await this.#ask(self, body);
			if (answer) await this.#hear(self, answer, (sent + Date.now()) / 2);
		} catch {
			this.hasLine = false;
		}
		this.#isSyncing = false;
		if (this.hasLine && this.#queue.size > 0) setTimeout(() => void this.sync(), 200);
	}

	async #load(): Promise<void> {
		const [[self], entrants, inside, queue] = await Promise.all([
			this.#kept.all('self'),
			this.#kept.all('entrants'),
			this.#kept.all('inside'),
			this.#kept.all('queue')
		]);
		this.#self = self?.[1];
		this.view = this.#self?.view ?? null;
		for (const [key, one] of entrants) this.#entrants.set(key, one);
		for (const [key, one] of inside) this.inside.set(key, one);
		for (const [nonce, scan] of queue) this.#queue.set(nonce, scan);
		this.waiting = this.#queue.size;
	}

	// The private half never leaves the browser: not even this page can read it.
	async #enrol(secret: string): Promise<void> {
		const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
		const point = toBase64url(await crypto.subtle.exportKey('raw', publicKey));
		const headers = { 'content-type': 'application/json' };
		const sending = { method: 'POST', headers, body: JSON.stringify({ secret, publicKey: point }) };
		const response = await fetch('/door/enrol', sending).catch(() => undefined);
		const answer = await response?.json().catch(() => undefined);
		if (!response?.ok || !answer) return void (this.fault = answer?.title ?? 'line');
		await this.#kept.clear();
		this.#entrants.clear();
		this.inside.clear();
		this.#queue.clear();
		this.#self = { id: answer.id, key: privateKey, view: null, since: null, aheadMs: 0 };
		this.view = null;
		await this.#kept.put({ self: [['self', this.#self]] });
		void navigator.storage?.persist?.();
	}

	async #ask(self: Self, body: string): Promise<Answer | undefined> {
		const bytes = new TextEncoder().encode(saidByDevice(self.id, body));
		const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, self.key, bytes);
		const own = { 'x-door-device': self.id, 'x-door-signature': toBase64url(signature) };
		const headers = { 'content-type': 'application/json', ...own };
		const response = await fetch('/door/sync', { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
		this.hasLine = response.ok;
		return response.ok ? response.json() : undefined;
	}

	async #hear(self: Self, answer: Answer, at: number): Promise<void> {
		const taken = answer.taken.map(({ nonce }): [string, undefined] => [nonce, undefined]);
		for (const [nonce] of taken) this.#queue.delete(nonce);
		this.waiting = this.#queue.size;
		this.heardAt = at;
		if (answer.isOff) return this.#forget(taken);
		const { now, taken: _, isOff: __, news, ...view } = answer;
		this.#clock = Date.now() - performance.now();
		const isNew = self.since === null || news.entrants.length + news.inside.length > 0;
		Object.assign(self, { aheadMs: Math.round(at - now), since: news.since, view });
		this.view = view;
		for (const one of news.entrants) this.#entrants.set(one.key, one);
		for (const { key, inside } of news.inside) this.#stand(key, inside ?? undefined);
		if (isNew) this.#again();
		await this.#kept.put({
			queue: taken,
			self: [['self', self]],
			entrants: news.entrants.map((one) => [one.key, one]),
			inside: news.inside.map(({ key }) => [key, $state.snapshot(this.inside.get(key))])
		});
	}

	// Switched off: nobody's name stays here. What the server has not named yet stays for it to have.
	async #forget(taken: [string, undefined][]): Promise<void> {
		await this.#kept.put({ queue: taken });
		if (this.#queue.size > 0) return;
		await this.#kept.clear();
		this.#entrants.clear();
		this.inside.clear();
		this.#self = undefined;
		[this.view, this.said, this.state] = [null, null, 'off'];
	}

	// What was read here and is not in the server's books yet stands over what those say.
	#again(): void {
		const undone = new Set([...this.#queue.values()].map(({ undoes }) => undoes));
		for (const { text, way, at, ahead, wasLet, nonce } of this.#queue.values()) {
			if (!wasLet || undone.has(nonce) || !this.view) continue;
			const roster = { entrant: () => undefined, inside: () => undefined };
			const { key } = judge(this.view.door, roster, { text, way: way as Way, at: at - ahead });
			this.#stand(key, way === 'entry' ? { at: at - ahead, door: this.view.door.name } : undefined);
		}
	}

	#stand(key: string | undefined, inside: Inside | undefined): void {
		if (!key) return;
		if (inside) this.inside.set(key, inside);
		else this.inside.delete(key);
	}

	#scan(of: Pick<ScanForm, 'text' | 'way' | 'wasLet'> & Partial<ScanForm>): ScanForm {
		const nonce = crypto.randomUUID();
		const at = { at: Date.now(), ahead: this.#self?.aheadMs ?? 0 };
		return { undoes: null, wasForced: false, told: null, ...of, ...at, nonce, text: of.text.slice(0, 400) };
	}

	async #take(scan: ScanForm, verdict: Verdict): Promise<void> {
		const before = verdict.key ? this.inside.get(verdict.key) : undefined;
		this.said = { scan, verdict, before, isUndone: false };
		const { name } = this.view!.door;
		const { at, ahead, wasLet } = scan;
		if (wasLet) this.#stand(verdict.key, scan.way === 'entry' ? { at: at - ahead, door: name } : undefined);
		await this.#keep(scan, verdict.key);
	}

	async #keep(scan: ScanForm, key: string | undefined): Promise<void> {
		this.#queue.set(scan.nonce, scan);
		this.waiting = this.#queue.size;
		const inside: [string, Inside | undefined][] = key ? [[key, $state.snapshot(this.inside.get(key))]] : [];
		await this.#kept.put({ queue: [[scan.nonce, scan]], inside });
		void this.sync();
	}

	// Somebody set this phone's clock: how far it is ahead of the server's has changed by as much.
	#watchClock(): void {
		const clock = Date.now() - performance.now();
		const jump = Math.round(clock - this.#clock);
		if (Math.abs(jump) > jumpMs && this.#self) this.#self.aheadMs += jump;
		if (Math.abs(jump) > jumpMs) this.#clock = clock;
	}
}

function toBase64url(bytes: ArrayBuffer): string {
	const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
	return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
