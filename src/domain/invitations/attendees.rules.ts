import { refusal } from '#lib/refusal.ts';

/** Where somebody who is to come stands: in, waiting to be screened, refused, or no longer to come. */
export type AttendeeState = 'in' | 'waiting' | 'refused' | 'ended';

type Moments = Record<'admitted_at' | 'refused_at' | 'ended_at', Date | null>;

/** What their moments come to. */
export function attendeeState({ admitted_at, refused_at, ended_at }: Moments): AttendeeState {
	if (refused_at) return 'refused';
	if (ended_at) return 'ended';
	return admitted_at ? 'in' : 'waiting';
}

/** Common kinds of what people need; whatever else goes in words. */
export const diets = [
	'vegetarian',
	'vegan',
	'halal',
	'kosher',
	'no-pork',
	'no-nuts',
	'no-dairy',
	'no-gluten',
	'no-seafood'
] as const;
export const accesses = [
	'wheelchair',
	'seat-near',
	'sign-language',
	'captions',
	'hearing-loop',
	'large-print',
	'helper',
	'quiet-room'
] as const;
export type Diet = (typeof diets)[number];
export type Access = (typeof accesses)[number];

/** What somebody needs to eat and to take part. */
export type Needs = { diet: Diet[]; dietMore: string; access: Access[]; accessMore: string };

/** Whether they need nothing that anybody would have to see to. */
export const needsNothing = ({ diet, dietMore, access, accessMore }: Needs) =>
	diet.length + access.length === 0 && dietMore === '' && accessMore === '';

export const attendeeNotFound = () => refusal('unknown', 'invitations.attendee-not-found');
export const notComing = () => refusal('conflict', 'invitations.not-coming');
export const alreadyScreened = () => refusal('conflict', 'invitations.already-screened');
