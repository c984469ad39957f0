import { VersionForm } from '#domain/records/article.form.ts';
import { recordOf, versionNumbered, versionsOf } from '#domain/records/article.read.server.ts';
import { recordNotFound } from '#domain/records/article.rules.ts';
import { takeUpVersion } from '#domain/records/article.write.server.ts';
import { comparedOf } from '#domain/records/compared.rules.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../../acting.ts';
import type { Actions } from './$types';

export async function load({ params, url, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [record, versions] = await Promise.all([recordOf(db, stop.id), versionsOf(db, stop.id)]);
	if (!record) throw recordNotFound();
	const asked = Number(url.searchParams.get('version')) || versions[0]?.number;
	const shown = asked ? await versionNumbered(db, stop.id, asked) : null;
	return {
		stop: { slug: stop.slug, city: stop.city, zone: stop.time_zone },
		versions,
		version: record.version,
		shown: shown && {
			number: shown.number,
			compared: {
				ko: comparedOf(shown.content, record.content, 'ko'),
				en: comparedOf(shown.content, record.content, 'en')
			}
		}
	};
}

export const actions = {
	default: (event) =>
		acting(
			event,
			({ db, who, stopId, data, at }) => takeUpVersion(db, who, { stopId, ...readForm(VersionForm, data) }, at),
			`/desk/stops/${event.params.stop}/record`
		)
} satisfies Actions;
