/** What a setting is to whoever sets it: its names in the environment, what it is without them, and why it exists. */
export type Setting = { names: string[]; default?: string; ko: string; en: string };

type Part = { ko: string; en: string; settings: Setting[] };

const one = (name: string, ko: string, en: string, fallback?: string): Setting => many([name], ko, en, fallback);
const many = (names: string[], ko: string, en: string, fallback?: string): Setting => ({
	...{ names, ko, en },
	default: fallback
});

/** Every setting of the program, in the order in which one thinks of them. A test holds it against what the code reads. */
export const settings: Part[] = [
	{
		ko: '주소와 저장 위치',
		en: 'Where it is and keeps things',
		settings: [
			one('PORT', '듣는 포트', 'the port it listens on', '3000'),
			one(
				'HOST',
				'듣는 주소. 비우면 연습 환경에서는 이 기계 안에서만, 아니면 모든 주소에서 듣습니다',
				'the address it listens on; empty: this machine alone in a rehearsal, every address otherwise'
			),
			one(
				'BASE_URL',
				'사람들이 쓰는 주소(https://…). 편지의 링크, 안전한 쿠키, 패스키가 여기에 걸려 있습니다',
				'the address people use (https://…): links in letters, secure cookies and passkeys hang on it'
			),
			one(
				'USUAL_LANGUAGE',
				'`en`이면 언어를 밝히지 않는 프로그램(달력, 구독기, 표를 받는 스크립트)에 영어로 답합니다. 주소의 `?lang=`과 Accept-Language가 먼저입니다',
				'`en` answers programs that say no language (calendars, feed readers, scripts) in English; `?lang=` and Accept-Language come first',
				'ko'
			),
			one(
				'TRUST_PROXY',
				'1: X-Forwarded-* 머리말을 우리 프록시가 썼다고 믿습니다. 프록시 뒤에서만 켜세요',
				'1: X-Forwarded-* headers were written by a proxy of yours; only behind one'
			),
			one(
				'DATA_DIR',
				'첨부 파일과 내장 데이터베이스가 놓이는 폴더',
				'the folder of uploaded files and of the embedded database',
				'./data'
			),
			one(
				'KEPT_DIR',
				'기록의 서명과 삭제된 분의 식별자를 따로 두는 폴더. 다른 기계에 있는 것이 좋습니다',
				'a folder, best on another machine, that gets each signed head of the journal and the ids of who was erased'
			),
			one('DATABASE_URL', '쓰실 PostgreSQL. 비우면 내장된 것을 씁니다', 'your own PostgreSQL; empty: the embedded one'),
			one(
				'DATABASE_OWNER_URL',
				'표의 주인인 계정으로 같은 데이터베이스. DATABASE_URL의 계정이 `madang_web`의 구성원일 뿐일 때 씁니다',
				'the same database by the login that owns the tables, where DATABASE_URL’s is only a member of `madang_web`'
			),
			one(
				'DATABASE_REPLICA_URL',
				'그 PostgreSQL의 스트리밍 복제본. 잘 따라오는 동안 누구나 읽는 페이지를 여기서 읽습니다',
				'a streaming replica of it: what anyone may read and nobody acts on is asked there while it keeps up'
			),
			one(
				'SECRETS_KEY',
				'인증 앱과 로그인 서버의 비밀을 봉하는 열쇠. 비우면 데이터 폴더의 `secrets.key`가 만들어집니다. 복원할 때도 필요합니다',
				'seals what authenticator apps and sign-in providers share with it; empty: `secrets.key` in the data folder; needed again after a restore'
			),
			one(
				'PROVIDER_DOMAINS',
				'어느 메일 도메인을 어느 OpenID 서버가 확인해 주는지(`madang.example=https://login.madang.example, …`)',
				'which OpenID provider speaks for the mail addresses of which domain (`madang.example=https://login.madang.example, …`)'
			),
			one(
				'REHEARSAL',
				'1: 연습. 메일함과 시계가 모두에게 열립니다. 0: 실제 운영. 비우면 DATABASE_URL과 SMTP_URL이 모두 없을 때만 연습입니다',
				'1: a rehearsal, whose mailbox and clock are open to anyone; 0: the real thing; empty: a rehearsal only without DATABASE_URL and SMTP_URL'
			),
			one(
				'SAMPLE_APPLICATIONS',
				'연습이나 `madang sample`이 심는 예시 신청서의 수',
				'how many made-up applications a rehearsal or `madang sample` plants',
				'334'
			)
		]
	},
	{
		ko: '메일과 문자',
		en: 'Mail and short messages',
		settings: [
			one(
				'SMTP_URL',
				'메일이 나가는 서버(`smtp://사용자:암호@서버:587`). 없으면 편지가 편지함에서 기다립니다',
				'where mail goes out (`smtp://user:password@host:587`); without it letters wait in the outbox'
			),
			one('MAIL_FROM', '보내는 사람', 'whom letters are from', 'Madang <madang@localhost>'),
			many(
				['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
				'편지에 서명하는 DKIM 선택자와 열쇠 파일',
				'what signs letters (DKIM): the selector and the file of the key'
			),
			one(
				'DNS_SERVERS',
				'보내는 도메인을 물어볼 DNS 서버(`192.0.2.53,192.0.2.54:5353`). 비우면 이 기계의 것',
				'DNS servers to ask about the sender’s domain (`192.0.2.53,192.0.2.54:5353`); empty: the machine’s own'
			),
			one(
				'BOUNCE_TOKEN',
				'메일 서버가 되돌아온 편지를 `POST /letters/bounces`로 알릴 때 보이는 토큰',
				'what your mail server shows to hand in a letter that came back, at `POST /letters/bounces`'
			),
			many(
				['SMS_URL', 'SMS_TOKEN'],
				'문자 게이트웨이와 그 토큰. 없으면 아무에게도 번호를 묻지 않습니다',
				'a gateway for short messages and its token; without it nobody is asked for a number'
			)
		]
	},
	{
		ko: '파일',
		en: 'Files',
		settings: [
			many(
				['S3_ENDPOINT', 'S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
				'첨부 파일을 데이터 폴더 대신 둘 S3 호환 저장소. 기계가 여럿이면 필요합니다',
				'an S3-compatible bucket for files instead of the data folder; needed where there are several machines'
			),
			one(
				'FILES_ORIGIN',
				'파일만 내주는 따로 둔 주소. 파일이 우리 화면과 아무것도 나누지 않습니다',
				'an address for files alone, so that they share nothing with our pages'
			),
			many(
				['SCAN_COMMAND', 'CLAMD_URL'],
				'악성 파일을 검사하는 명령(JSON 목록, `["clamscan","--no-summary"]`)이나 clamd(`tcp://서버:3310`)',
				'what looks for malware: a command as a JSON list (`["clamscan","--no-summary"]`), or a clamd (`tcp://host:3310`)'
			)
		]
	},
	{
		ko: '여럿이 함께 돌 때와 붐빌 때',
		en: 'Several processes, and rushes',
		settings: [
			one(
				'JOBS',
				'0: 이 프로세스는 예약된 일(발송, 추첨, 마감)을 하지 않습니다. 적어도 한 프로세스는 해야 합니다',
				'0: this process leaves the clock’s work (letters, draws, lapses) to others; one at least must do it',
				'1'
			),
			one(
				'LIVE_BUS',
				'프로세스 사이에 변경을 알리는 NATS(`nats://서버:4222/주제`). 비우면 데이터베이스가 알립니다',
				'a NATS that carries changes between processes (`nats://host:4222/subject`); empty: the database does'
			),
			one(
				'PAGES_AT_ONCE',
				'한 프로세스가 한꺼번에 만드는 화면의 수. 넘으면 읽기만 하는 분께 잠시 뒤에 열린다고 알립니다',
				'pages a process makes at once; beyond, whoever only reads is asked to come again in a moment',
				'16'
			),
			one(
				'LAG_MS',
				'프로세스가 이만큼(ms) 늦어지면 읽기만 하는 화면을 뒤로 미룹니다',
				'by how many ms a process may be behind before pages to read are put off',
				'150'
			),
			one(
				'DRAIN_MS',
				'끝나기 전에 `/readyz`가 503으로 미리 알리는 시간(ms)',
				'for how many ms `/readyz` says 503 before the process ends',
				'2000 (TRUST_PROXY=1), 0'
			)
		]
	},
	{
		ko: '지켜보기',
		en: 'Watching it',
		settings: [
			one(
				'METRICS_TOKEN',
				'Prometheus가 `GET /metrics`를 읽을 때 보이는 토큰. 없으면 읽을 것이 없습니다',
				'what a Prometheus shows to read `GET /metrics`; without it there is nothing to read'
			),
			many(
				['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_SERVICE_NAME', 'OTEL_TRACES_SAMPLER_ARG'],
				'요청·질의·작업이 걸린 시간을 받을 OpenTelemetry 수집기(`http://서버:4318`), 거기서 쓸 이름, 알릴 비율(0–1)',
				'an OpenTelemetry collector (`http://host:4318`) that is told how long requests, queries and jobs take; our name there; which share is told (0–1)',
				'–, madang, 1'
			)
		]
	},
	{
		ko: '멈췄을 때 읽는 알림판',
		en: 'A board to read while it is down',
		settings: [
			one(
				'STATUS_DIR',
				'공고와 마감을 스크립트 없는 페이지로 적어 두는 폴더. 다른 기계의 웹 서버가 보여 주어야 프로그램이 멈춰도 읽힙니다',
				'a folder for plain pages of the calls and their deadlines; another machine’s web server shows it, so that they are read while the program is down'
			),
			many(
				[
					...['STATUS_S3_ENDPOINT', 'STATUS_S3_BUCKET', 'STATUS_S3_REGION'],
					...['STATUS_S3_ACCESS_KEY_ID', 'STATUS_S3_SECRET_ACCESS_KEY']
				],
				'같은 페이지를 올릴, 사이트로 보이는 S3 호환 버킷. 폴더 대신이거나 폴더와 함께',
				'a bucket, served as a site, for the same pages; instead of the folder or besides'
			),
			one(
				'STATUS_URL',
				'사람들이 그 페이지를 보는 주소(`https://status.madang.example`). 있으면 모든 화면의 아래에서 이어집니다',
				'where people find those pages (`https://status.madang.example`); where set, the foot of every page leads there'
			)
		]
	},
	{
		ko: '추첨, 지갑, 초안 도우미',
		en: 'Draw, wallets, assistant',
		settings: [
			one(
				'BEACON_URLS',
				'공개 난수를 물어볼 drand 서버들, 앞에서부터',
				'the drand servers to ask for the beacon, in order',
				'api.drand.sh, api2.drand.sh, drand.cloudflare.com'
			),
			many(
				[
					...['WALLET_APPLE_PASS_TYPE', 'WALLET_APPLE_TEAM', 'WALLET_APPLE_CERT_FILE'],
					...['WALLET_APPLE_KEY_FILE', 'WALLET_APPLE_WWDR_FILE']
				],
				'Apple 지갑 입장권: 패스 종류와 팀, 인증서와 열쇠(PEM), Apple의 WWDR 인증서. 다섯이 모두 있어야 합니다',
				'tickets for Apple Wallet: pass type and team, certificate and key (PEM), Apple’s WWDR certificate; all five are needed'
			),
			many(
				['WALLET_GOOGLE_ISSUER', 'WALLET_GOOGLE_KEY_FILE'],
				'Google 월렛 입장권: 발급자 번호와 서비스 계정의 열쇠 파일(JSON)',
				'tickets for Google Wallet: issuer id and a service account’s key file (JSON)'
			),
			many(
				['ASSISTANT_URL', 'ASSISTANT_MODEL', 'ASSISTANT_KEY'],
				'초안을 쓰는 언어 모델(OpenAI 방식, `https://모델.example/v1`), 그 이름과 열쇠. 켜는 것은 주최 기관마다 정합니다',
				'a language model that drafts (OpenAI’s protocol, `https://models.example/v1`), its name and key; each host turns it on for itself'
			),
			many(
				['ASSISTANT_TIMEOUT_S', 'ASSISTANT_STREAM', 'ASSISTANT_AT_ONCE'],
				'답을 기다리는 초, 조금씩 받기(1)·한 번에 받기(0), 한꺼번에 묻는 수',
				'how many seconds an answer may take, whether it comes piece by piece (1) or whole (0), how many are asked for at once',
				'120, 1, 2'
			),
			one(
				'WEBHOOKS_STAY_HERE',
				'1: 연습 환경의 시험에서만, 웹훅을 이 기계의 주소로도 보냅니다',
				'1: in a rehearsal’s tests alone, webhooks may go to addresses of this machine'
			),
			one(
				'PROVIDERS_STAY_HERE',
				'1: 연습 환경의 시험에서만, 로그인 서버가 이 기계의 주소에 있어도 됩니다',
				'1: in a rehearsal’s tests alone, sign-in providers may be at addresses of this machine'
			)
		]
	}
];

const words = {
	ko: {
		title: '설정표',
		lead: '모든 설정은 환경 변수입니다. 이 표는 프로그램의 설정 목록에서 만들어집니다.',
		head: '| 이름 | 무엇이고 왜 있는지 | 기본값 |'
	},
	en: {
		title: 'Settings',
		lead: 'Every setting is an environment variable. This table is made from the program’s own list of settings.',
		head: '| name | what it is, and why | without it |'
	}
};

/** The page of all settings in a language, as Markdown. */
export function settingsPage(locale: 'ko' | 'en'): string {
	const { title, lead, head } = words[locale];
	const parts = settings.map((part) => {
		const rows = part.settings.map(({ names, default: fallback, ...texts }) => {
			const named = names.map((name) => `\`${name}\``).join(' ');
			return `| ${named} | ${texts[locale]} | ${fallback ? `\`${fallback}\`` : ''} |`;
		});
		return [`## ${part[locale]}`, '', head, '|---|---|---|', ...rows].join('\n');
	});
	return [`# ${title}`, lead, ...parts].join('\n\n') + '\n';
}
