/**
 * The block of addresses that one network has: the first three numbers of an IPv4 address, the first three groups of an
 * IPv6 address. Who holds one address there can easily take another.
 */
export function blockOf(address: string): string {
	const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
	if (!plain.includes(':')) return plain.split('.').slice(0, 3).join('.');
	const [head = '', tail] = plain.split('::');
	const groups = head.split(':');
	if (tail !== undefined) while (groups.length < 3) groups.push('0');
	return groups
		.slice(0, 3)
		.map((group) => group.replace(/^0+(?=.)/, '') || '0')
		.join(':');
}
