import { redirect } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { CheckForm } from '#domain/reads/form.ts';
import {
	alertsOf,
	callsOfHost,
	hostsNamed,
	monthsOf,
	readersOf,
	readsPage,
	readsPageSize,
	type SoughtReads
} from '#domain/reads/read.server.ts';
import { monthOf } from '#domain/reads/rules.ts';
import { checkReads } from '#domain/reads/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Who read whose application, of one host, a month at a time. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const own = visitor.roles.filter(({ role, callId }) => (role === 'organiser' || role === 'auditor') && !callId);
	const hosts = await hostsNamed(reading(db), [...new Set(own.map(({ hostId }) => hostId))]);
	const asked = url.searchParams.get('host');
	const host = asked ?? hosts[0]?.id;
	if (!host) return { hosts, log: null };
	const who = gate.hostAuditor(visitor, host);
	const sought = soughtIn(url.searchParams, arrivedAt);
	const [page, readers, months, alerts, calls] = await Promise.all([
		readsPage(reading(db), who, sought),
		readersOf(reading(db), who, sought),
		monthsOf(reading(db), who),
		alertsOf(reading(db), who, sought.month),
		callsOfHost(reading(db), who)
	]);
	const known = months.some(({ month }) => month === sought.month);
	return {
		hosts,
		log: {
			...{ ...page, readers, alerts, calls, sought, host },
			months: known ? months : [{ month: sought.month, checks: [] }, ...months],
			pages: Math.max(1, Math.ceil(page.total / readsPageSize)),
			isMine: months.some(({ month, checks }) => {
				return month === sought.month && checks.some(({ checked_by }) => checked_by === who.personId);
			})
		}
	};
}

function soughtIn(asked: URLSearchParams, at: Date): SoughtReads {
	const month = asked.get('month') ?? '';
	const text = (name: string) =>
		(asked.get(name) ?? '').normalize('NFC').replaceAll('\0', '').trim().slice(0, 80) || null;
	return {
		month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : monthOf(at),
		...{ person: text('person'), call: text('call'), application: text('application') },
		page: Math.min(10_000, Math.max(1, Math.trunc(Number(asked.get('page'))) || 1))
	};
}

export const actions = {
	default: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const form = readForm(CheckForm, data);
			return checkReads(db, gate.hostAuditor(visitor, form.host), form, arrivedAt);
		});
		if (!('done' in answer)) return answer;
		redirect(303, `/desk/reads?host=${String(data.get('host'))}&month=${String(data.get('month'))}`);
	}
};
