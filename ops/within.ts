// What a store says of the set-up around it: whether what was sealed opens, who may speak for whom, whose domains are missed,
// whether letters go out, whether a replica is one.
import pg from 'pg';
import { whyUnreached } from '../start/unreached.mjs';
import { connected } from './connected.ts';
import { fine, mind, wrong, type Finding, type Looked } from './looked.ts';

/** Looks at everything in an open store that leans on a setting; `client` is connected to `url`. One fault hides no other. */
export async function examineStore(url: string, client: pg.Client): Promise<Finding[]> {
	const looks: [string, () => Promise<Looked | null>][] = [
		['sealed', () => lookAtSealed(client)],
		['providers in use', () => lookAtProviders(client)],
		['domains', () => lookAtDomains(url)],
		['letters', () => lookAtLetters(client)],
		['replica', () => lookAtReplica(process.env.DATABASE_REPLICA_URL)]
	];
	const findings: Finding[] = [];
	for (const [what, look] of looks) {
		const looked = await look().catch((fault: Error) => wrong(fault.message, fault.message));
		if (looked) findings.push({ what, ...looked });
	}
	return findings;
}

/** What was sealed must open by the key of today: what does not was sealed by another, and its owners are locked out. */
async function lookAtSealed(client: pg.Client): Promise<Looked | null> {
	const { unsealed } = await import('../src/lib/sealed.server.ts');
	const { rows } = await client.query<{ secret: Buffer; what: string }>(`
		select secret, 'totp/' || person_id as what from totps
		union all select client_secret, 'provider/' || host_id from providers where ended_at is null`);
	if (rows.length === 0) return null;
	const shut = rows.filter(({ secret, what }) => unsealed(secret, what) === null).length;
	if (shut === 0) return fine(`${rows.length} sealed secrets open.`, `봉한 비밀 ${rows.length}개가 열립니다.`);
	return wrong(
		`${shut} of ${rows.length} sealed secrets do not open: this is not the SECRETS_KEY (or secrets.key) they were sealed by. Authenticator apps and providers do not work until it is back.`,
		`봉한 비밀 ${rows.length}개 가운데 ${shut}개가 열리지 않습니다. 봉할 때의 SECRETS_KEY(또는 secrets.key)가 아닙니다. 되돌릴 때까지 인증 앱과 로그인 서버를 쓸 수 없습니다.`
	);
}

/** A provider that a host has set up and the operator allows no longer lets nobody in. */
async function lookAtProviders(client: pg.Client): Promise<Looked | null> {
	const { providerDomains } = await import('../src/lib/settings.server.ts');
	const { rows } = await client.query<{ slug: string; domain: string; issuer: string }>(
		`select slug, domain, issuer from providers join hosts on hosts.id = host_id where ended_at is null order by slug`
	);
	if (rows.length === 0) return null;
	const lost = rows.filter(({ domain, issuer }) => providerDomains.get(domain) !== issuer);
	if (lost.length === 0)
		return fine(`${rows.length} hosts sign in by a provider.`, `로그인 서버를 쓰는 기관이 ${rows.length}곳입니다.`);
	const pairs = lost.map(({ slug, domain, issuer }) => `${domain}=${issuer} (${slug})`).join(', ');
	return wrong(
		`Nobody signs in by these, for PROVIDER_DOMAINS does not name them: ${pairs}.`,
		`PROVIDER_DOMAINS에 없어 쓸 수 없는 로그인 서버: ${pairs}`
	);
}

/** Live domains are asked about now, and not only when it is their hour. */
async function lookAtDomains(url: string): Promise<Looked | null> {
	const { domainsAtLook } = await import('../src/domain/domains/read.server.ts');
	const seen = await connected(url, (db) => domainsAtLook(db));
	if (seen.length === 0) return null;
	const gone = seen.filter(({ look }) => look.proof !== 'good' || look.way !== 'good');
	if (gone.length === 0)
		return fine(`${seen.length} hosts’ domains are proved.`, `기관 도메인 ${seen.length}개를 확인했습니다.`);
	const told = gone.map(({ name, look }) => `${name} (TXT ${look.proof}, address ${look.way})`).join(', ');
	return wrong(
		`The DNS does not show what these domains need; they are switched off after seven days: ${told}.`,
		`다음 도메인의 DNS 기록을 찾을 수 없어 7일 뒤 연결을 멈춥니다: ${told}`
	);
}

/** Letters that should have gone out an hour ago: the mail server refuses them, or nobody does the clock's work. */
async function lookAtLetters(client: pg.Client): Promise<Looked | null> {
	const { rows } = await client.query<{ late: string; gone: string }>(`
		select count(*) filter (where gave_up_at is null and next_try_at < now() - interval '1 hour') as late,
			count(*) filter (where gave_up_at > now() - interval '7 days') as gone
		from letters where sent_at is null and held_at is null and dropped_at is null`);
	const { late, gone } = rows[0]!;
	if (Number(late) > 0)
		return wrong(
			`${late} letters have been due for over an hour: does the program run, and not only with JOBS=0?`,
			`편지 ${late}통이 한 시간 넘게 나가지 못했습니다. 프로그램이 돌고 있는지, JOBS=0인 것만 도는지 확인하세요.`
		);
	if (Number(gone) > 0)
		return mind(
			`${gone} letters of this week could not be delivered.`,
			`이번 주에 전하지 못한 편지가 ${gone}통입니다.`
		);
	return fine('No letter is late.', '밀린 편지가 없습니다.');
}

async function lookAtReplica(url: string | undefined): Promise<Looked | null> {
	if (!url) return null;
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
	try {
		await client.connect();
		const { rows } = await client.query<{ is: boolean }>('select pg_is_in_recovery() as is');
		if (rows[0]!.is) return fine('The replica follows.', '복제본이 따라오고 있습니다.');
		return wrong(
			'DATABASE_REPLICA_URL leads to a store of its own and no replica: nothing is read there.',
			'DATABASE_REPLICA_URL이 복제본이 아니라 따로 선 저장소를 가리켜, 쓰이지 않습니다.'
		);
	} catch (fault) {
		const { code, en, ko } = whyUnreached(fault, { en: 'check the address', ko: '주소를 확인하세요' });
		return wrong(
			`The replica cannot be reached (${code}): ${en} (DATABASE_REPLICA_URL).`,
			`복제본에 연결할 수 없습니다(${code}). ${ko}(DATABASE_REPLICA_URL).`
		);
	} finally {
		await client.end().catch(() => {});
	}
}
