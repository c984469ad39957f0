create table assignments (
	application_id uuid not null references applications,
	reviewer_id uuid not null references people,
	assigned_at timestamptz not null,
	assigned_by uuid references people,
	primary key (application_id, reviewer_id)
);
create index assignments_reviewer on assignments (reviewer_id);

create table conflicts (
	application_id uuid not null references applications,
	reviewer_id uuid not null references people,
	reason text not null,
	declared_at timestamptz not null,
	primary key (application_id, reviewer_id)
);

create table reviews (
	application_id uuid not null references applications,
	reviewer_id uuid not null references people,
	scores jsonb not null default '{}',
	comment text not null default '',
	version int not null default 0,
	saved_at timestamptz not null,
	finished_at timestamptz,
	primary key (application_id, reviewer_id)
);

-- Without `accept_from` nobody of the track is accepted outright.
create table bands (
	track_id uuid primary key references tracks,
	accept_from numeric,
	draw_from numeric not null,
	chosen_at timestamptz not null,
	chosen_by uuid not null references people,
	check (accept_from >= draw_from)
);

create table band_freezes (
	call_id uuid primary key references calls,
	reason text not null,
	frozen_at timestamptz not null,
	frozen_by uuid not null references people
);

-- Where each application stood when the bands were frozen.
create table standings (
	application_id uuid primary key references applications,
	call_id uuid not null references calls,
	track_id uuid not null references tracks,
	score numeric not null,
	reviews int not null,
	band text not null check (band in ('accept', 'draw', 'decline'))
);
create index standings_call on standings (call_id, track_id, score desc);
create trigger band_freezes_kept before update or delete on band_freezes for each row execute function refuse_change();
create trigger standings_kept before update or delete on standings for each row execute function refuse_change();
