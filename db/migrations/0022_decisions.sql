-- The review's own dates: it begins when nothing more is taken unless a later moment is set; reviewers talk about what
-- they have scored until discuss_until, or not at all. So many days before the end those behind are reminded by rule.
alter table calls
	add review_from timestamptz,
	add discuss_until timestamptz,
	add remind_days integer not null default 2 check (remind_days between 0 and 30),
	add constraint calls_review_order check (
		(review_from is null or (review_from >= closes_at and review_from < review_until))
		and (discuss_until is null or (discuss_until >= review_until and discuss_until <= draw_at)));

-- One letter a day at most to a reviewer of a call: the key decides.
create table review_reminders (
	call_id uuid not null references calls (id),
	reviewer_id uuid not null references people (id),
	day date not null,
	unfinished integer not null check (unfinished > 0),
	reminded_at timestamptz not null,
	reminded_by uuid references people (id),
	primary key (call_id, reviewer_id, day)
);
create trigger review_reminders_kept before update or delete on review_reminders for each row execute function refuse_change();

-- A correction of what follows from the frozen bands, for one application or many. Whoever loses by it has a second
-- person to look: an approval by the same person is none.
create table decision_changes (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls (id),
	band text not null check (band in ('accept', 'draw', 'decline')),
	reason text not null,
	takes_away boolean not null,
	content_hash text not null,
	asked_at timestamptz not null,
	asked_by uuid not null references people (id),
	unique (id, asked_by, takes_away)
);
create index decision_changes_call on decision_changes (call_id, asked_at);
create trigger decision_changes_kept before update or delete on decision_changes for each row execute function refuse_change();

create table decision_change_items (
	change_id uuid not null references decision_changes (id),
	application_id uuid not null references applications (id),
	from_band text not null check (from_band in ('accept', 'draw', 'decline')),
	primary key (change_id, application_id)
);
create index decision_change_items_application on decision_change_items (application_id);
create trigger decision_change_items_kept before update or delete on decision_change_items for each row execute function refuse_change();

create table decision_answers (
	change_id uuid primary key,
	asked_by uuid not null,
	takes_away boolean not null,
	answer text not null check (answer in ('approved', 'refused')),
	answered_at timestamptz not null,
	answered_by uuid not null references people (id),
	foreign key (change_id, asked_by, takes_away) references decision_changes (id, asked_by, takes_away),
	check (answer <> 'approved' or not takes_away or answered_by <> asked_by)
);
create trigger decision_answers_kept before update or delete on decision_answers for each row execute function refuse_change();

-- The band of every application as it holds now: as frozen, or as last corrected.
create view bands_in_force as
	select standings.application_id, standings.call_id, coalesce(newest.band, standings.band) as band
	from standings
	left join lateral (
		select decision_changes.band
		from decision_change_items
		join decision_changes on decision_changes.id = decision_change_items.change_id
		join decision_answers on decision_answers.change_id = decision_changes.id and answer = 'approved'
		where decision_change_items.application_id = standings.application_id
		order by answered_at desc, decision_changes.id
		limit 1
	) newest on true;

-- The one moment at which everybody may see what was decided about them.
create table announcements (
	call_id uuid primary key references calls (id),
	announced_at timestamptz not null,
	announced_by uuid not null references people (id)
);
create trigger announcements_kept before update or delete on announcements for each row execute function refuse_change();

-- What an applicant who goes no further is told besides. It is theirs from the announcement on.
create table feedback (
	application_id uuid primary key references applications (id),
	body text not null,
	version integer not null default 1,
	written_at timestamptz not null,
	written_by uuid not null references people (id),
	read_at timestamptz,
	read_by uuid references people (id),
	check ((read_at is null) = (read_by is null))
);

-- Who of those that work for a host has read whose application, when, from where and as what.
create table reads (
	id bigint generated always as identity primary key,
	host_id uuid not null references hosts (id),
	call_id uuid not null references calls (id),
	person_id uuid not null references people (id),
	what text not null check (what in ('application', 'list', 'screening', 'lookalikes', 'review', 'file', 'export')),
	application_ids uuid[] not null,
	reason text,
	address text not null,
	read_at timestamptz not null,
	check ((what = 'export') = (reason is not null))
);
create index reads_host on reads (host_id, read_at desc);
create index reads_recent on reads (read_at, person_id);
create trigger reads_kept before update on reads for each row execute function refuse_change();

-- Somebody read a great many in a short time: the host's organisers were told.
create table read_alerts (
	id bigint generated always as identity primary key,
	host_id uuid not null references hosts (id),
	person_id uuid not null references people (id),
	applications integer not null,
	alerted_at timestamptz not null
);
create index read_alerts_person on read_alerts (host_id, person_id, alerted_at desc);
create trigger read_alerts_kept before update or delete on read_alerts for each row execute function refuse_change();

-- Once a month somebody looks the log over and says so.
create table read_checks (
	host_id uuid not null references hosts (id),
	month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
	said text not null,
	checked_at timestamptz not null,
	checked_by uuid not null references people (id),
	primary key (host_id, month, checked_by)
);
create trigger read_checks_kept before update or delete on read_checks for each row execute function refuse_change();
