import { accessSync, constants, existsSync } from 'node:fs';
import net from 'node:net';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { migrationsIn, strangeIn } from '../db/migrate.ts';
import { StartFault } from '../start/fault.mjs';
import { readSettings } from '../start/settings.mjs';
import { connected } from './connected.ts';
import {
	lookAtBuild,
	lookAtContradictions,
	lookAtDkim,
	lookAtHalves,
	lookAtKey,
	lookAtProviderDomains,
	lookAtServers
} from './given.ts';
import { isForked } from './journal.ts';
import { fine, mind, wrong, type Finding, type Looked } from './looked.ts';
import { lookAtBoard, lookAtBuckets, lookAtFolder, lookAtKept, lookAtMail } from './places.ts';
import { withStore } from './store.ts';
import { brokenLine } from './tables.ts';
import { examineStore } from './within.ts';

const root = join(import.meta.dirname, '..');

/** Looks at everything a start needs and a running program leans on, and changes nothing. One fault hides no other. */
export async function examine(env = process.env): Promise<Finding[]> {
	const looks: [string, () => Looked | Finding[] | Promise<Looked | Finding[]>][] = [
		['settings', () => lookAtSettings(env)],
		['halves', () => lookAtHalves(env)],
		['contradictions', () => lookAtContradictions(env)],
		['program', () => lookAtBuild(root)],
		['data folder', () => lookAtFolder(env.DATA_DIR || 'data')],
		['key', () => lookAtKey(env)],
		['providers', () => lookAtProviderDomains(env)],
		['role', () => lookAtRole({ ...env })],
		['database', () => lookAtStore({ ...env })],
		['second place', () => lookAtKept(env)],
		['board', () => lookAtBoard(env)],
		['buckets', () => lookAtBuckets(env)],
		['mail', () => lookAtMail(env.SMTP_URL)],
		['address', () => lookAtAddress(env)],
		['servers', () => lookAtServers(env)],
		['scanner', () => lookAtScanner(env)],
		['files', () => lookAtKeys(env)]
	];
	const findings: Finding[] = [];
	for (const [what, look] of looks) {
		const looked = await Promise.resolve().then(look).catch(told);
		findings.push(...(Array.isArray(looked) ? looked : [{ what, ...looked }]));
	}
	return findings;
}

function told(fault: unknown): Looked {
	if (fault instanceof StartFault) return wrong(fault.message, fault.korean);
	const said = fault instanceof Error ? fault.message : String(fault);
	return wrong(said, said);
}

function lookAtSettings(env: NodeJS.ProcessEnv): Looked {
	const { isRehearsal } = readSettings(env);
	if (isRehearsal)
		return mind(
			'A rehearsal: the mailbox and the clock are open to anyone.',
			'연습 환경입니다. 메일함과 시계를 누구나 열 수 있습니다.'
		);
	return fine('Every setting can be read.', '모든 설정을 읽었습니다.');
}

function lookAtStore(env: NodeJS.ProcessEnv): Promise<Looked | Finding[]> {
	const isThere = Boolean(env.DATABASE_URL) || existsSync(`${env.DATA_DIR || 'data'}/postgres`);
	if (!isThere) return Promise.resolve(mind('There is no database yet.', '아직 데이터베이스가 없습니다.'));
	return withStore(env, async ({ url }) => {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		try {
			const looked = await lookInside(client);
			if (looked.is !== 'fine') return looked;
			const forked = await lookForFork(url);
			return [{ what: 'database', ...(forked ?? looked) }, ...(await examineStore(url, client))];
		} finally {
			await client.end();
		}
	});
}

async function lookForFork(url: string): Promise<Looked | null> {
	if (!(await connected(url, isForked))) return null;
	return wrong(
		'The journal is not the one that was signed for: see `madang verify`, then `madang accept-restore REASON`.',
		'기록이 서명한 것과 다릅니다. `madang verify`로 확인한 뒤 `madang accept-restore 사유`를 실행하세요.'
	);
}

