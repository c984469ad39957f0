import type { Answers, Mapping } from '#db/kinds.ts';
import { refusal } from '#lib/refusal.ts';
import { characterFault, isBlank, tidy } from '#lib/text.ts';
import { isSection } from '#domain/calls/kinds.rules.ts';
import { normalEmail } from '#domain/people/rules.ts';
import { answerIn, faultsIn, organisationName, settled, trackIn, type FormField } from './answers.rules.ts';
import { answerOf } from './cells.rules.ts';
import { guardingOf } from './consents.rules.ts';
import { Address } from './imports.form.ts';
import { contentHash } from './receipts.rules.ts';
import type { State } from './rules.ts';

/** The target of a column that holds the applicant's address; field keys never have a colon. */
export const mailTarget = 'applicant:email';

/** The fields a table can fill. Files are not in it; sections ask nothing. */
export const fillable = (fields: FormField[]) => fields.filter((field) => !isSection(field) && field.kind !== 'file');

const plain = (text: string) =>
	tidy(text)
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\([^)]*\)|[\s_\-./·'’*:]/g, '');

const mailHeads = [
	'메일',
	'이메일',
	'전자우편',
	'신청자메일',
	'담당자메일',
	'담당자이메일',
	'메일주소',
	'이메일주소'
].concat(...['email', 'mail', 'emailaddress', 'applicantsmail', 'applicantemail', 'contactemail']);

const headsOfKind: Record<string, string[]> = {
	organisation: ['사업자등록번호', '사업자번호', '등록번호', 'registrationnumber', 'businessnumber', 'brn'],
	track: ['분야', '지원분야', '신청분야', '트랙', 'track'],
	phone: ['연락처', '전화', '전화번호', '휴대폰', '휴대전화', '핸드폰', 'phone', 'telephone', 'mobile', 'tel'],
	address: ['주소', '소재지', '사업장주소', 'address'],
	birth: ['생년월일', 'birthdate', 'dateofbirth', 'birthday'],
	link: ['홈페이지', '누리집', '웹사이트', 'website', 'homepage', 'url'],
	person: ['대표자', '대표자명', '성명', '담당자', '담당자명', '이름', 'name', 'contact']
};
const nameHeads = [
	'기업명',
	'회사명',
	'기업이름',
	'기관명',
	'업체명',
	'상호',
	'기업',
	'회사',
	'company',
	'companyname'
].concat(...['organisation', 'organization', 'organisationname', 'organizationname']);

/** What the columns of a table may be, guessed by their headings; each thing is taken once. `saved` counts before. */
export function guessed(heads: string[], fields: FormField[], saved: Mapping): Mapping {
	const free = new Map(fillable(fields).map((field) => [field.key, headsOf(field)]));
	free.set(mailTarget, mailHeads);
	const mapping: Mapping = {};
	const take = (head: string, target: string | undefined) => {
		if (target === undefined || !free.delete(target)) return;
		mapping[head] = target;
	};
	for (const head of heads) if (Object.hasOwn(saved, head)) take(head, saved[head]);
	for (const head of heads) {
		if (!Object.hasOwn(mapping, head) && !Object.hasOwn(saved, head))
			take(head, [...free].find(([, names]) => names.includes(plain(head)))?.[0]);
	}
	return mapping;
}

function headsOf(field: FormField): string[] {
	const own = [field.key, field.label.ko, field.label.en].map(plain);
	return [...own, ...(field.key === organisationName ? nameHeads : (headsOfKind[field.kind] ?? []))];
}

/** Refuses a mapping in which two columns are one thing, one is nothing there is, or none is the applicants' address. */
export function checkMapping(mapping: Mapping, fields: FormField[]): void {
	const targets = Object.values(mapping);
	const known = new Set([mailTarget, ...fillable(fields).map(({ key }) => key)]);
	if (!targets.every((target) => known.has(target))) throw refusal('invalid', 'applications.import-no-such-field');
	if (new Set(targets).size < targets.length) throw refusal('invalid', 'applications.import-same-twice');
	if (!targets.includes(mailTarget)) throw importNoMail();
}

/** The heading of the column that is this; where no column is, nothing. */
export function headOfTarget(mapping: Mapping, target: string): string {
	return Object.entries(mapping).find(([, one]) => one === target)?.[0] ?? '';
}

/** What an application of the call is known by, to tell what is there already. */
export type Known = {
	id: string;
	email: string;
	state: State;
	number: string | null;
	registration: string | null;
	contentHash: string | null;
};

/** What is wrong with one cell: its column's target, a complaint's code, and what the sentence needs. */
export type RowFault = { target: string; code: string; detail?: Record<string, string | number> };

/** One row of a table, judged: to be entered, there already, or wrong. */
export type Judged = {
	row: number;
	email: string;
	answers: Answers;
	trackId: string | null;
	registration: string;
	name: string;
	number: string | null;
	state: 'ready' | 'there' | 'wrong';
	faults: RowFault[];
};

type Ground = {
	heads: string[];
	mapping: Mapping;
	fields: FormField[];
	tracks: { id: string; key: string }[];
	known: Known[];
	/** The day on which ages are reckoned. */
	day: string;
};

/**
 * Judges the rows of a table one after the other, by the rules a submission is judged by; only hours are not asked.
 * Knows what is in the call, and what earlier rows of the table have said.
 */
export function judging(ground: Ground): (line: { row: number; cells: string[] }) => Judged {
	const { heads, mapping, fields, known } = ground;
	const asked = fillable(fields);
	const columns = heads.flatMap((head, at) => (Object.hasOwn(mapping, head) ? [[mapping[head]!, at] as const] : []));
	const byKey = new Map(asked.map((field) => [field.key, field]));
	const registrationKey = asked.find(({ kind }) => kind === 'organisation')?.key;
	const met = new Met(known);
	return ({ row, cells }) => {
		const answers: Answers = {};
		const faults: RowFault[] = [];
		let email = '';
		for (const [target, at] of columns) {
			const cell = cells[at] ?? '';
			if (/^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(cell)) {
				faults.push({ target, code: 'applications.import-broken-cell' });
			} else if (target === mailTarget) email = normalEmail(cell);
			else answers[target] = isOdd(cell) ? cell : answerOf(cell, byKey.get(target)!);
		}
		for (const [target, code] of Object.entries(faultsIn(answers, asked))) faults.push({ target, code });
		faults.push(...mailFaults(email), ...ageFaults(answers, ground));
		const settledAnswers = settled(answers, asked);
		const registration = registrationKey ? answerIn(settledAnswers, registrationKey) : '';
		const isFine = (target: string) => faults.every((fault) => fault.target !== target);
		const own = {
			...{ row, registrationKey, hash: contentHash(settledAnswers), email: isFine(mailTarget) ? email : '' },
			registration: isFine(registrationKey ?? '') ? registration : ''
		};
		const there = met.sameAs(own);
		if (!there) faults.push(...met.clashes(own));
		met.add(own);
		return {
			...{ row, email, registration, answers: settledAnswers, name: answerIn(settledAnswers, organisationName) },
			...{ trackId: trackIn({ fields: asked, tracks: ground.tracks }, settledAnswers), number: there },
			...{ faults, state: faults.length > 0 ? 'wrong' : there ? 'there' : 'ready' }
		};
	};
}

// Left as it is, so that it is complained of as it would be in the form.
const isOdd = (cell: string) => isBlank(cell) || characterFault(cell) !== undefined;

function mailFaults(email: string): RowFault[] {
	if (email === '') return [{ target: mailTarget, code: 'lib.required' }];
	const odd = characterFault(email) ?? (Address.safeParse(email).success ? undefined : 'people.not-an-address');
	return odd ? [{ target: mailTarget, code: odd }] : [];
}

// A guardian's consent is given by the guardian, to us: no table can bring it.
function ageFaults(answers: Answers, { fields, day }: Ground): RowFault[] {
	const guarding = guardingOf(answers, fields, day);
	const target = fields.find(({ kind }) => kind === 'birth')?.key ?? '';
	if (guarding === 'none') return [];
	return [{ target, code: guarding === 'refused' ? 'applications.too-young' : 'applications.import-guardian' }];
}

type Own = { row: number; email: string; registration: string; registrationKey?: string; hash: string };

/** Whom a call knows and whom a table has named so far. */
class Met {
	readonly #mails: Map<string, Known>;
	readonly #firms: Map<string, Known>;
	readonly #mailRows = new Map<string, number>();
	readonly #firmRows = new Map<string, number>();

	constructor(known: Known[]) {
		this.#mails = new Map(known.map((one) => [one.email, one]));
		const live = known.filter(({ state, registration }) => state === 'submitted' && registration);
		this.#firms = new Map(live.map((one) => [one.registration!, one]));
	}

	/** The number of the application that already says the very same, or null. */
	sameAs({ email, hash }: Own): string | null {
		const one = this.#mails.get(email);
		return one?.state === 'submitted' && one.contentHash === hash && !this.#mailRows.has(email) ? one.number : null;
	}

	clashes({ email, registration, registrationKey = '' }: Own): RowFault[] {
		const faults: RowFault[] = [];
		const fault = (target: string, code: string, detail: RowFault['detail']) => faults.push({ target, code, detail });
		const [mailRow, firmRow] = [this.#mailRows.get(email), this.#firmRows.get(registration)];
		const one = this.#mails.get(email);
		const firm = this.#firms.get(registration);
		const codes = {
			submitted: 'applications.import-applied',
			draft: 'applications.import-drafted',
			withdrawn: 'applications.import-withdrawn'
		};
		if (email && mailRow) fault(mailTarget, 'applications.import-mail-twice', { row: mailRow });
		else if (one) fault(mailTarget, codes[one.state], { number: one.number ?? '' });
		if (registration && firmRow) fault(registrationKey, 'applications.import-firm-twice', { row: firmRow });
		else if (firm && firm.email !== email)
			fault(registrationKey, 'applications.import-firm-applied', { number: firm.number ?? '' });
		return faults;
	}

	add({ row, email, registration }: Own): void {
		if (email && !this.#mailRows.has(email)) this.#mailRows.set(email, row);
		if (registration && !this.#firmRows.has(registration)) this.#firmRows.set(registration, row);
	}
}

export const importNoMail = () => refusal('invalid', 'applications.import-no-mail');
export const importNotFound = () => refusal('unknown', 'applications.import-not-found');
export const importChanged = () => refusal('conflict', 'applications.import-changed');
export const importNothing = () => refusal('conflict', 'applications.import-nothing');
export const importTooEarly = () => refusal('conflict', 'applications.import-unpublished');
export const importTooLarge = () => refusal('invalid', 'applications.import-too-large');
export const importFollows = () => refusal('conflict', 'applications.import-round');
