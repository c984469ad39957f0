import { fieldFrom, type TypedField } from './fields.rules.ts';
import { hasOptions, type FieldKind } from './kinds.rules.ts';
import { optionsOf } from './options.rules.ts';
import type { FieldPart } from './parts.rules.ts';

/** A field as far as it has been typed, to be looked at while it is: what is wrong in it is as it was before. */
export function sketchOf(row: Map<string, string>, before: FieldPart): FieldPart {
	const text = (name: string) => row.get(name) ?? '';
	const words = (name: string) => ({ ko: text(`${name}.ko`), en: text(`${name}.en`) });
	const whole = (name: string) => (/^\d{1,5}$/.test(text(name)) ? Number(text(name)) : null);
	const label = words('label');
	const typed: TypedField = {
		...{ key: before.key, kind: text('kind') as FieldKind, label: label.ko || label.en ? label : before.label },
		...{ help: words('help'), is_required: row.has('is_required'), is_feature: row.has('is_feature') },
		...{ max_length: whole('max_length') || null, limit_unit: text('limit_unit') === 'words' ? 'words' : 'letters' },
		...{ options: words('options'), unit: words('unit'), min: text('min'), max: text('max') },
		...{ least: whole('least'), most: whole('most'), types: [], megabytes: whole('megabytes') },
		...{ guardian: row.has('guardian'), names: '', when: { key: '', values: [] } }
	};
	const options = hasOptions(typed) ? optionsOf(typed.options, before.options) : [];
	return fieldFrom(typed, Array.isArray(options) ? options : before.options);
}
