import { shelf } from './texts.server.ts';

export const load = ({ locals: { locale } }) => ({ shelf: shelf(locale) });
