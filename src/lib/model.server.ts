import type { z } from 'zod';

/** A server that speaks OpenAI's chat completions, as the settings name it. */
export type ModelServer = {
	url: string;
	key: string;
	model: string;
	timeoutMs: number;
	isStreamed: boolean;
};

/** What is asked: what to do, what with, and the shape of the answer (JSON). At most so many bytes may come back. */
export type ModelAsk = { instructions: string; prompt: string; shape: z.ZodType; bytesMost: number };

/** Why no whole answer came. The first four may pass by themselves; the others will not. */
export const modelFaults = ['busy', 'down', 'slow', 'cut', 'refused', 'too-large', 'nonsense'] as const;
export type ModelFault = (typeof modelFaults)[number];

/** The server gave no whole answer; where it said when to come again, after how many seconds. */
export class ModelFailed extends Error {
	readonly fault: ModelFault;
	readonly retryAfterS: number | null;

	constructor(fault: ModelFault, retryAfterS: number | null = null) {
		super(`model: ${fault}`);
		this.fault = fault;
		this.retryAfterS = retryAfterS;
	}
}

type Watching = { stop: AbortSignal; onLetters: (count: number) => void };

/**
 * Asks a language model once and answers with its whole text. Nothing that came by halves is answered: a stream that
 * ends before the server says it is done, or takes too long, or grows too large, is a `ModelFailed`. `onLetters` hears how
 * much has come. Throws the signal's own fault when `stop` ends it.
 */
export async function askModel(server: ModelServer, ask: ModelAsk, { stop, onLetters }: Watching): Promise<string> {
	const library = await loaded();
	const late = AbortSignal.timeout(server.timeoutMs);
	const bounded = boundedFetch(server, ask.bytesMost);
	try {
		const sending = { fetch: bounded.fetch, signal: AbortSignal.any([late, stop]) };
		const asked = prepared(library, server, ask, sending);
		const { text, finish } = server.isStreamed
			? await streamed(library, asked, onLetters)
			: await whole(library, asked);
		if (finish === 'content-filter') throw new ModelFailed('refused');
		if (finish !== 'stop') throw new ModelFailed('cut');
		return text;
	} catch (fault) {
		stop.throwIfAborted();
		if (late.aborted) throw new ModelFailed('slow');
		const ended = bounded.ended();
		if (ended) throw new ModelFailed(ended);
		if (fault instanceof ModelFailed) throw fault;
		throw failedBy(library, fault);
	}
}

// It is large: it is read when a model is asked for the first time, and not where there is none.
async function loaded() {
	const [sdk, compatible] = await Promise.all([import('ai'), import('@ai-sdk/openai-compatible')]);
	return { ...sdk, ...compatible };
}

type Library = Awaited<ReturnType<typeof loaded>>;
type Sending = { fetch: typeof globalThis.fetch; signal: AbortSignal };

function prepared({ Output, createOpenAICompatible }: Library, server: ModelServer, ask: ModelAsk, sending: Sending) {
	const provider = createOpenAICompatible({
		...{ name: 'assistant', baseURL: server.url, fetch: sending.fetch, supportsStructuredOutputs: true },
		...(server.key && { apiKey: server.key })
	});
	return {
		...{ model: provider(server.model), instructions: ask.instructions, prompt: ask.prompt },
		output: Output.object({ schema: ask.shape }),
		...{ temperature: 0, maxRetries: 0, abortSignal: sending.signal }
	};
}

type Prepared = ReturnType<typeof prepared>;

async function whole({ generateText }: Library, asked: Prepared) {
	const { text, finishReason } = await generateText(asked);
	return { text, finish: finishReason };
}

async function streamed({ streamText }: Library, asked: Prepared, onLetters: (count: number) => void) {
	const { stream } = streamText({ ...asked, onError: () => {} });
	let [text, finish] = ['', 'unknown'];
	for await (const part of stream) {
		if (part.type === 'text-delta') onLetters((text += part.text).length);
		else if (part.type === 'error') throw part.error;
		else if (part.type === 'finish') finish = part.finishReason;
	}
	return { text, finish };
}

function failedBy({ APICallError, NoObjectGeneratedError }: Library, fault: unknown): ModelFailed {
	if (NoObjectGeneratedError.isInstance(fault)) {
		return new ModelFailed(fault.finishReason === 'stop' ? 'nonsense' : 'cut');
	}
	if (!APICallError.isInstance(fault)) return new ModelFailed('cut');
	const { statusCode: status, responseHeaders: headers } = fault;
	if (status === undefined) return new ModelFailed('down');
	if (status === 429) return new ModelFailed('busy', secondsIn(headers?.['retry-after']));
	if (status >= 500) return new ModelFailed('down', secondsIn(headers?.['retry-after']));
	// It answered well, and what came is no answer of the protocol's.
	return new ModelFailed(status >= 400 ? 'refused' : 'nonsense');
}

// RFC 9110, 10.2.3: seconds, or an instant; the instant is too seldom to be worth a clock here.
const secondsIn = (header: string | undefined) => (/^\d{1,5}$/.test(header ?? '') ? Number(header) : null);

/** Goes to the address of the settings and nowhere it is sent on to; ends an answer that is larger than it may be. */
function boundedFetch({ url: base }: ModelServer, most: number) {
	let ended: 'too-large' | 'cut' | null = null;
	async function* measured(body: ReadableStream<Uint8Array>) {
		let size = 0;
		try {
			for await (const piece of body) {
				size += piece.byteLength;
				if (size > most) throw new ModelFailed('too-large');
				yield piece;
			}
		} catch (fault) {
			ended = fault instanceof ModelFailed ? 'too-large' : 'cut';
			throw fault;
		}
	}
	const bounded: typeof globalThis.fetch = async (input, init) => {
		const address = input instanceof Request ? input.url : String(input);
		if (!address.startsWith(`${base}/`)) throw new ModelFailed('refused');
		const answer = await fetch(input, { ...init, redirect: 'error' });
		const body = answer.body && streamOf(measured(answer.body));
		return new Response(body, { status: answer.status, headers: answer.headers });
	};
	return { fetch: bounded, ended: () => ended };
}

const streamOf = (pieces: AsyncGenerator<Uint8Array>) =>
	new ReadableStream<Uint8Array>({
		pull: async (stream) => {
			const { done, value } = await pieces.next();
			if (done) stream.close();
			else stream.enqueue(value);
		},
		cancel: async () => void (await pieces.return(undefined))
	});
