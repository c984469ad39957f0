import { checkFields, checkList } from './fields.ts';
import { MOST_SPLITS } from './limits.ts';
import { refuse } from './refusal.ts';
import type { Rules } from './rules.ts';

const WHERE = '/seal/certificate';

/** Whether the lottery of these rules is proved: it must have a certificate then, and must have none otherwise (SPEC §6). */
export function isProved({ method, merit }: Rules): boolean {
	return method === 'quotas' || method === 'stops' || merit === true;
}

/** Refuses a certificate that isn't written as its method says, one that is missing, and one that proves nothing. */
export function checkCertificateForm(certificate: unknown, rules: Rules): void {
	if (!isProved(rules)) {
		if (certificate !== undefined) throw refuse('draw.certificate-unasked', { where: WHERE, method: rules.method });
		return;
	}
	if (certificate === undefined) throw refuse('draw.no-certificate', { where: WHERE });
	if (rules.merit) checkScenarios(certificate);
	else checkProofs(certificate as { levels: unknown; proofs: unknown }, rules.method === 'quotas');
}

function checkScenarios(certificate: unknown): void {
	checkFields(certificate, WHERE, ['scenarios']);
	const { scenarios } = certificate as { scenarios: readonly (readonly unknown[])[] };
	checkList(scenarios, `${WHERE}/scenarios`, 0, Infinity);
	scenarios.forEach((list, s) => {
		checkList(list, `${WHERE}/scenarios/${s}`, 0, Infinity);
		list.forEach((one, i) => {
			checkFields(one, `${WHERE}/scenarios/${s}/${i}`, ['line', 'times', 'counts']);
			checkList((one as { counts: unknown }).counts, `${WHERE}/scenarios/${s}/${i}/counts`, 0, Infinity);
		});
	});
}

function checkProofs(certificate: { levels: unknown; proofs: unknown }, mayGoByCases: boolean): void {
	checkFields(certificate, WHERE, ['levels', 'proofs']);
	checkList(certificate.levels, `${WHERE}/levels`, 1, Infinity);
	checkList(certificate.proofs, `${WHERE}/proofs`, 0, Infinity);
	const used = new Set(certificate.levels as readonly unknown[]);
	(certificate.proofs as readonly unknown[]).forEach((proof, level) => {
		const where = `${WHERE}/proofs/${level}`;
		if (!used.has(level)) throw refuse('draw.proof-of-nothing', { where });
		const isByCases = mayGoByCases && typeof proof === 'object' && proof !== null && 'tree' in proof;
		checkFields(proof, where, isByCases ? ['prices', 'tree'] : ['mu']);
		const { mu, prices, tree } = proof as Record<string, unknown>;
		checkList(isByCases ? prices : mu, `${where}/${isByCases ? 'prices' : 'mu'}`, 1, Infinity);
		if (isByCases) checkTree(tree, `${where}/tree`);
	});
}

/** Without recursion: a stranger's tree may be as deep as it likes. */
function checkTree(root: unknown, where: string): void {
	const left: [node: unknown, splits: number][] = [[root, 0]];
	for (let next = left.pop(); next; next = left.pop()) {
		const [node, splits] = next;
		if (splits > MOST_SPLITS) throw refuse('draw.tree-too-deep', { where, most: MOST_SPLITS });
		if (typeof node === 'object' && node !== null && 'mu' in node) {
			checkFields(node, where, ['over', 'mu']);
			checkList(node.mu, `${where}/mu`, 1, Infinity);
			continue;
		}
		checkFields(node, where, ['type', 'at', 'low', 'high']);
		const { low, high } = node as { low: unknown; high: unknown };
		left.push([low, splits + 1], [high, splits + 1]);
	}
}
