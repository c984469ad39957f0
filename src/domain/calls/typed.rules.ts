/** What a refused form left: what was typed, and what is wrong with it, both by field name. */
export type Refused = { kept: Record<string, string>; refused: { fields: Record<string, string> } } | null | undefined;

/** What was typed in a field when its form was refused, otherwise what is stored. */
export function typedIn(form: Refused, name: string, stored: string | number | null | undefined): string {
	return form?.kept?.[name] ?? String(stored ?? '');
}

/** Whether a box is ticked: as sent when its form was refused (an unticked box sends nothing), otherwise as stored. */
export function tickedIn(form: Refused, name: string, stored: boolean): boolean {
	return form?.kept ? form.kept[name] === 'on' : stored;
}
