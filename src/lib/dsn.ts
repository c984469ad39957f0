import type { Bounced } from '#lib/outbox.server.ts';

/**
 * Reads a delivery status notification (RFC 3464): for each address that failed for good, which letter and why. A delay,
 * a success and what is no such report come to nothing.
 */
export function readReport(raw: string): Bounced[] {
	const text = raw.replace(/\r\n?/g, '\n');
	const parts = partsOf(text);
	const status = parts.find(({ type }) => type === 'message/delivery-status');
	if (!status) return [];
	const [perMessage = '', ...perRecipient] = status.body.trim().split(/\n\s*\n/);
	const returned = parts.find(({ type }) => /^(message\/rfc822(-headers)?|text\/rfc822-headers)$/.test(type));
	const messageId = returned && fieldsIn(returned.body.trim().split(/\n\s*\n/)[0]!).get('message-id');
	const envelopeId = fieldsIn(perMessage).get('original-envelope-id');
	return perRecipient.flatMap((block) => {
		const fields = fieldsIn(block);
		if (fields.get('action')?.toLowerCase() !== 'failed') return [];
		const recipient = addressIn(fields.get('original-recipient') ?? fields.get('final-recipient') ?? '');
		const because = [fields.get('status'), fields.get('diagnostic-code')].filter(Boolean).join(' · ');
		return [{ messageId, envelopeId, recipient, because: because || 'failed' }];
	});
}

type Part = { type: string; body: string };

// RFC 2046 §5.1: between lines that begin with two dashes and the boundary, a head, an empty line and a body.
function partsOf(text: string): Part[] {
	const [head = ''] = text.split('\n\n', 1);
	const boundary = /boundary="?([^"\s;]+)"?/i.exec(fieldsIn(head).get('content-type') ?? '')?.[1];
	if (!boundary) return [];
	return text
		.split('\n')
		.reduce<string[][]>(
			(all, line) => (line.startsWith(`--${boundary}`) ? [...all, []] : (all.at(-1)?.push(line), all)),
			[[]]
		)
		.slice(1)
		.map((lines) => {
			const gap = lines.indexOf('');
			const type = fieldsIn(lines.slice(0, gap).join('\n')).get('content-type') ?? '';
			return { type: type.split(';')[0]!.trim().toLowerCase(), body: lines.slice(gap + 1).join('\n') };
		});
}

/** Header fields by name in lower case, a folded one in one line (RFC 5322 §2.2.3); the first of a name stands. */
function fieldsIn(block: string): Map<string, string> {
	const fields = new Map<string, string>();
	for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
		const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
		if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value!.trim());
	}
	return fields;
}

// "rfc822; somebody@example.test", the address perhaps in angle brackets.
function addressIn(field: string): string {
	return field.replace(/^[^;]*;/, '').replace(/[<>\s]/g, '');
}
