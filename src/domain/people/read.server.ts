import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { lanesOf } from '#lib/lane.ts';
import { hashed } from '#lib/secret.server.ts';
import { standsAt } from './periods.rules.ts';
import { nobody, type GivenRole, type Person, type Role, type Visitor } from './rules.ts';
import { countsIn, isStrong, type KeptRole, type SignInShown } from './signins.rules.ts';

/**
 * Who holds this sign-in cookie at `at`: a visitor with the roles that count in this sign-in, or nobody. At a host's own
 * domain (`atHostId`) only a sign-in that was left there counts, and nobody works: elsewhere such a one is nobody's.
 */
export async function visitorBySecret(
	db: Reader,
	secret: string | undefined,
	at: Date,
	atHostId: string | null = null
): Promise<Visitor> {
	return secret ? askers(db, { hash: hashed(secret), at, atHostId }) : nobody;
}

// Every request asks this first: before a deadline many at once.
const askers = lanesOf(async (db: Reader, batch: { hash: Buffer; at: Date; atHostId: string | null }[]) => {
	const signIns = await signInsOf(
		db,
		batch.map(({ hash }) => hash)
	);
	const byHash = new Map(signIns.map((signIn) => [signIn.token_hash.toString('hex'), signIn]));
	return batch.map(({ hash, at, atHostId }) => {
		const signIn = byHash.get(hash.toString('hex'));
		if (!signIn || signIn.expires_at <= at || signIn.at_host_id !== atHostId) return { done: nobody };
		const visitor = asVisitor(signIn, at);
		return { done: atHostId ? { ...visitor, roles: [], asleep: [] } : visitor };
	});
});

/** A role as it comes from the store: with its time, as text. */
type TimedRole = KeptRole & { from: string | null; until: string | null };

const rolesOf = sql<TimedRole[]>`array(
	select json_build_object('role', role, 'hostId', host_id, 'callId', call_id, 'isGuarded', second_factor = 'required',
		'from', starts_at, 'until', ends_at)
	from roles join hosts on hosts.id = host_id where person_id = people.id and ended_at is null
)`;

function signInsOf(db: Reader, hashes: Buffer[]) {
	return db
		.selectFrom('sign_ins')
		.innerJoin('people', 'people.id', 'sign_ins.person_id')
		.select([
			'sign_ins.id as signInId',
			'token_hash',
			'expires_at',
			'way',
			'host_id',
			'staff_until',
			'seen_at',
			'at_host_id'
		])
		.select(['people.id', 'email', 'name', 'locale'])
		.select(rolesOf.as('roles'))
		.where((eb) => eb('token_hash', '=', eb.fn.any(eb.val(hashes))))
		.where('ended_at', 'is', null)
		.execute();
}

type SignIn = Awaited<ReturnType<typeof signInsOf>>[number];
type Known = Pick<SignIn, 'id' | 'email' | 'name' | 'locale'>;

// The one place where it is decided which roles count: whatever asks for them later sees no others.
function asVisitor(row: SignIn, at: Date): Visitor {
	const signIn = row as SignIn & SignInShown;
	const roles = standing(row.roles, at).map((role) => ({ role: plain(role), counts: countsIn(signIn, role, at) }));
	return {
		person: asPerson(row),
		roles: roles.filter(({ counts }) => counts).map(({ role }) => role),
		asleep: roles.filter(({ counts }) => !counts).map(({ role }) => role),
		...{ signInId: row.signInId, seenAt: row.seen_at, isStrong: isStrong(signIn, at) }
	};
}

// What is for a time counts in it, to the instant, whether or not somebody has tidied it away since.
function standing(roles: TimedRole[], at: Date): TimedRole[] {
	const asDate = (text: string | null) => (text ? new Date(text) : null);
	return roles.filter(({ from, until }) => standsAt({ starts_at: asDate(from), ends_at: asDate(until) }, at));
}

const asPerson = ({ id, email, name, locale }: Known) => ({ id, email, name, locale: locale as Person['locale'] });
const plain = ({ role, hostId, callId }: GivenRole): GivenRole => ({ role, hostId, callId });

/**
 * A person by their id with all their roles of this instant: for a link or a token that names whom it is for, made where
 * these counted. Erased, nobody.
 */
export async function visitorById(db: Reader, personId: string, at: Date): Promise<Visitor> {
	const row = await db
		.selectFrom('people')
		.select(['people.id', 'email', 'name', 'locale', rolesOf.as('roles')])
		.where('id', '=', personId)
		.where('erased_at', 'is', null)
		.executeTakeFirst();
	return row ? { person: asPerson(row), roles: standing(row.roles, at).map(plain), signInId: null } : nobody;
}

/** The passkeys of a person, oldest first. */
export function passkeysOf(db: Reader, personId: string) {
	return db.selectFrom('passkeys').selectAll().where('person_id', '=', personId).orderBy('added_at').execute();
}

/** Everyone with a role in a call, by the call or by its host, for the organiser's page. */
export function peopleInRole(db: Reader, role: Role, call: { id: string; host_id: string }) {
	return db
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['people.id', 'people.name', 'people.email', 'people.locale'])
		.distinct()
		.where('role', '=', role)
		.where('roles.host_id', '=', call.host_id)
		.where((eb) => eb.or([eb('call_id', 'is', null), eb('call_id', '=', call.id)]))
		.where('ended_at', 'is', null)
		.orderBy('people.name')
		.execute();
}

/** The person with this address, if anybody has come or been named with it. */
export async function personByEmail(db: Reader, email: string): Promise<Person | undefined> {
	const row = await db
		.selectFrom('people')
		.select(['id', 'email', 'name', 'locale'])
		.where('email', '=', email)
		.executeTakeFirst();
	return row as Person | undefined;
}

/** Who holds which role for a call: of the call itself (these can be ended there) and of its host. */
export function rolesInCall(db: Reader, call: { id: string; host_id: string }) {
	return db
		.selectFrom('roles')
		.innerJoin('people', 'people.id', 'roles.person_id')
		.select(['roles.id', 'role', 'call_id', 'people.id as personId', 'people.name', 'people.email'])
		.select(['starts_at', 'ends_at'])
		.where('roles.host_id', '=', call.host_id)
		.where((eb) => eb.or([eb('call_id', 'is', null), eb('call_id', '=', call.id)]))
		.where('ended_at', 'is', null)
		.orderBy('role')
		.orderBy('people.name')
		.execute();
}

/** The end of the time in which somebody may audit a call: the latest of their roles'; null where one has no end. */
export async function auditEnds(
	db: Reader,
	{ personId, call }: { personId: string; call: { id: string; host_id: string } }
): Promise<Date | null> {
	const roles = (await rolesInCall(db, call)).filter((one) => one.personId === personId && one.role === 'auditor');
	const ends = roles.map(({ ends_at }) => ends_at);
	return ends.includes(null) ? null : (ends.sort((one, other) => Number(other) - Number(one))[0] ?? null);
}
