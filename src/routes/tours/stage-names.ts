import { m } from '#lib/paraglide/messages.js';

/** What each stage of a call is called beside its name. */
export const stageNames = {
	notice: m.stage_notice,
	open: m.stage_open,
	review: m.stage_review,
	draw: m.stage_draw,
	chosen: m.stage_chosen
};
