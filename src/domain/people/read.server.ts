import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { nobody, type GivenRole, type Person, type Role, type Visitor } from './rules.ts';

/** Who holds this sign-in cookie at `at`: a visitor with all their roles, or nobody. */
export async function visitorBySecret(db: Reader, secret: string | undefined, at: Date): Promise<Visitor> {
	if (!secret) return nobody;
	const signIn = await db
		.selectFrom('sign_ins')
		.innerJoin('people', 'people.id', 'sign_ins.person_id')
		.select(['sign_ins.id as signInId', 'people.id', 'email', 'name', 'locale'])
		.where('token_hash', '=', hashed(secret))
		.where('ended_at', 'is', null)
		.where('expires_at', '>', at)
		.executeTakeFirst();
	if (!signIn) return nobody;
	const { signInId, ...person } = signIn;
	return { person: person as Person, roles: await rolesOf(db, person.id), signInId };
}

async function rolesOf(db: Reader, personId: string): Promise<GivenRole[]> {
	const rows = await db
		.selectFrom('roles')
		.select(['role', 'host_id as hostId', 'call_id as callId'])
		.where('person_id', '=', personId)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map((row) => ({ ...row, role: row.role as Role }));
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
		.where('roles.host_id', '=', call.host_id)
		.where((eb) => eb.or([eb('call_id', 'is', null), eb('call_id', '=', call.id)]))
		.where('ended_at', 'is', null)
		.orderBy('role')
		.orderBy('people.name')
		.execute();
}
