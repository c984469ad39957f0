import { refusal, type Refusal } from '#lib/refusal.ts';
import { usualFiles, usualMegabytes } from '#domain/calls/kinds.rules.ts';
import type { Field } from '#domain/calls/rules.ts';

/** A file in an answer: a line of it each. So the hash of the answers covers what was attached, to the byte. */
export type Attached = { id: string; size: number; sha256: string; name: string };

/** A file as a line of an answer. */
export const lineOf = ({ id, size, sha256, name }: Attached) => `${id} ${size} ${sha256} ${name}`;

const line = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([1-9]\d{0,9}) ([0-9a-f]{64}) (.+)$/;

/** The file of a line, or undefined for what is none. */
export function attachedIn(text: string): Attached | undefined {
	const [, id, size, sha256, name] = line.exec(text) ?? [];
	return id && sha256 && name ? { id, size: Number(size), sha256, name } : undefined;
}

/** The files of an answer. */
export function attachedOf(answer: string): Attached[] {
	return answer.split('\n').flatMap((one) => attachedIn(one) ?? []);
}

/** What is wrong with an answer of files, as far as it shows: a line that is none, a file twice, too many. */
export function faultOfFiles(typed: string, field: Pick<Field, 'settings'>): string | undefined {
	const lines = typed.split('\n').filter((one) => one.trim() !== '');
	const ids = new Set(lines.map((one) => attachedIn(one)?.id));
	if (ids.has(undefined) || ids.size < lines.length) return 'applications.file-missing';
	return lines.length > mostFiles(field) ? 'applications.too-many-files' : undefined;
}

/** How many files a field takes, and how many bytes each may have. */
export const mostFiles = ({ settings }: Pick<Field, 'settings'>) => settings.most ?? usualFiles;
export const mostBytes = ({ settings }: Pick<Field, 'settings'>) => (settings.megabytes ?? usualMegabytes) << 20;

/** What one application may hold of files, what one person may keep here in all, and how many may be on their way. */
export const mostOfApplication = 300 << 20;
export const mostOfApplicant = 1 << 30;
export const mostOnTheirWay = 4;

/** After so long a file that did not come whole, or that nothing names, is taken away. */
export const keptUnnamedMs = 24 * 3_600_000;

export const scanStates = ['clean', 'unscanned', 'flagged', 'cannot-scan'] as const;
export type ScanState = (typeof scanStates)[number];

/** What is known of a file: what the scanner said last; nothing yet is "unscanned", and a locked one none can scan. */
export function scanStateOf({ is_locked, outcome }: { is_locked: boolean; outcome: string | null }): ScanState {
	if (outcome === 'flagged') return 'flagged';
	if (is_locked) return 'cannot-scan';
	return (outcome as ScanState | null) ?? 'unscanned';
}

/** Whether reviewers may open a file: a clean one always, another if the organiser has said so. */
export function isForReviewers(state: ScanState, shows: string[]): boolean {
	return state === 'clean' || shows.includes(state);
}

/** What a page says of a file beside its name; `isHidden`: its reader may know of it, and not open it. */
export type FileSaid = { state: ScanState; cautions: string[]; isHidden?: boolean };

/** What the page of a form knows of its files: where they go, which did not come whole, what is said of the others. */
export type Uploads = {
	home: string;
	unfinished: { id: string; field: string; name: string; size: number; received: number }[];
	files: Record<string, FileSaid>;
};

/** A file on its way, as its page sees it. */
export type Uploading = {
	place: string;
	name: string;
	size: number;
	arrived: number;
	step: 'sending' | 'offline' | 'paused' | 'refused';
	why: string;
};

/** The line of a made-up file, for a trial. */
export const sampleLine = (kind: string, name: string) =>
	lineOf({
		id: '00000000-0000-0000-0000-000000000000',
		size: 1 << 20,
		sha256: '0'.repeat(64),
		name: `${name}.${kind}`
	});

/** A size as people read it: `3.2 MB`. */
export function sizeInWords(bytes: number): string {
	if (bytes < 1 << 10) return `${bytes} B`;
	if (bytes < 1 << 20) return `${Math.round(bytes / (1 << 10))} KB`;
	return `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

const megabytes = (bytes: number) => Math.round(bytes / (1 << 20));

export const fileTooLarge = (most: number) =>
	refusal('invalid', 'applications.file-too-large', { most: megabytes(most) });
export const tooManyFiles = (most: number) => refusal('conflict', 'applications.too-many-files', { most });
export const tooManyOnTheirWay = () => refusal('busy', 'applications.too-many-on-their-way');
export const applicationFull = () =>
	refusal('conflict', 'applications.files-full', { most: megabytes(mostOfApplication) });
export const applicantFull = () =>
	refusal('conflict', 'applications.applicant-full', { most: megabytes(mostOfApplicant) });
export const fileNotFound = () => refusal('unknown', 'applications.file-not-found');
export const otherOffset = () => refusal('conflict', 'applications.upload-offset');
export const otherHash = () => refusal('invalid', 'applications.upload-hash');
export const numberInName = () => refusal('invalid', 'applications.file-name-number');
export const numberInFile = (name: string) => refusal('invalid', 'applications.file-number', { name });
export const uploadCut = () => refusal('invalid', 'applications.upload-cut');
export const otherType = (types: string) => refusal('invalid', 'applications.file-type', { types });

const unfit: Record<string, () => Refusal> = {
	empty: () => refusal('invalid', 'applications.file-empty'),
	broken: () => refusal('invalid', 'applications.file-broken'),
	unknown: () => refusal('invalid', 'applications.file-unknown'),
	bomb: () => refusal('invalid', 'applications.file-bomb'),
	'unsafe-path': () => refusal('invalid', 'applications.file-unsafe-path'),
	macro: () => refusal('invalid', 'applications.file-macro'),
	nested: () => refusal('invalid', 'applications.file-nested'),
	'too-many-pixels': () => refusal('invalid', 'applications.file-too-many-pixels'),
	locked: () => refusal('invalid', 'applications.file-locked'),
	'old-office': () => refusal('invalid', 'applications.file-old-office'),
	'too-slow': () => refusal('invalid', 'applications.file-broken')
};

/** Why a file was not taken, as a refusal. */
export const fileUnfit = (reason: string) => (unfit[reason] ?? unfit.broken!)();
