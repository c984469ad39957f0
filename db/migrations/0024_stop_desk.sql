-- Everything a stop's programme is made of besides its sessions: who speaks, what was released, what ran late; the
-- delegation's stay; briefings; the press.

-- The press apply for a stop; an organiser accredits or refuses, and may withdraw. The newest decision stands, unless
-- the application was sent again after it.
create table accreditations (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	person_id uuid not null references people (id),
	outlet text not null,
	job text not null,
	card text not null,
	note text not null default '',
	may_list boolean not null default false,
	applied_at timestamptz not null,
	unique (stop_id, person_id)
);
create table accreditation_decisions (
	id bigint generated always as identity primary key,
	accreditation_id uuid not null references accreditations (id),
	decision text not null check (decision in ('accredited', 'refused', 'withdrawn')),
	reason text not null,
	decided_at timestamptz not null,
	decided_by uuid not null references people (id),
	check (decision = 'accredited' or reason <> '')
);
create index accreditation_decisions_of on accreditation_decisions (accreditation_id, id desc);
create trigger accreditation_decisions_kept before update or delete on accreditation_decisions
	for each row execute function refuse_change();

-- Who is accredited at a stop now: may ask where a segment is the press's, and reads what is for the press.
create view accredited as
	select accreditations.stop_id, accreditations.person_id
	from accreditations
	join lateral (
		select decision, decided_at from accreditation_decisions
		where accreditation_id = accreditations.id order by id desc limit 1
	) newest on true
	where newest.decision = 'accredited' and newest.decided_at >= accreditations.applied_at;

-- The session's guid and number are its names in feeds, thrown so that they tell nothing of sessions beside it; what a schedule file says of it that we have no place for is kept as it came.
-- How many are expected is what a hall's capacity is held against.
alter table sessions
	add column guid uuid not null default gen_random_uuid(),
	add column number integer not null default 1000000 + floor(random() * 1000000000)::integer,
	add column public_about jsonb,
	add column expects integer check (expects > 0),
	add column cancelled_at timestamptz,
	add column extra jsonb,
	add unique (stop_id, guid),
	add unique (stop_id, number);
alter table halls add column extra jsonb;

-- Who speaks: of the delegation, of the host, or others. One who signs in here has a person.
create table speakers (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	side text not null check (side in ('delegation', 'host', 'other')),
	delegate_id uuid references delegates (id),
	person_id uuid references people (id),
	name jsonb not null,
	title jsonb,
	made_at timestamptz not null,
	unique (stop_id, delegate_id)
);
create index speakers_stop on speakers (stop_id);
create index speakers_person on speakers (person_id) where person_id is not null;

-- Whether they may be recorded, as they last said.
create table speaker_consents (
	id bigint generated always as identity primary key,
	speaker_id uuid not null references speakers (id),
	consent text not null check (consent in ('agreed', 'refused', 'unasked')),
	said_at timestamptz not null,
	noted_by uuid not null references people (id)
);
create index speaker_consents_speaker on speaker_consents (speaker_id, id desc);
create trigger speaker_consents_kept before update or delete on speaker_consents
	for each row execute function refuse_change();

-- When they can be had; with none, always.
create table availabilities (
	id uuid primary key default gen_random_uuid(),
	speaker_id uuid not null references speakers (id) on delete cascade,
	starts_at timestamptz not null,
	ends_at timestamptz not null check (ends_at > starts_at)
);
create index availabilities_speaker on availabilities (speaker_id, starts_at);

-- In which session, or in which segment of it.
create table session_speakers (
	session_id uuid not null references sessions (id) on delete cascade,
	speaker_id uuid not null references speakers (id),
	segment_id uuid references segments (id) on delete cascade,
	part text not null default 'speaker' check (part in ('speaker', 'moderator')),
	position integer not null,
	unique nulls not distinct (session_id, speaker_id, segment_id)
);
create index session_speakers_speaker on session_speakers (speaker_id);

-- What the public would see of each session were the programme released now: of a private one nothing, of a masked one
-- its public title, what may be said of it, and its hours.
create view showable_sessions as
	select
		sessions.id as session_id,
		sessions.stop_id,
		sessions.visibility,
		sessions.starts_at,
		sessions.ends_at,
		case when sessions.visibility = 'masked' then jsonb_build_object(
			'guid', sessions.guid, 'number', sessions.number, 'slug', null, 'title', sessions.public_title,
			'about', sessions.public_about, 'hall', null, 'call', null, 'cancelled', sessions.cancelled_at is not null,
			'segments', '[]'::jsonb, 'speakers', '[]'::jsonb, 'extra', null)
		else jsonb_build_object(
			'guid', sessions.guid, 'number', sessions.number, 'slug', sessions.slug, 'title', sessions.title,
			'about', sessions.about, 'call', sessions.call_id, 'cancelled', sessions.cancelled_at is not null,
			'hall', (select jsonb_build_object('id', halls.id, 'name', halls.name) from halls where halls.id = sessions.hall_id),
			'segments', (select coalesce(jsonb_agg(jsonb_build_object('id', segments.id, 'title', segments.title,
				'minutes', segments.minutes, 'askers', segments.askers) order by segments.position), '[]'::jsonb)
				from segments where segments.session_id = sessions.id),
			'speakers', (select coalesce(jsonb_agg(jsonb_build_object('id', speakers.id, 'name', speakers.name,
				'title', speakers.title, 'part', session_speakers.part, 'segment', session_speakers.segment_id)
				order by session_speakers.position), '[]'::jsonb)
				from session_speakers join speakers on speakers.id = session_speakers.speaker_id
				where session_speakers.session_id = sessions.id),
			'extra', sessions.extra)
		end as shown
	from sessions
	where sessions.visibility in ('public', 'masked');