async function lookInside(client: pg.Client): Promise<Looked> {
	const { rows } = await client.query<Record<'version' | 'sync' | 'commit' | 'skew' | 'table', string | null>>(`
		select current_setting('server_version') as version, current_setting('fsync') as sync,
			current_setting('synchronous_commit') as commit, extract(epoch from clock_timestamp())::text as skew,
			to_regclass('migrations')::text as table`);
	const { version, sync, commit, skew, table } = rows[0]!;
	if (sync !== 'on' || commit === 'off')
		return wrong(
			'The database does not wait for the disk (fsync, synchronous_commit).',
			'데이터베이스가 디스크에 쓰일 때까지 기다리지 않습니다(fsync, synchronous_commit).'
		);
	const seconds = Math.abs(Number(skew) - Date.now() / 1000);
	if (seconds > 2)
		return wrong(
			`Its clock is ${Math.round(seconds)} s apart from this machine’s.`,
			`데이터베이스와 이 기계의 시계가 ${Math.round(seconds)}초 어긋나 있습니다.`
		);
	if (!table) return mind(`PostgreSQL ${version}, empty.`, `PostgreSQL ${version}, 비어 있음.`);
	return lookAtTables(client, version!);
}

async function lookAtTables(client: pg.Client, version: string): Promise<Looked> {
	const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations');
	const ours = await migrationsIn();
	const strange = strangeIn(rows, ours);
	if (strange && strange.name > ours.at(-1)!.name)
		return mind(
			`A newer program has been here (${strange.name}); this one runs beside it.`,
			`더 새로운 판이 다녀갔습니다(${strange.name}). 이 판도 함께 돌 수 있습니다.`
		);
	if (strange)
		return wrong(
			`The migration ${strange.name} is not this program’s.`,
			`${strange.name} 마이그레이션이 이 프로그램의 것과 다릅니다.`
		);
	const broken = await brokenLine(client);
	if (broken !== null)
		return wrong(`The journal is broken at line ${broken}.`, `기록이 ${broken}번째 줄에서 이어지지 않습니다.`);
	const hosts = await client.query('select from hosts limit 1');
	if (hosts.rowCount === 0)
		return mind(
			'There is no host yet: open one with `madang host`.',
			'아직 주최 기관이 없습니다. `madang host`로 여세요.'
		);
	const left = ours.length - rows.length;
	if (left > 0)
		return mind(`${left} migrations wait for the next start.`, `마이그레이션 ${left}개가 다음 시작을 기다립니다.`);
	return fine(
		`PostgreSQL ${version}; the journal’s chain is whole.`,
		`PostgreSQL ${version}. 기록이 빠짐없이 이어집니다.`
	);
}

/** As whom the program serves: its login may be the owner's, who is bound by nothing and may be taken up again. */
async function lookAtRole({ DATABASE_URL: url }: NodeJS.ProcessEnv): Promise<Looked> {
	if (!url)
		return fine('It serves as madang_web, which owns nothing.', '아무것도 소유하지 않는 madang_web 역할로 일합니다.');
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
	try {
		await client.connect();
		const { rows } = await client.query<Record<'strong' | 'owns', boolean>>(`
			select rolsuper or rolbypassrls as strong,
				exists (select from pg_class where relname = 'journal' and pg_has_role(relowner, 'usage')) as owns
			from pg_roles where rolname = current_user`);
		const { strong, owns } = rows[0]!;
		if (!strong && !owns)
			return fine('The login of DATABASE_URL owns nothing.', 'DATABASE_URL의 계정은 아무것도 소유하지 않습니다.');
		return mind(
			`The login of DATABASE_URL ${strong ? 'is a superuser' : 'owns the tables'}; the program serves as madang_web all the same. Better: a login that is only a member of madang_web there, and the owner’s in DATABASE_OWNER_URL.`,
			`DATABASE_URL의 계정이 ${strong ? '슈퍼유저' : '테이블의 소유자'}입니다. 프로그램은 그래도 madang_web 역할로 일합니다. madang_web의 구성원일 뿐인 계정을 쓰고 소유자는 DATABASE_OWNER_URL에 적는 편이 낫습니다.`
		);
	} catch {
		return mind('It cannot be asked as whom: see the database.', '물어볼 수 없습니다. 데이터베이스를 보세요.');
	} finally {
		await client.end().catch(() => {});
	}
}

