/** How a call's invitations go: who lets a place move on, how many days before the end a reminder goes out, who reads first. */
export type Settings = {
	moves_by: 'itself' | 'organiser';
	remind_days: number | null;
	holds_letters: boolean;
};

/** What stands until an organiser says otherwise. */
export const defaults: Settings = { moves_by: 'itself', remind_days: 1, holds_letters: false };