-- What the public was shown, version by version. The newest is the programme; nothing here was ever private when released.
create table releases (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	version integer not null check (version > 0),
	note jsonb,
	released_at timestamptz not null,
	released_by uuid not null references people (id),
	unique (stop_id, version)
);
create table release_sessions (
	release_id uuid not null references releases (id),
	session_id uuid not null references sessions (id),
	visibility text not null check (visibility in ('public', 'masked')),
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	sequence integer not null,
	hours_since timestamptz not null,
	shown jsonb not null,
	primary key (release_id, session_id)
);
create index release_sessions_session on release_sessions (session_id);
create table release_changes (
	release_id uuid not null references releases (id),
	session_id uuid not null references sessions (id),
	change text not null check (change in ('new', 'moved', 'hall', 'renamed', 'cancelled', 'restored', 'speakers', 'details')),
	was jsonb,
	becomes jsonb,
	primary key (release_id, session_id, change)
);
create trigger releases_kept before update or delete on releases for each row execute function refuse_change();
create trigger release_sessions_kept before update or delete on release_sessions
	for each row execute function refuse_change();
create trigger release_changes_kept before update or delete on release_changes
	for each row execute function refuse_change();

-- On the day: so many minutes later (or fewer), why, and what that did to each session of the hall.
create table delays (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	session_id uuid not null references sessions (id),
	minutes integer not null check (minutes between -240 and 240 and minutes <> 0),
	reason text not null,
	passed_at timestamptz not null,
	passed_by uuid not null references people (id)
);
create index delays_stop on delays (stop_id, passed_at);
create table delay_shifts (
	delay_id uuid not null references delays (id),
	session_id uuid not null references sessions (id),
	start_minutes integer not null,
	end_minutes integer not null,
	primary key (delay_id, session_id)
);
create index delay_shifts_session on delay_shifts (session_id);
create trigger delays_kept before update or delete on delays for each row execute function refuse_change();
create trigger delay_shifts_kept before update or delete on delay_shifts for each row execute function refuse_change();

-- A schedule file that waits to be taken in, and what the newest one said of the whole that we have no place for.
create table schedules (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	file_name text not null,
	file bytea,
	head jsonb,
	uploaded_at timestamptz not null,
	uploaded_by uuid not null references people (id),
	entered_at timestamptz
);
create index schedules_stop on schedules (stop_id, uploaded_at desc);

-- What the delegation tells once, and its stay at a stop. Organisers and the guest's office read it, nobody else.
create table delegate_details (
	delegate_id uuid primary key references delegates (id),
	contact text not null default '',
	languages text not null default '',
	dietary text not null default '',
	needs text not null default '',
	saved_at timestamptz not null,
	saved_by uuid not null references people (id)
);
create table stays (
	delegate_id uuid not null references delegates (id),
	stop_id uuid not null references stops (id),
	arrives_at timestamptz,
	arrives_by text not null default '',
	leaves_at timestamptz,
	leaves_by text not null default '',
	lodging text not null default '',
	seat integer check (seat > 0),
	protocol integer check (protocol > 0),
	met_by text not null default '',
	saved_at timestamptz not null,
	saved_by uuid not null references people (id),
	primary key (delegate_id, stop_id),
	check (leaves_at > arrives_at)
);
-- The principal does not appear from one hall in the next: so many minutes lie between.
alter table stops add column travel_minutes integer not null default 15 check (travel_minutes between 0 and 600);

-- What somebody needs to know beforehand: texts and files that open at an instant; to the press, perhaps, not to be
-- published before another.
create table briefings (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	audience text not null check (audience in ('person', 'guest', 'speakers', 'moderators', 'press')),
	person_id uuid references people (id),
	title jsonb not null,
	body jsonb not null,
	opens_at timestamptz not null,
	embargo_until timestamptz,
	written_at timestamptz not null,
	written_by uuid not null references people (id),
	withdrawn_at timestamptz,
	check ((audience = 'person') = (person_id is not null))
);
create index briefings_stop on briefings (stop_id);
create table briefing_files (
	id uuid primary key default gen_random_uuid(),
	briefing_id uuid not null references briefings (id),
	name text not null,
	kind text not null,
	size bigint not null,
	sha256 text not null,
	added_at timestamptz not null,
	added_by uuid not null references people (id),
	removed_at timestamptz
);
create index briefing_files_briefing on briefing_files (briefing_id);

-- Whose a briefing is, once it has opened: whom it names, or all who are now what it is for.
create view briefing_readers as
	select briefings.id as briefing_id, briefings.opens_at, people.id as person_id
	from briefings
	join stops on stops.id = briefings.stop_id
	join people on people.erased_at is null and (
		people.id = briefings.person_id
		or briefings.audience = 'press' and exists (
			select from accredited where accredited.stop_id = stops.id and accredited.person_id = people.id)
		or briefings.audience = 'speakers' and exists (
			select from speakers where speakers.stop_id = stops.id and speakers.person_id = people.id)
		or briefings.audience in ('guest', 'moderators') and exists (
			select from roles where roles.person_id = people.id and roles.host_id = stops.host_id and ended_at is null
				and roles.role = case briefings.audience when 'guest' then 'guest' else 'moderator' end
				and (roles.call_id is null
					or exists (select from calls where calls.id = roles.call_id and calls.stop_id = stops.id)))
	)
	where briefings.withdrawn_at is null;
