import { beaconRandomness, type Transcript } from '../src/index.ts';
import { el } from './dom.ts';
import { say } from './state.ts';

type Source = { readonly title: string; readonly text: string; readonly hex?: string };

/** What went into the seed, and the seed: each value beside its bytes as squares of colour. */
export function seedPicture(transcript: Transcript): HTMLElement {
	const sources = sourcesOf(transcript).map(({ title, text, hex }) =>
		el('li', {}, el('h3', {}, title), ...(hex ? [squares(hex)] : []), el('code', {}, text))
	);
	const { seed } = transcript.result;
	return el(
		'div',
		{ class: 'card making' },
		el('p', { class: 'soft' }, say('seedSay')),
		el('ul', {}, ...sources),
		el('p', { class: 'into' }, el('span', {}, 'HKDF-SHA-256')),
		el('div', { class: 'made' }, el('h3', {}, say('theSeed')), squares(seed), el('code', {}, seed))
	);
}

function sourcesOf({ seal, randomness, sealDigest }: Transcript): Source[] {
	const { beacon, reveals = [] } = randomness;
	const sources: Source[] = [];
	if (beacon) {
		const hex = beaconRandomness(beacon.signature);
		sources.push({ title: say('beacon', { round: beacon.round }), text: hex, hex });
	}
	for (const { name } of seal.randomness.witnesses ?? []) {
		const reveal = reveals.find((one) => one.name === name);
		sources.push(
			reveal ? { title: say('secret', { name }), text: reveal.secret } : { title: say('held', { name }), text: '–' }
		);
	}
	return [...sources, { title: say('sealIs'), text: sealDigest, hex: sealDigest }];
}

function squares(hex: string): HTMLElement {
	const bytes = hex.match(/../g)!.map((byte) => parseInt(byte, 16));
	const colours = bytes.map((byte) => `hsl(${(100 + byte * 0.9) % 360} ${30 + (byte % 30)}% ${38 + (byte % 5) * 8}%)`);
	return el(
		'div',
		{ class: 'hex', 'aria-hidden': 'true' },
		...colours.map((colour) => el('i', { style: `background:${colour}` }))
	);
}
