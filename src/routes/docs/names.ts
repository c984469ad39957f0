import { m } from '#lib/paraglide/messages.js';
import type { Group } from './contents.ts';

/** Whom the guides of a group are for. */
export const groupNames: Record<Group, () => string> = {
	organisers: m.docs_group_organisers,
	'taking-part': m.docs_group_taking_part,
	operators: m.docs_group_operators,
	builders: m.docs_group_builders
};
