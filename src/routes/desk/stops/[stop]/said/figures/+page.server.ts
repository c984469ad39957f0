import { FiguresForm } from '#domain/records/figures.form.ts';
import { countFigures, figuresOfStop } from '#domain/records/figures.read.server.ts';
import { publishFigures } from '#domain/records/figures.write.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [told, now] = await Promise.all([figuresOfStop(db, stop.id), countFigures(db, stop.id, stop.time_zone)]);
	return {
		...{ stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone }, now },
		told: told && { version: told.version, counted_at: told.counted_at }
	};
}

export const actions = {
	publish: (event) =>
		acting(event, ({ db, who, stopId, data, at }) =>
			publishFigures(db, who, { stopId, ...readForm(FiguresForm, data) }, at)
		)
} satisfies Actions;
