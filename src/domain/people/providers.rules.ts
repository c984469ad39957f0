import { refusal } from '#lib/refusal.ts';
import { roles, type Role } from './rules.ts';

/** A group of a provider and the role at its host that whoever is in it has. */
export type GroupRole = { name: string; role: Role };

/** How long somebody may be at a provider before they come back, minutes. */
export const askingMinutes = 10;

/** Groups and roles as they are written down: a line each, `group = role`; null where a line is none. */
export function groupsIn(text: string): GroupRole[] | null {
	const lines = text.split('\n').map((line) => line.trim());
	const read = lines.filter(Boolean).map((line) => {
		const [, name, role] = /^(.{1,200}?)\s*=\s*([a-z]+)$/.exec(line) ?? [];
		return name && roles.includes(role as Role) ? { name, role: role as Role } : null;
	});
	return read.includes(null) ? null : (read as GroupRole[]);
}

export const groupsText = (groups: GroupRole[]) => groups.map(({ name, role }) => `${name} = ${role}`).join('\n');

/** The roles that what a provider says of somebody gives them: their groups are a list or one name. */
export function rolesFrom(claims: Record<string, unknown>, claim: string, groups: GroupRole[]): Role[] {
	const said = claims[claim];
	const names: unknown[] = Array.isArray(said) ? said : [said];
	return [...new Set(groups.filter(({ name }) => names.includes(name)).map(({ role }) => role))];
}

/** Whether a mail address is of a domain itself. */
export const isOfDomain = (email: string, domain: string) => email.split('@').at(-1) === domain;

export const providerNotFound = () => refusal('unknown', 'people.provider-not-found');
export const providerRefused = () => refusal('forbidden', 'people.provider-refused');
export const providerAway = () => refusal('busy', 'people.provider-away');
export const emailNotVerified = () => refusal('forbidden', 'people.email-not-verified');
export const emailElsewhere = (domain: string) => refusal('forbidden', 'people.email-elsewhere', { domain });
