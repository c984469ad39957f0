import {
	checkInclusion,
	commitTo,
	DrawRefusal,
	explain,
	inclusionProof,
	saying,
	type Transcript
} from '../src/index.ts';
import { el } from './dom.ts';
import { lotPicture } from './lot-picture.ts';
import { say, state, type Receipt } from './state.ts';

/** The two secrets in a receipt's JSON: { salt, digest }, or as Madang writes it { receipt: { salt, contentHash } }. */
export function receiptIn(given: unknown): Receipt | null {
	if (typeof given !== 'object' || given === null) return null;
	const { receipt = given } = given as { receipt?: unknown };
	const { salt, digest, contentHash } = receipt as Record<string, unknown>;
	const own = digest ?? contentHash;
	return typeof salt === 'string' && typeof own === 'string' ? { salt, digest: own } : null;
}

/** Asks for a lot, or for a receipt's lot; what is found is told below. `ask` is called with what was asked. */
export function findPart(transcript: Transcript, ask: (asked: number | Receipt) => void): HTMLElement {
	const lot = el('input', { id: 'lot', inputmode: 'numeric', autocomplete: 'off', size: 8 }) as HTMLInputElement;
	if (typeof state.asked === 'number') lot.value = String(state.asked);
	const byLot = el(
		'form',
		{ class: 'find', submit: (event) => (event.preventDefault(), ask(Number(lot.value))) },
		el('label', { for: 'lot' }, say('findLot', { size: transcript.roster.length })),
		lot,
		el('button', { class: 'main' }, say('findGo'))
	);
	return el(
		'div',
		{ class: 'card' },
		byLot,
		receiptPart(ask),
		el('div', { id: 'told', 'aria-live': 'polite' }, ...toldPart(transcript))
	);
}

function receiptPart(ask: (asked: Receipt) => void): HTMLElement {
	const given = typeof state.asked === 'object' ? state.asked : undefined;
	const field = (name: 'salt' | 'digest') => {
		const input = el('input', { id: name, autocomplete: 'off', spellcheck: 'false' }) as HTMLInputElement;
		input.value = given?.[name] ?? '';
		return input;
	};
	const [salt, digest] = [field('salt'), field('digest')];
	const read = () => ({ salt: salt.value.trim().toLowerCase(), digest: digest.value.trim().toLowerCase() });
	const form = el(
		'form',
		{ class: 'receipt', submit: (event) => (event.preventDefault(), ask(read())) },
		el('label', { for: 'salt' }, say('salt')),
		salt,
		el('label', { for: 'digest' }, say('digest')),
		digest,
		el('button', {}, say('findGo'))
	);
	const part = el(
		'details',
		{},
		el('summary', {}, say('findReceipt')),
		el('p', { class: 'soft' }, say('findReceiptSay')),
		form
	);
	if (given) part.setAttribute('open', '');
	return part;
}

/** What was found about the lot that was asked for. */
export function toldPart(transcript: Transcript): HTMLElement[] {
	const { asked } = state;
	if (asked === undefined) return [];
	try {
		if (typeof asked === 'number') return [storyOf(transcript, asked)];
		return byReceipt(transcript, asked);
	} catch (problem) {
		if (!(problem instanceof DrawRefusal)) throw problem;
		const says = problem.code === 'draw.bad-hex' ? say('noReceipt') : saying(problem)[state.language];
		return [el('p', { class: 'wrong' }, says)];
	}
}

function byReceipt(transcript: Transcript, { salt, digest }: Receipt): HTMLElement[] {
	const commitment = commitTo(salt, digest);
	const entrant = transcript.roster.find((one) => one.commitment === commitment);
	if (!entrant) return [el('p', { class: 'wrong' }, say('proofNone', { commitment }))];
	const { root } = transcript.seal.roster;
	const proof = inclusionProof(transcript.roster, entrant.lot);
	const isIn = checkInclusion(root, entrant, proof);
	const proved = [
		say('proofCommitment', { commitment }),
		say('proofLot', { lot: entrant.lot }),
		isIn ? say('proofPath', { count: proof.path.length, root }) : say('proofBad')
	];
	return [
		el('ol', { class: 'proof' }, ...proved.map((sentence) => el('li', {}, sentence))),
		storyOf(transcript, entrant.lot)
	];
}

function storyOf(transcript: Transcript, asked: number): HTMLElement {
	const told = explain(transcript, asked);
	const { lot, drawn, reservePosition, says } = told;
	const outcome = drawn
		? say('wasDrawn')
		: reservePosition === null
			? say('wasNot')
			: say('wasReserve', { position: reservePosition });
	return el(
		'div',
		{ class: 'story' },
		el('h3', {}, el('span', {}, say('lotNumber', { lot })), el('b', { class: drawn ? 'tag in' : 'tag' }, outcome)),
		...says.map((sentence) => el('p', {}, sentence[state.language])),
		...lotPicture(told, transcript.seal.lottery.of)
	);
}
