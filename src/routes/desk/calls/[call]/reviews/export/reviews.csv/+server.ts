import { sendTable } from '../table.ts';

export function GET(asked) {
	return sendTable(asked, 'reviews', 'csv');
}
