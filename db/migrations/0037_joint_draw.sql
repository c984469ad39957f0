-- A call that is drawn for several stops of its tour at once: how many places each stop has, the first in the journey first.
create table call_stops (
	call_id uuid not null references calls (id) on delete cascade,
	stop_id uuid not null references stops (id),
	places integer not null check (places > 0),
	primary key (call_id, stop_id)
);

-- What a stop has of its own instead of its share of a quota of the call.
create table call_stop_quotas (
	call_id uuid not null,
	stop_id uuid not null,
	track text,
	feature text not null,
	value text not null,
	min integer not null check (min >= 0),
	max integer not null check (max >= min),
	unique nulls not distinct (call_id, stop_id, track, feature, value),
	foreign key (call_id, stop_id) references call_stops (call_id, stop_id) on delete cascade
);

-- What an earlier loss on the tour adds to one's share in a joint draw, and what having stayed away takes from it.
create table memory_rules (
	call_id uuid primary key references calls (id) on delete cascade,
	base integer not null check (base between 1 and 20),
	lost_adds integer not null check (lost_adds between 0 and 20),
	absent_takes integer not null check (absent_takes between 0 and 20)
);

-- In a joint draw a lot has its ranking (stops by their address, the best first), its share, and its chance at each stop.
alter table lots add ranking jsonb, add weight integer, add chances jsonb;
alter table draw_outcomes add stop_id uuid references stops (id);
alter table invitations add stop_id uuid references stops (id);

-- How a firm fared in the draws of a tour that are over: in one it was not drawn and never invited, or it had accepted
-- and nobody came, at a session where others were let in.
create view tour_luck as
select calls.id as call_id, stops.tour_id, calls.host_id, draw_results.conducted_at, applications.organisation_id,
	lots.band = 'draw' and invitations.id is null as has_lost,
	coalesce(newest.reply = 'accept' and invitations.id is not null and exists (
		select from sessions
		join check_ins on check_ins.session_id = sessions.id and check_ins.was_let
		where sessions.call_id = calls.id and sessions.stop_id = coalesce(invitations.stop_id, calls.stop_id)
	) and not exists (
		select from check_ins
		join tickets on tickets.id = check_ins.ticket_id
		join attendees on attendees.id = tickets.attendee_id
		where attendees.invitation_id = invitations.id and check_ins.was_let and check_ins.way = 'entry'
	), false) as was_absent
from calls
join stops on stops.id = calls.stop_id
join draws on draws.call_id = calls.id and draws.tag = 'draw'
join draw_results on draw_results.draw_id = draws.id
join lots on lots.draw_id = draws.id
join applications on applications.id = lots.application_id
left join invitations on invitations.application_id = applications.id
left join lateral (
	select reply from replies where invitation_id = invitations.id order by id desc limit 1
) newest on true
where applications.organisation_id is not null;