function lookAtAddress({ BASE_URL, TRUST_PROXY }: NodeJS.ProcessEnv): Looked {
	if (!BASE_URL)
		return mind('No BASE_URL: letters lead to this machine.', 'BASE_URL이 없어 편지의 주소가 이 기계를 가리킵니다.');
	if (!BASE_URL.startsWith('https:'))
		return wrong(
			'BASE_URL is not https: passkeys and secure cookies need it.',
			'BASE_URL이 https가 아닙니다. 패스키와 안전한 쿠키에 필요합니다.'
		);
	if (TRUST_PROXY !== '1')
		return mind(
			'No TRUST_PROXY: behind a proxy everybody comes from one address.',
			'TRUST_PROXY가 없으면 프록시 뒤에서 모두가 한 주소로 보입니다.'
		);
	return fine(BASE_URL, BASE_URL);
}

async function lookAtScanner({ CLAMD_URL, SCAN_COMMAND }: NodeJS.ProcessEnv): Promise<Looked> {
	if (!CLAMD_URL && !SCAN_COMMAND)
		return mind(
			'Nothing scans files: the organiser decides about each unscanned one.',
			'파일을 검사하는 것이 없어, 검사하지 않은 파일은 운영자가 정합니다.'
		);
	if (!CLAMD_URL) return lookAtCommand(SCAN_COMMAND!);
	const url = URL.parse(CLAMD_URL);
	const answered = await new Promise<boolean>((done) => {
		const where =
			url?.protocol === 'unix:' ? { path: url.pathname } : { host: url?.hostname ?? '', port: Number(url?.port) };
		const socket = net.connect(where, () => (socket.destroy(), done(true)));
		socket.on('error', () => done(false)).setTimeout(3_000, () => (socket.destroy(), done(false)));
	});
	return answered
		? fine('clamd answers.', 'clamd가 응답합니다.')
		: wrong('clamd does not answer: check CLAMD_URL.', 'clamd가 응답하지 않습니다. CLAMD_URL을 확인하세요.');
}

/** The first word of the command must be a program: by its path, or on the way that `PATH` names. */
function lookAtCommand(text: string): Looked {
	const [program = ''] = JSON.parse(text) as string[];
	const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
	const isThere = folders.some((folder) => canRun(join(folder, program)));
	return isThere
		? fine('Files are scanned by a command.', '명령으로 파일을 검사합니다.')
		: wrong(
				`SCAN_COMMAND: there is no program "${program}" that may be run.`,
				`SCAN_COMMAND: 실행할 수 있는 "${program}" 프로그램이 없습니다.`
			);
}

function canRun(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

const wallets = [
	...['WALLET_APPLE_CERT_FILE', 'WALLET_APPLE_KEY_FILE', 'WALLET_APPLE_WWDR_FILE'],
	'WALLET_GOOGLE_KEY_FILE'
];

/** Files that settings name must be readable by this user. */
function lookAtKeys(env: NodeJS.ProcessEnv): Looked {
	const named = ['DKIM_KEY_FILE', ...wallets].filter((name) => env[name]);
	for (const name of named) {
		try {
			accessSync(env[name]!, constants.R_OK);
		} catch {
			const [en, ko] = existsSync(env[name]!)
				? ['let this user read it', '이 사용자가 읽을 수 있게 하세요']
				: ['there is no such file, correct the path', '그런 파일이 없으니 경로를 고치세요'];
			return wrong(`${name} cannot be read: ${en}.`, `${name} 파일을 읽을 수 없습니다. ${ko}.`);
		}
	}
	const key = lookAtDkim(env);
	if (key) return key;
	return fine(`${named.length} named files can be read.`, `설정에 적힌 파일 ${named.length}개를 읽을 수 있습니다.`);
}
