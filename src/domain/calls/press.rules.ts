import type { Words } from '#lib/words.ts';
import { fieldKinds, isOnce, usualRanks, type FieldKind } from './kinds.rules.ts';
import { optionLines } from './options.rules.ts';
import type { FieldPart } from './parts.rules.ts';
import { pressed, withKeys } from './rows.rules.ts';

const words = (ko: string, en: string): Words => ({ ko, en });

/** What a new field of a kind is called until its organiser says better. */
const firstLabels: Record<FieldKind, Words> = {
	text: words('짧은 글', 'A short text'),
	long: words('긴 글', 'A long text'),
	choice: words('하나 고르기', 'A choice'),
	choices: words('여러 개 고르기', 'Several choices'),
	number: words('숫자', 'A number'),
	date: words('날짜', 'A date'),
	birth: words('생년월일', 'Date of birth'),
	link: words('인터넷 주소', 'A link'),
	file: words('파일', 'A file'),
	organisation: words('사업자등록번호', 'Business registration number'),
	phone: words('전화번호', 'Phone'),
	person: words('이름', 'Name'),
	address: words('주소', 'Address'),
	stops: words('희망하는 도시', 'Cities you would go to'),
	track: words('지원 분야', 'Track'),
	section: words('새 묶음', 'A section')
};

/** A new field of a kind, ready to be written on. */
export function newField(kind: FieldKind): FieldPart {
	const hasChoices = kind === 'choice' || kind === 'choices';
	return {
		...{ key: '', kind, label: firstLabels[kind], help: null, is_feature: false, shown_when: null },
		is_required: kind === 'organisation' || kind === 'track' || kind === 'birth',
		max_length: kind === 'text' ? 100 : kind === 'long' ? 1000 : null,
		options: hasChoices
			? [
					{ value: 'choice-1', label: words('첫째', 'First') },
					{ value: 'choice-2', label: words('둘째', 'Second') }
				]
			: [],
		settings: kind === 'stops' ? { most: usualRanks } : {}
	};
}

/**
 * A form's fields after a button: `up.2`, `down.2`, `remove.2`, `copy.2`, or `add.choice` with where the new one goes.
 * Answers also with the key of the field the button was about, to go on with.
 */
export function pressedFields(
	fields: FieldPart[],
	press: string,
	addAfter: string
): { fields: FieldPart[]; at?: string } {
	const [, what, which = ''] = /^(add|copy|up|down|remove)\.(\w+)$/.exec(press) ?? [];
	const kind = fieldKinds.find((known) => known === which);
	if (what === 'add' && kind) {
		const after = fields.findIndex(({ key }) => key === addAfter);
		return placed(fields, after < 0 ? fields.length : after + 1, newField(kind));
	}
	const field = fields[Number(which)];
	if (what === 'copy' && field && !isOnce(field)) return placed(fields, Number(which) + 1, { ...field, key: '' });
	return { fields: pressed(fields, press), at: what === 'remove' ? undefined : field?.key };
}

function placed(fields: FieldPart[], at: number, field: FieldPart): { fields: FieldPart[]; at?: string } {
	const kept = withKeys(fields.toSpliced(at, 0, field), 'field');
	return { fields: kept, at: kept[at]?.key };
}

/** A typed form, one name to a value, with one more row of the kind its button asked for: `add.choice`. */
export function addedRow(kept: Record<string, string>): Record<string, string> {
	const kind = fieldKinds.find((known) => `add.${known}` === kept.press);
	if (!kind) return kept;
	let at = 0;
	while (kept[`fields.${at}.kind`] !== undefined) at++;
	const { label, options, max_length } = newField(kind);
	const lines = optionLines(options);
	const row = {
		...{ key: '', kind, 'label.ko': label.ko, 'label.en': label.en, max_length: String(max_length ?? '') },
		...(options.length ? { 'options.ko': lines.ko, 'options.en': lines.en } : {})
	};
	return {
		...kept,
		...Object.fromEntries(Object.entries(row).map(([name, value]) => [`fields.${at}.${name}`, value]))
	};
}
