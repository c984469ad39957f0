// What the settings say by themselves, before anything is opened: halves, slips, what contradicts itself.
import { existsSync, readFileSync } from 'node:fs';
import { connect as connectTls } from 'node:tls';
import net from 'node:net';
import { join } from 'node:path';
import { createPrivateKey } from 'node:crypto';
import { fine, mind, wrong, type Looked } from './looked.ts';

type Env = NodeJS.ProcessEnv;

/** Settings that mean something only together. */
const together = [
	['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
	['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
	['STATUS_S3_ENDPOINT', 'STATUS_S3_BUCKET', 'STATUS_S3_ACCESS_KEY_ID', 'STATUS_S3_SECRET_ACCESS_KEY'],
	['SMS_URL', 'SMS_TOKEN'],
	['ASSISTANT_URL', 'ASSISTANT_MODEL'],
	[
		...['WALLET_APPLE_PASS_TYPE', 'WALLET_APPLE_TEAM', 'WALLET_APPLE_CERT_FILE', 'WALLET_APPLE_KEY_FILE'],
		'WALLET_APPLE_WWDR_FILE'
	],
	['WALLET_GOOGLE_ISSUER', 'WALLET_GOOGLE_KEY_FILE']
];

/** Of what belongs together, nothing may be missing: half of it does nothing, and says nothing. */
export function lookAtHalves(env: Env): Looked {
	const halves = together.filter((names) => names.some((name) => env[name]) && !names.every((name) => env[name]));
	if (halves.length === 0)
		return fine('What belongs together is there together.', '함께 있어야 할 설정이 함께 있습니다.');
	const told = halves.map((names) => [names.find((name) => env[name]), names.filter((name) => !env[name]).join(', ')]);
	return wrong(
		told.map(([given, missing]) => `${given} does nothing without ${missing}.`).join(' '),
		told.map(([given, missing]) => `${given} 설정은 ${missing} 없이는 쓰이지 않습니다.`).join(' ')
	);
}

/** Whose word is taken for which addresses: each pair a domain and an https address. */
export function lookAtProviderDomains({ PROVIDER_DOMAINS, PROVIDERS_STAY_HERE }: Env): Looked {
	if (!PROVIDER_DOMAINS)
		return mind(
			'No PROVIDER_DOMAINS: no host can let its own sign in by an OpenID provider.',
			'PROVIDER_DOMAINS가 없어, 어느 기관도 자기 기관 계정(OpenID)으로 로그인하게 할 수 없습니다.'
		);
	const pairs = PROVIDER_DOMAINS.split(',').map((pair) => pair.trim());
	const odd = pairs.filter((pair) => !isPair(pair, PROVIDERS_STAY_HERE === '1'));
	if (odd.length > 0)
		return wrong(
			`PROVIDER_DOMAINS: "${odd[0]}" is not a pair like madang.example=https://login.madang.example.`,
			`PROVIDER_DOMAINS: "${odd[0]}"은(는) madang.example=https://login.madang.example 같은 짝이 아닙니다.`
		);
	const domains = pairs.map((pair) => pair.split('=')[0]).join(', ');
	return fine(`Providers may speak for ${domains}.`, `OpenID 서버가 확인해 주는 도메인: ${domains}`);
}

function isPair(pair: string, mayStayHere: boolean): boolean {
	const [domain = '', issuer = '', ...more] = pair.split('=').map((part) => part.trim());
	const protocol = URL.parse(issuer)?.protocol;
	const isDomain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain);
	return more.length === 0 && isDomain && (protocol === 'https:' || (mayStayHere && protocol === 'http:'));
}

/** What seals secrets that must be used again. */
export function lookAtKey({ SECRETS_KEY, DATABASE_URL, DATA_DIR }: Env): Looked {
	if (SECRETS_KEY && SECRETS_KEY.length < 32)
		return wrong(
			'SECRETS_KEY is short enough to be guessed: take 32 random characters or more (`openssl rand -base64 32`).',
			'SECRETS_KEY가 짧아 알아맞힐 수 있습니다. 무작위 글자 32자 이상으로 하세요(`openssl rand -base64 32`).'
		);
	if (SECRETS_KEY) return fine('SECRETS_KEY seals secrets.', 'SECRETS_KEY로 비밀을 봉합니다.');
	const file = join(DATA_DIR || 'data', 'secrets.key');
	const [en, ko] = existsSync(file)
		? [
				`${file} seals secrets: a copy of it belongs beside the backups.`,
				`${file}로 비밀을 봉합니다. 백업과 따로 사본을 두세요.`
			]
		: [`${file} is made when a secret is first sealed.`, `비밀을 처음 봉할 때 ${file} 파일을 만듭니다.`];
	if (!DATABASE_URL) return fine(en, ko);
	return mind(
		`No SECRETS_KEY: ${en} Several processes on one database need the same.`,
		`SECRETS_KEY가 없습니다. ${ko} 한 데이터베이스를 여러 프로세스가 쓰면 모두 같아야 합니다.`
	);
}

/** What contradicts what is said elsewhere: all of it. */
export function lookAtContradictions(env: Env): Looked {
	const found = contradictions.filter(({ isSo }) => isSo(env));
	if (found.length === 0) return fine('No setting contradicts another.', '서로 어긋나는 설정이 없습니다.');
	const said = [found.map(({ en }) => en).join(' '), found.map(({ ko }) => ko).join(' ')] as const;
	return found.some(({ isGrave }) => isGrave) ? wrong(...said) : mind(...said);
}

const hostOf = (text: string | undefined) => URL.parse(text ?? '')?.host;
const isRehearsal = ({ REHEARSAL, DATABASE_URL, SMTP_URL }: Env) =>
	REHEARSAL ? REHEARSAL === '1' : !DATABASE_URL && !SMTP_URL;

const contradictions: { isSo: (env: Env) => boolean; isGrave: boolean; en: string; ko: string }[] = [
	{
		isSo: (env) => Boolean(env.FILES_ORIGIN) && hostOf(env.FILES_ORIGIN) === hostOf(env.BASE_URL),
		isGrave: true,
		en: 'FILES_ORIGIN is the address of BASE_URL: files then share everything with pages. Take another name.',
		ko: 'FILES_ORIGIN이 BASE_URL과 같은 주소라 파일이 화면과 모든 것을 나눕니다. 다른 이름을 쓰세요.'
	},
	{
		isSo: (env) => Boolean(env.SMTP_URL) && !/@[^@\s>]+\.[^@\s>]+/.test(env.MAIL_FROM ?? ''),
		isGrave: true,
		en: 'MAIL_FROM is no address of a domain: letters will be taken for spam or refused.',
		ko: 'MAIL_FROM에 도메인의 메일 주소가 없어, 편지가 스팸이 되거나 거절됩니다.'
	},
	{
		isSo: (env) => !isRehearsal(env) && (env.WEBHOOKS_STAY_HERE === '1' || env.PROVIDERS_STAY_HERE === '1'),
		isGrave: false,
		en: 'WEBHOOKS_STAY_HERE and PROVIDERS_STAY_HERE do nothing outside a rehearsal.',
		ko: 'WEBHOOKS_STAY_HERE와 PROVIDERS_STAY_HERE는 연습에서만 쓰입니다.'
	},
	{
		isSo: (env) => Boolean(env.DATABASE_URL) && env.REHEARSAL === '1',
		isGrave: false,
		en: 'REHEARSAL=1 with a database of your own: whoever comes reads everybody’s letters.',
		ko: '쓰시는 데이터베이스에 REHEARSAL=1입니다. 들어오는 누구나 모두의 편지를 읽을 수 있습니다.'
	}
];

/** Keys are keys: a file that can be read may hold anything. */
export function lookAtDkim({ DKIM_KEY_FILE }: Env): Looked | null {
	if (!DKIM_KEY_FILE || !existsSync(DKIM_KEY_FILE)) return null;
	try {
		createPrivateKey(readFileSync(DKIM_KEY_FILE));
		return null;
	} catch {
		return wrong('DKIM_KEY_FILE holds no private key.', 'DKIM_KEY_FILE에 개인 키가 없습니다.');
	}
}

/** Whether it was built: `npm start` needs that, a command does not. */
export function lookAtBuild(root: string): Looked {
	return existsSync(join(root, 'build/handler.js'))
		? fine('The program is built.', '프로그램이 빌드되어 있습니다.')
		: wrong(
				'The program is not built: `node scripts/setup.mjs --build`.',
				'빌드되지 않았습니다: `node scripts/setup.mjs --build`'
			);
}

/** Servers that settings name and a running program leans on: whether a connection is taken. */
export async function lookAtServers(env: Env): Promise<Looked> {
	const named = [
		'LIVE_BUS',
		'S3_ENDPOINT',
		'STATUS_S3_ENDPOINT',
		'OTEL_EXPORTER_OTLP_ENDPOINT',
		'ASSISTANT_URL',
		'SMS_URL'
	];
	const asked = named.filter((name) => env[name]);
	const answers = await Promise.all(asked.map((name) => answersAt(env[name]!)));
	const silent = asked.filter((_, nth) => !answers[nth]);
	if (silent.length > 0)
		return wrong(
			`Nobody answers at the address of ${silent.join(', ')}.`,
			`${silent.join(', ')}에 적힌 주소에서 응답이 없습니다.`
		);
	return asked.length === 0
		? fine('It leans on no other server.', '기대는 다른 서버가 없습니다.')
		: fine(`${asked.join(', ')}: each answers.`, `${asked.join(', ')}: 모두 응답합니다.`);
}

const usualPorts: Record<string, number> = { 'http:': 80, 'https:': 443, 'nats:': 4222, 'tls:': 4222 };

function answersAt(address: string): Promise<boolean> {
	const url = URL.parse(address);
	if (!url?.hostname) return Promise.resolve(false);
	const where = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || usualPorts[url.protocol] || 0 };
	if (!where.port) return Promise.resolve(false);
	return new Promise((done) => {
		const socket =
			url.protocol === 'https:'
				? connectTls(
						{ ...where, servername: net.isIP(where.host) ? '' : where.host },
						() => (socket.destroy(), done(true))
					)
				: net.connect(where, () => (socket.destroy(), done(true)));
		socket.on('error', () => done(false)).setTimeout(3_000, () => (socket.destroy(), done(false)));
	});
}
