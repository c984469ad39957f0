import type { Reader } from '#lib/db.server.ts';
import { otherSide, type Consent, type OfferKind, type Party, type Side, type ShownOffer } from './rules.ts';

const shown = ['kinds', 'gives', 'seeks', 'saved_at'] as const;

/** What the party's own side has said, as it wrote it. Withdrawn, it is there to be taken up again. */
export async function ownOffer(db: Reader, { applicationId, side }: Party) {
	const row = await db
		.selectFrom('offers')
		.select([...shown, 'note', 'contact', 'version', 'withdrawn_at'])
		.where('application_id', '=', applicationId)
		.where('side', '=', side)
		.executeTakeFirst();
	return row && { ...row, kinds: row.kinds as OfferKind[] };
}

/** What the other side has said, while it stands. Its note and where it can be reached are not asked for. */
export async function otherOffer(db: Reader, party: Party): Promise<ShownOffer | undefined> {
	const row = await db
		.selectFrom('offers')
		.select(shown)
		.where('application_id', '=', party.applicationId)
		.where('side', '=', otherSide(party.side))
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return row && { ...row, kinds: row.kinds as OfferKind[] };
}

/** Which sides agree by now that the other sees where they can be reached, and since when. */
export async function consentsIn(db: Reader, applicationId: string): Promise<Consent[]> {
	const rows = await db
		.selectFrom('contact_consents')
		.select(['side', 'agreed_at', 'text_version'])
		.where('application_id', '=', applicationId)
		.where('withdrawn_at', 'is', null)
		.execute();
	return rows.map((row) => ({ ...row, side: row.side as Side }));
}

/**
 * Where the other side can be reached, and since when the party may know. It is read through the release that both
 * consents have made and that has not ended: where there is none, the store answers nothing.
 */
export function releasedContact(db: Reader, party: Party) {
	return db
		.selectFrom('contact_releases')
		.innerJoin('offers', 'offers.application_id', 'contact_releases.application_id')
		.select(['offers.contact', 'released_at'])
		.where('contact_releases.application_id', '=', party.applicationId)
		.where('ended_at', 'is', null)
		.where('offers.side', '=', otherSide(party.side))
		.executeTakeFirst();
}

/** Whom to write to of a follow-up: who applied, and the office of the guest; with what the letters say. */
export async function tellable(db: Reader, { applicationId, hostId }: Pick<Party, 'applicationId' | 'hostId'>) {
	const [about, office] = await Promise.all([
		db
			.selectFrom('applications')
			.innerJoin('people', 'people.id', 'applications.applicant_id')
			.innerJoin('calls', 'calls.id', 'applications.call_id')
			.innerJoin('stops', 'stops.id', 'calls.stop_id')
			.innerJoin('tours', 'tours.id', 'stops.tour_id')
			.leftJoin('organisations', 'organisations.id', 'applications.organisation_id')
			.select([
				'email',
				'locale',
				'people.erased_at',
				'calls.title',
				'calls.host_id as host',
				'stops.slug as stop',
				'stops.time_zone as zone'
			])
			.select(['stops.city', 'guest_organisation as guest', 'organisations.name as firm', 'applications.number'])
			.where('applications.id', '=', applicationId)
			.executeTakeFirstOrThrow(),
		db
			.selectFrom('roles')
			.innerJoin('people', 'people.id', 'roles.person_id')
			.select(['email', 'locale'])
			.distinct()
			.where('host_id', '=', hostId)
			.where('role', '=', 'guest')
			.where('ended_at', 'is', null)
			.execute()
	]);
	return { ...about, office };
}
export type Tellable = Awaited<ReturnType<typeof tellable>>;
