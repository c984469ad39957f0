// Where the program puts things and sends them: folders, buckets, the board outside, the mail server.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import nodemailer from 'nodemailer';
import { whyUnreached } from '../start/unreached.mjs';
import { fine, mind, wrong, type Looked } from './looked.ts';

type Env = NodeJS.ProcessEnv;

/** Whether a folder is there and may be written to, or may be made; what is wrong with it otherwise. */
function lookAtPlace(name: string, folder: string): Looked | null {
	const there = existsSync(folder);
	if (there && !statSync(folder).isDirectory())
		return wrong(
			`${name}: ${folder} is no folder. Name another.`,
			`${name}: ${folder}은(는) 폴더가 아닙니다. 고치세요.`
		);
	try {
		accessSync(there ? folder : nearestOf(folder), constants.W_OK | constants.X_OK);
		return null;
	} catch {
		const [en, ko] = there ? ['written to', '폴더에 쓸'] : ['made', '폴더를 만들'];
		return wrong(
			`${name}: ${folder} cannot be ${en} by this user. Give it the right (\`chown\`), or name another folder.`,
			`${name}: 이 사용자는 ${folder} ${ko} 수 없습니다. 권한을 주거나(\`chown\`) 다른 폴더를 적으세요.`
		);
	}
}

/** The nearest folder above that is there. */
function nearestOf(folder: string): string {
	const above = dirname(resolve(folder));
	return existsSync(above) ? above : nearestOf(above);
}

export function lookAtFolder(folder: string): Looked {
	const ill = lookAtPlace('DATA_DIR', folder);
	if (ill) return ill;
	if (!existsSync(folder))
		return mind(`${folder} is made at the first start.`, `${folder} 폴더는 처음 시작할 때 만듭니다.`);
	const { bavail, bsize } = statfsSync(folder);
	const free = Math.floor((bavail * bsize) / 2 ** 30);
	if (free < 2)
		return wrong(
			`Only ${free} GB are free at ${folder}: make room, or move DATA_DIR to a larger disk.`,
			`${folder}에 남은 공간이 ${free}GB뿐입니다. 공간을 비우거나 DATA_DIR을 더 큰 디스크로 옮기세요.`
		);
	return fine(`${free} GB are free at ${folder}.`, `${folder}에 ${free}GB가 남아 있습니다.`);
}

/** What outlasts the store should lie on another machine than the store. */
export function lookAtKept({ KEPT_DIR }: Env): Looked {
	if (!KEPT_DIR)
		return mind(
			'No KEPT_DIR: signed heads and who was erased are kept beside the data alone.',
			'KEPT_DIR이 없어 기록의 서명과 파기 목록을 데이터 곁에만 둡니다.'
		);
	return lookAtPlace('KEPT_DIR', KEPT_DIR) ?? fine(KEPT_DIR, KEPT_DIR);
}

/** So long a board may be as it is while the program runs, which writes it every minute. */
const staleMs = 5 * 60_000;

/** The board must be written where others read it: its folder, and the address that people are sent to. */
export async function lookAtBoard({ STATUS_DIR, STATUS_S3_BUCKET, STATUS_URL }: Env): Promise<Looked> {
	if (!STATUS_DIR && !STATUS_S3_BUCKET)
		return mind(
			'No STATUS_DIR or STATUS_S3_…: nothing is read while the program is down, and no deadline moved then.',
			'STATUS_DIR이나 STATUS_S3_…가 없어, 마당이 멈추면 아무것도 읽을 수 없고 마감도 늦출 수 없습니다.'
		);
	const ill = STATUS_DIR && lookAtPlace('STATUS_DIR', STATUS_DIR);
	if (ill) return ill;
	if (!STATUS_URL)
		return mind(
			'No STATUS_URL: nobody is told where the board is.',
			'STATUS_URL이 없어 알림판이 어디인지 알리지 못합니다.'
		);
	const told = await boardAt(STATUS_URL);
	if ('fault' in told)
		return wrong(
			`The board is not read at STATUS_URL (${told.fault}): correct it, or let the web server there show what STATUS_DIR or the bucket holds.`,
			`STATUS_URL에서 알림판을 읽을 수 없습니다(${told.fault}). 주소를 고치거나, 그곳의 웹 서버가 STATUS_DIR이나 버킷의 내용을 보이게 하세요.`
		);
	const minutes = Math.round((Date.now() - told.asOf) / 60_000);
	if (Date.now() - told.asOf > staleMs)
		return wrong(
			`The board at STATUS_URL is ${minutes} minutes old: does the program run, and does that web server show the folder it writes?`,
			`STATUS_URL의 알림판이 ${minutes}분 전 것입니다. 마당이 돌고 있는지, 그 웹 서버가 마당이 쓰는 폴더를 보이는지 확인하세요.`
		);
	return fine(`The board is read at ${STATUS_URL}.`, `${STATUS_URL}에서 알림판을 읽을 수 있습니다.`);
}

