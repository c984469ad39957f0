import { DrawRefusal, readTranscript, saying, STEP_COUNT, verdictOf, verifySteps } from '../src/index.ts';
import { el } from './dom.ts';
import { findPart, receiptIn, toldPart } from './find.ts';
import { resultParts } from './result.ts';
import { say, state, verified, type Receipt } from './state.ts';
import { stepItem, verdictPart } from './verdict.ts';
import { fitWall, leaveWall, moveWall, openWall, wallPart } from './wall.ts';

const page = document.getElementById('page')!;
const status = document.getElementById('status')!;
// Whoever gives another transcript while one is still being checked wants that one.
let run = 0;

document.addEventListener('dragover', (event) => (event.preventDefault(), document.body.classList.add('over')));
document.addEventListener('dragleave', (event) => event.relatedTarget ?? document.body.classList.remove('over'));
document.addEventListener('drop', (event) => (event.preventDefault(), void dropped(event.dataTransfer!)));
document.addEventListener('paste', (event) => {
	const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
	if (!isField && event.clipboardData) void dropped(event.clipboardData);
});
document.addEventListener('keydown', (event) => state.scene !== undefined && moveWall(event, show));
addEventListener('resize', () => state.scene !== undefined && fitWall());
document.addEventListener('fullscreenchange', () => document.fullscreenElement ?? (leaveWall(), show()));
show();
// A copy of a stop carries its transcript in the page: whoever opens it has nothing to look for.
const carried = document.getElementById('transcript')?.textContent;
if (carried) void check(carried);

async function dropped(data: DataTransfer): Promise<void> {
	document.body.classList.remove('over');
	const [file] = data.files;
	const text = file ? await file.text() : data.getData('text/plain');
	if (text.trim()) await check(text);
}

/** Reads a text: a receipt asks the transcript that is shown for its lot; all else is a transcript to be checked. */
async function check(text: string): Promise<void> {
	const given = parsed(text);
	if (given === undefined) return;
	const receipt = verified() && receiptIn(given);
	if (receipt) return ask(receipt);
	const own = ++run;
	Object.assign(state, { given, steps: [], verdict: undefined, asked: undefined, scene: undefined });
	show();
	for (const step of verifySteps(given)) {
		if (own !== run) return;
		state.steps.push(step);
		document.getElementById('steps')?.append(stepItem(step));
		status.textContent = say('checking', { done: `${state.steps.length} / ${STEP_COUNT}` });
		// The browser shows what there is, and hears the visitor, before the next step takes the thread.
		await new Promise((done) => setTimeout(done, 40));
	}
	state.verdict = verdictOf(given, state.steps);
	show();
	tell();
}

function parsed(text: string): unknown {
	try {
		return readTranscript(text);
	} catch (problem) {
		if (!(problem instanceof DrawRefusal)) throw problem;
		run++;
		const verdict = { ok: false, steps: [], notes: [], says: saying(problem) };
		Object.assign(state, { given: undefined, steps: [], verdict, asked: undefined, scene: undefined });
		show();
		tell();
		return undefined;
	}
}

/** Says the verdict aloud and brings it into view: it stands above what the visitor may be looking at. */
function tell(): void {
	const { verdict, language } = state;
	status.textContent = verdict ? `${say(verdict.ok ? 'good' : 'bad')}. ${verdict.says[language]}` : '';
	scrollTo({ top: 0 });
}

function ask(asked: number | Receipt): void {
	state.asked = asked;
	document.getElementById('told')!.replaceChildren(...toldPart(verified()!));
	document.getElementById('told')!.scrollIntoView({ block: 'nearest' });
}

function show(): void {
	const { language, verdict, scene } = state;
	document.documentElement.lang = language;
	document.title = verdict ? `${say(verdict.ok ? 'good' : 'bad')} · ${say('title')}` : say('title');
	document.body.classList.toggle('wall', scene !== undefined);
	const parts = scene === undefined ? pageParts() : wallPart(show);
	page.replaceChildren(...parts);
	if (scene !== undefined) fitWall();
}

function pageParts(): HTMLElement[] {
	const transcript = verified();
	const find = transcript
		? [el('section', { class: 'asking' }, el('h2', {}, say('find')), findPart(transcript, ask))]
		: [];
	return [
		topPart(),
		el(
			'main',
			{},
			...verdictPart(),
			...(state.verdict ? [] : [givePart()]),
			...find,
			...stepsPart(),
			...resultParts(ask)
		),
		...(state.verdict ? [el('footer', {}, givePart())] : [])
	];
}

function topPart(): HTMLElement {
	const turn = () => {
		state.language = state.language === 'ko' ? 'en' : 'ko';
		show();
		document.getElementById('language')!.focus();
	};
	const other = state.language === 'ko' ? 'en' : 'ko';
	const buttons = [el('button', { id: 'language', type: 'button', lang: other, click: turn }, say('other'))];
	if (state.verdict) buttons.unshift(el('button', { type: 'button', click: () => openWall(show) }, say('present')));
	return el('header', {}, el('h1', {}, say('title')), el('div', { class: 'buttons' }, ...buttons));
}

/** The ways to give a transcript: drop it anywhere, choose it, paste it. */
function givePart(): HTMLElement {
	const input = el('input', {
		id: 'file',
		type: 'file',
		class: 'unseen',
		accept: '.json,application/json',
		change: (event) => {
			const file = (event.target as HTMLInputElement).files?.[0];
			if (file) void file.text().then(check);
		}
	});
	const area = el('textarea', { id: 'pasted', rows: 4, spellcheck: 'false' }) as HTMLTextAreaElement;
	const form = el(
		'form',
		{ submit: (event) => (event.preventDefault(), void check(area.value)) },
		el('label', { for: 'pasted' }, say('pasteLabel')),
		area,
		el('button', {}, say('pasteGo'))
	);
	return el(
		'section',
		{ class: 'give' },
		el('p', { class: 'lead' }, say(state.verdict ? 'again' : 'drop')),
		input,
		el('label', { for: 'file', class: 'button main' }, say('choose')),
		el('details', {}, el('summary', {}, say('orPaste')), form),
		el('p', { class: 'soft' }, say('intro'))
	);
}

function stepsPart(): HTMLElement[] {
	if (state.given === undefined) return [];
	return [el('h2', {}, say('steps')), el('ol', { id: 'steps', class: 'steps' }, ...state.steps.map(stepItem))];
}
