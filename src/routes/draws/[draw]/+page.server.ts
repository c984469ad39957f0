import { drawPage, lotsPerPage, type LotsWish } from '#domain/draws/page.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';

export async function load({ params, url, locals: { db, arrivedAt } }) {
	const wish = lotsWish(url.searchParams);
	const trackName = { ko: m.draw_track({}, { locale: 'ko' }), en: m.draw_track({}, { locale: 'en' }) };
	const page = await drawPage(reading(db), params.draw, wish, trackName);
	return { ...page, lotsPerPage, now: arrivedAt };
}

function lotsWish(asked: URLSearchParams): LotsWish {
	const whole = (name: string) => {
		const text = asked.get(name)?.trim() ?? '';
		return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
	};
	const show = (['drawn', 'reserve'] as const).find((one) => one === asked.get('show')) ?? 'all';
	return { show, skip: whole('from') ?? 0, lot: whole('lot') };
}