/** When the board at an address was written (ms), or why there is none. */
async function boardAt(address: string): Promise<{ asOf: number } | { fault: string }> {
	const { boardIn } = await import('../src/domain/calls/board.rules.ts');
	try {
		const url = `${address.replace(/\/+$/, '')}/board.json`;
		const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		const board = answer.ok ? boardIn(await answer.text()) : null;
		return board ? { asOf: Date.parse(board.board.as_of) } : { fault: answer.ok ? 'no board' : String(answer.status) };
	} catch (fault) {
		const { cause } = fault as { cause?: { code?: string } };
		return { fault: cause?.code ?? (fault as Error).name };
	}
}

/** A bucket answers for a key that nobody has; what is wrong with its name or its keys it says by a code. */
export async function lookAtBuckets(env: Env): Promise<Looked> {
	const named = ['S3', 'STATUS_S3'].filter((name) => env[`${name}_ENDPOINT`] && env[`${name}_BUCKET`]);
	const answers = await Promise.all(named.map(async (name) => ({ name, fault: await faultOfBucket(env, name) })));
	const ill = answers.filter(({ fault }) => fault !== null);
	if (ill.length > 0)
		return wrong(
			ill
				.map(({ name, fault }) => `${name}_…: the bucket is not opened (${fault}): correct its address, name or keys.`)
				.join(' '),
			ill
				.map(({ name, fault }) => `${name}_…: 버킷이 열리지 않습니다(${fault}). 주소, 이름, 열쇠를 고치세요.`)
				.join(' ')
		);
	return named.length
		? fine('The buckets open.', '버킷이 열립니다.')
		: fine('No bucket is used.', '쓰는 버킷이 없습니다.');
}

const ofKeys = [
	'NoSuchBucket',
	'InvalidBucketName',
	'InvalidAccessKeyId',
	'SignatureDoesNotMatch',
	'AuthorizationHeaderMalformed'
];

async function faultOfBucket(env: Env, name: string): Promise<string | null> {
	const { askBucket } = await import('../src/lib/s3.server.ts');
	const of = (what: string) => env[`${name}_${what}`] ?? '';
	const ask = askBucket({
		...{ endpoint: of('ENDPOINT'), bucket: of('BUCKET'), region: of('REGION') || 'us-east-1' },
		...{ accessKeyId: of('ACCESS_KEY_ID') || '-', secretAccessKey: of('SECRET_ACCESS_KEY') || '-' }
	});
	try {
		const signal = AbortSignal.timeout(5_000);
		const answer = await ask('00000000-0000-0000-0000-000000000000', { signal }, [200, 400, 401, 403, 404]);
		const text = await answer.text();
		return ofKeys.find((code) => text.includes(code)) ?? null;
	} catch (fault) {
		const { cause, message } = fault as { cause?: { code?: string }; message: string };
		return cause?.code ?? message;
	}
}

export async function lookAtMail(url: string | undefined): Promise<Looked> {
	if (!url)
		return mind('No SMTP_URL: letters wait in the outbox.', 'SMTP_URL이 없어 편지가 보낼 편지함에서 기다립니다.');
	const transport = nodemailer.createTransport({ url, connectionTimeout: 5_000, greetingTimeout: 5_000 });
	try {
		await transport.verify();
	} catch (fault) {
		const { code, en, ko } = whyUnreached(fault, { en: 'check the address', ko: '주소를 확인하세요' });
		return wrong(
			`The mail server does not take letters (${code}): ${en} (SMTP_URL).`,
			`메일 서버가 편지를 받지 않습니다(${code}). ${ko}(SMTP_URL).`
		);
	} finally {
		transport.close();
	}
	return fine('The mail server takes letters.', '메일 서버가 편지를 받습니다.');
}
