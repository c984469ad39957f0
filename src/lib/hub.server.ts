import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { News } from './news.server.ts';

/** An open stream, as far as the hub writes to it. */
export type Stream = Pick<ServerResponse, 'write' | 'end' | 'once' | 'destroy' | 'writableLength' | 'writableEnded'>;

/** News on any of these topics ends a stream: its browser asks again, as whoever it is by then. `since`: told up to here. */
export type Ends = { topics: readonly string[]; since: number };

type Wish = { topics: readonly string[]; after: number | null; ends: Ends };
type Options = { missed: (topics: readonly string[], after: number) => Promise<News[]>; togetherMs?: number };

const beatMs = 20_000;
const ticketMs = 30_000;
const lifeMs = 25 * 60_000;
const mostBehind = 64 * 1024;
const remembered = 2_000;
/** Streams one process holds. */
const most = 20_000;

/** What tells a browser to come again at once, to another process if there is one. */
export const moveFrame = 'event: move\ndata: \n\n';

// A browser that hears none for long knows that its line is dead, whatever the line says.
const beatFrame = Buffer.from('event: beat\ndata: \n\n');

const frameOf = (id: number, words: Iterable<string>) => Buffer.from(`id: ${id}\ndata: ${[...words].join(' ')}\n\n`);

/**
 * Holds the open streams of this process and writes news to them: encoded once, the same bytes to each. News of one
 * topic goes out at once; what follows within `togetherMs` goes together. Who does not read is dropped, and comes back
 * with the id they had: what they missed is told them from memory, or from the store.
 */
export class Hub {
	readonly #options: Required<Options>;
	readonly #streams = new Map<string, Set<Stream>>();
	readonly #ending = new Map<string, Set<Stream>>();
	readonly #tickets = new Map<string, Wish>();
	readonly #gathered = new Map<string, { id: number; words: Set<string> }>();
	readonly #beat: NodeJS.Timeout;
	#recent: News[] = [];
	#oldest = 0;
	#newest = 0;
	#count = 0;

	constructor({ missed, togetherMs = 250 }: Options) {
		this.#options = { missed, togetherMs };
		this.#beat = setInterval(() => this.#everybody().forEach((stream) => send(stream, beatFrame)), beatMs);
		this.#beat.unref();
	}

	/** The newest news this process knows of. */
	newest(): number {
		return this.#newest;
	}

	/** How many streams are open. */
	count(): number {
		return this.#count;
	}

	/** From where this process knows all news. */
	begin(id: number): void {
		this.#newest = this.#oldest = id;
	}

	/** Takes up news; what is not newer than the newest is known already. */
	receive(news: News): void {
		if (news.id <= this.#newest) return;
		this.#newest = news.id;
		this.#recent.push(news);
		if (this.#recent.length > remembered) this.#oldest = this.#recent.shift()!.id;
		for (const stream of this.#ending.get(news.topic) ?? []) endFor(stream, news.id);
		if (!this.#streams.has(news.topic)) return;
		const waiting = this.#gathered.get(news.topic);
		if (waiting) {
			waiting.id = news.id;
			waiting.words.add(news.word);
			return;
		}
		this.#gathered.set(news.topic, { id: news.id, words: new Set() });
		this.#tell(news.topic, frameOf(news.id, [news.word]));
		this.#flushLater(news.topic);
	}

	/** A ticket with which one stream can be opened on these topics; null when there are too many already. */
	admit(topics: readonly string[], after: number | null, ends: Ends = { topics: [], since: 0 }): string | null {
		if (this.#count >= most) return null;
		const ticket = randomUUID();
		this.#tickets.set(ticket, { topics, after, ends });
		setTimeout(() => this.#tickets.delete(ticket), ticketMs).unref();
		return ticket;
	}

	/** Goes on with an answer as the stream its ticket was given for. Each comes again at its own time. */
	async open(ticket: string, stream: Stream): Promise<void> {
		const wish = this.#tickets.get(ticket);
		this.#tickets.delete(ticket);
		if (!wish) return void stream.end();
		stream.write(`retry: ${1000 + Math.floor(Math.random() * 4000)}\n\n`);
		for (const topic of wish.topics) join(this.#streams, topic, stream);
		for (const topic of wish.ends.topics) join(this.#ending, topic, stream);
		this.#count += 1;
		const end = setTimeout(() => stream.end(moveFrame), lifeMs * (1 + Math.random() / 2));
		end.unref();
		stream.once('close', () => {
			clearTimeout(end);
			this.#count -= 1;
			for (const topic of wish.topics) leave(this.#streams, topic, stream);
			for (const topic of wish.ends.topics) leave(this.#ending, topic, stream);
		});
		await this.#tellMissed(stream, wish);
		// What ended while the request was on its way was told before the stream could hear it.
		const ended = wish.ends.topics.length ? await this.#since(wish.ends.topics, wish.ends.since) : [];
		if (ended.length) endFor(stream, ended.at(-1)!.id);
	}

	/** Tells everybody to move, and ends. */
	close(): void {
		clearInterval(this.#beat);
		for (const stream of this.#everybody()) stream.end(moveFrame);
	}

	#everybody = () => new Set([...this.#streams.values()].flatMap((of) => [...of]));

	#tell(topic: string, frame: Buffer): void {
		for (const stream of this.#streams.get(topic) ?? []) send(stream, frame);
	}

	#flushLater(topic: string): void {
		setTimeout(() => this.#flush(topic), this.#options.togetherMs).unref();
	}

	#flush(topic: string): void {
		const waiting = this.#gathered.get(topic);
		if (!waiting?.words.size) return void this.#gathered.delete(topic);
		this.#tell(topic, frameOf(waiting.id, waiting.words));
		waiting.words.clear();
		this.#flushLater(topic);
	}

	// Somebody who knows no id has just read everything; whoever knows one is told what came after it.
	async #tellMissed(stream: Stream, { topics, after }: Wish): Promise<void> {
		if (after === null) return send(stream, frameOf(this.#newest, ['hello']));
		const upTo = this.#newest;
		const later = await this.#since(topics, after);
		const words = later.length ? new Set(later.map(({ word }) => word)) : ['hello'];
		send(stream, frameOf(Math.max(upTo, after), words));
	}

	async #since(topics: readonly string[], after: number): Promise<News[]> {
		return after >= this.#oldest
			? this.#recent.filter(({ id, topic }) => id > after && topics.includes(topic))
			: this.#options.missed(topics, after);
	}
}

function join(streams: Map<string, Set<Stream>>, topic: string, stream: Stream): void {
	streams.set(topic, (streams.get(topic) ?? new Set()).add(stream));
}

function leave(streams: Map<string, Set<Stream>>, topic: string, stream: Stream): void {
	const of = streams.get(topic);
	of?.delete(stream);
	if (of?.size === 0) streams.delete(topic);
}

// Its page reads at once, and finds what it may still see; then it comes again.
function endFor(stream: Stream, id: number): void {
	if (!stream.writableEnded) stream.end(`${frameOf(id, ['ended']).toString()}${moveFrame}`);
}

function send(stream: Stream, frame: Buffer): void {
	if (stream.writableEnded) return;
	if (stream.writableLength > mostBehind) stream.destroy();
	else stream.write(frame);
}
