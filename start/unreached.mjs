/**
 * Why a server was not reached, and what to do, in both languages: by the code of the fault, of the system (`ECONNREFUSED`)
 * or of PostgreSQL (SQLSTATE, Appendix A of its manual).
 *
 * @typedef {{ en: string, ko: string }} Said
 * @type {Record<string, Said>}
 */
const reasons = {
	ECONNREFUSED: {
		en: 'nothing listens there; start the server, or correct host and port',
		ko: '그 주소에서 아무것도 받지 않습니다. 서버를 켜거나 주소와 포트를 고치세요'
	},
	ENOTFOUND: { en: 'no machine has that name; correct it', ko: '그런 이름의 기계가 없습니다. 이름을 고치세요' },
	ETIMEDOUT: {
		en: 'no answer; correct host and port, or let the firewall pass it',
		ko: '응답이 없습니다. 주소와 포트를 고치거나 방화벽을 여세요'
	},
	ENOENT: { en: 'there is no such socket; correct the path', ko: '그런 소켓이 없습니다. 경로를 고치세요' },
	EACCES: {
		en: 'this user may not open its socket; run as one who may, or correct the path',
		ko: '이 사용자는 소켓을 열 수 없습니다. 열 수 있는 사용자로 실행하거나 경로를 고치세요'
	},
	'28P01': { en: 'it refuses the password; correct it', ko: '비밀번호가 맞지 않습니다. 고치세요' },
	28000: {
		en: 'it does not let that login in; correct the name, or its pg_hba.conf',
		ko: '그 계정은 들어갈 수 없습니다. 계정 이름이나 서버의 pg_hba.conf를 고치세요'
	},
	'3D000': {
		en: 'it has no database of that name; create it (`createdb`), or correct the name',
		ko: '그런 이름의 데이터베이스가 없습니다. 만들거나(`createdb`) 이름을 고치세요'
	},
	53300: {
		en: 'it has no connection left; raise its max_connections, or end others',
		ko: '남은 연결이 없습니다. max_connections를 늘리거나 다른 연결을 끊으세요'
	},
	'57P03': { en: 'it is still starting; wait a moment', ko: '아직 시작하는 중입니다. 잠시 뒤 다시 해 보세요' },
	EAUTH: {
		en: 'it refuses the name and the password; correct them',
		ko: '이름과 비밀번호를 받지 않습니다. 고치세요'
	},
	CERTIFICATE: {
		en: 'its certificate is not one this machine trusts; mend it, or name your own authority in NODE_EXTRA_CA_CERTS',
		ko: '이 기계가 믿지 않는 인증서입니다. 인증서를 고치거나 직접 세운 인증 기관을 NODE_EXTRA_CA_CERTS에 적으세요'
	}
};
Object.assign(reasons, { EAI_AGAIN: reasons.ENOTFOUND, EDNS: reasons.ENOTFOUND });

/**
 * The code of a fault, and in words why and what to do; `usual` where nothing is known of it.
 * @param {unknown} fault @param {Said} usual @returns {Said & { code: string }}
 */
export function whyUnreached(fault, usual) {
	const { code = '', message = '', cause } = /** @type {any} */ (fault ?? {});
	const told = `${code} ${message} ${cause?.code ?? ''}`;
	const known =
		Object.keys(reasons).find((one) => one === code) ?? Object.keys(reasons).find((one) => told.includes(one));
	const key = /certificate|CERT_|_CERT|SELF_SIGNED/i.test(told)
		? 'CERTIFICATE'
		: /timeout/i.test(told)
			? 'ETIMEDOUT'
			: known;
	return { code: code || message || 'error', ...((key && reasons[key]) || usual) };
}
