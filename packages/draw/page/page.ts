import {
	DrawRefusal,
	explain,
	readTranscript,
	saying,
	verdictOn,
	verifySteps,
	type Language,
	type Step,
	type Transcript,
	type Verdict
} from '../src/index.ts';
import { el } from './dom.ts';
import { chancePicture, numberPicture, rosterPicture, seedPicture } from './pictures.ts';
import { word, type Word } from './words.ts';

const SHOWN = 400;
const state: { language: Language; given?: unknown; steps: Step[]; verdict?: Verdict; lot?: number } = {
	language: navigator.language.startsWith('ko') ? 'ko' : 'en',
	steps: []
};
const say = (name: Word, facts = {}) => word(name, state.language, facts);
const page = document.getElementById('page')!;
show();

/** Reads a file and checks it step by step, showing each as it is done. */
async function check(file: File): Promise<void> {
	Object.assign(state, { given: undefined, steps: [], verdict: undefined, lot: undefined });
	try {
		state.given = readTranscript(await file.text());
	} catch (problem) {
		if (!(problem instanceof DrawRefusal)) throw problem;
		state.verdict = { ok: false, steps: [], notes: [], says: saying(problem) };
		return show();
	}
	for (const step of verifySteps(state.given)) {
		state.steps.push(step);
		show();
		await new Promise((done) => setTimeout(done, 60));
	}
	state.verdict = verdictOn(state.given, state.steps);
	show();
}

function show(): void {
	document.documentElement.lang = state.language;
	const { verdict, given } = state;
	const pictures = verdict?.ok ? resultParts(given as Transcript) : [];
	page.replaceChildren(el('main', {}, top(), dropArea(), ...verdictPart(), ...stepsPart(), ...pictures));
}

function top(): HTMLElement {
	const other = el(
		'button',
		{ type: 'button', click: () => ((state.language = state.language === 'ko' ? 'en' : 'ko'), show()) },
		say('other')
	);
	return el('div', {}, el('header', {}, el('h1', {}, say('title')), other), el('p', { class: 'soft' }, say('intro')));
}

function dropArea(): HTMLElement {
	const input = el('input', {
		type: 'file',
		accept: '.json,application/json',
		change: (event) => pick((event.target as HTMLInputElement).files)
	});
	const area: HTMLElement = el(
		'label',
		{
			class: 'drop',
			dragover: (event) => (event.preventDefault(), area.classList.add('over')),
			dragleave: () => area.classList.remove('over'),
			drop: (event) => (event.preventDefault(), pick((event as DragEvent).dataTransfer!.files))
		},
		input,
		el('strong', {}, say(state.verdict ? 'dropAgain' : 'drop'))
	);
	return area;
}

function pick(files: FileList | null): void {
	if (files?.[0]) void check(files[0]);
}

function verdictPart(): HTMLElement[] {
	const { verdict, steps, given } = state;
	if (!verdict) return steps.length ? [el('p', { class: 'verdict', role: 'status' }, say('checking'))] : [];
	if (!verdict.ok)
		return [el('div', { class: 'verdict bad', role: 'alert' }, el('strong', {}, say('bad')), firstProblem(verdict))];
	const { seal, result, roster, sealDigest } = given as Transcript;
	const tag = seal.tag === 'rehearsal' ? ` · ${say('rehearsal')}` : '';
	const facts = { drawn: result.drawn.length, places: seal.rules.places, entrants: roster.length };
	const notes = verdict.notes.map((note) => el('li', {}, note[state.language]));
	return [
		el(
			'div',
			{ class: 'verdict', role: 'status' },
			el('strong', {}, `${say('good')}${tag}`),
			seal.call,
			el('br'),
			say('drawn', facts),
			el('br'),
			el('code', {}, sealDigest)
		),
		...(notes.length ? [el('h2', {}, say('notes')), el('ul', { class: 'notes' }, ...notes)] : [])
	];
}

function firstProblem({ steps, says }: Verdict): string {
	const bad = steps.find((step) => !step.ok);
	return bad ? `${bad.title[state.language]}: ${bad.says[state.language]}` : says[state.language];
}

function stepsPart(): HTMLElement[] {
	if (!state.steps.length) return [];
	const items = state.steps.map(({ ok, title, says }) =>
		el('li', { class: ok ? 'good' : 'bad' }, el('b', {}, title[state.language]), says[state.language])
	);
	return [el('h2', {}, say('steps')), el('ol', { class: 'steps' }, ...items)];
}

function resultParts(transcript: Transcript): HTMLElement[] {
	const { language } = state;
	const hasFeatures = transcript.roster.some(({ features }) => Object.keys(features).length > 0);
	return [
		el('h2', {}, say('find')),
		findPart(transcript),
		...(hasFeatures
			? [
					el('h2', {}, say('features')),
					el('p', { class: 'soft' }, say('featuresSay')),
					rosterPicture(transcript, language)
				]
			: []),
		el('h2', {}, say('chances')),
		chancePicture(transcript, language),
		el('h2', {}, say('seed')),
		seedPicture(transcript, language),
		el('h2', {}, say('number')),
		numberPicture(transcript, language),
		el('h2', {}, say('lots')),
		lotList(transcript.result.drawn),
		el('h2', {}, say('reserves')),
		lotList(transcript.result.reserves)
	];
}

function findPart(transcript: Transcript): HTMLElement {
	const input = el('input', {
		id: 'lot',
		type: 'number',
		min: 1,
		max: transcript.roster.length,
		inputmode: 'numeric',
		value: state.lot
	}) as HTMLInputElement;
	const form = el(
		'form',
		{ class: 'find', submit: (event) => (event.preventDefault(), tell(Number(input.value))) },
		el('label', { for: 'lot' }, say('findSay')),
		input,
		el('button', {}, say('findGo'))
	);
	return el('div', { class: 'card' }, form, ...toldPart(transcript));
}

function toldPart(transcript: Transcript): HTMLElement[] {
	if (state.lot === undefined) return [];
	try {
		const told = explain(transcript, state.lot);
		return [
			el(
				'div',
				{ class: 'told', role: 'status' },
				...told.says.map((sentence) => el('p', {}, sentence[state.language]))
			)
		];
	} catch (problem) {
		if (!(problem instanceof DrawRefusal)) throw problem;
		return [el('p', { class: 'told', role: 'alert' }, saying(problem)[state.language])];
	}
}

function tell(lot: number): void {
	state.lot = lot;
	show();
	document.getElementById('lot')?.focus();
}

function lotList(lots: readonly number[]): HTMLElement {
	const items = lots.slice(0, SHOWN).map((lot) =>
		el(
			'li',
			{},
			el(
				'button',
				{
					type: 'button',
					click: () => (tell(lot), document.getElementById('lot')?.scrollIntoView({ block: 'center' }))
				},
				String(lot)
			)
		)
	);
	if (lots.length > SHOWN) items.push(el('li', { class: 'soft' }, say('more', { count: lots.length - SHOWN })));
	return el('ul', { class: 'lots' }, ...items);
}
