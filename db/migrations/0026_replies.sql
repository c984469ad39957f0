-- What comes after an invitation: its letters and their fate, who comes, what they need, more time, reminders, moves.

-- A letter may wait for a reader or for its time, be dropped, be refused for good, or come back.
alter table letters
	add column channel text not null default 'mail' check (channel in ('mail', 'short')),
	add column attachments jsonb not null default '[]',
	add column held_at timestamptz,
	add column dropped_at timestamptz,
	add column dropped_because text,
	add column gave_up_at timestamptz,
	add column bounced_at timestamptz,
	add column bounced_because text,
	add constraint letters_dropped check ((dropped_at is null) = (dropped_because is null)),
	add constraint letters_bounced check ((bounced_at is null) = (bounced_because is null));
create index letters_due on letters (next_try_at)
	where sent_at is null and held_at is null and dropped_at is null and gave_up_at is null;

-- Of which invitation a letter tells, and what kind it is.
create table invitation_letters (
	letter_id uuid primary key references letters on delete cascade,
	invitation_id uuid not null references invitations,
	kind text not null
);
create index invitation_letters_invitation on invitation_letters (invitation_id);

-- A host's own words for a kind of letter; without a row the program's stand.
create table letter_templates (
	call_id uuid not null references calls,
	kind text not null,
	locale text not null check (locale in ('ko', 'en')),
	subject text not null,
	body text not null,
	changed_at timestamptz not null,
	changed_by uuid not null references people,
	primary key (call_id, kind, locale)
);

-- How a call's invitations go: without a row, places move by themselves and a reminder goes out one day before.
create table invitation_rules (
	call_id uuid primary key references calls,
	moves_by text not null check (moves_by in ('itself', 'organiser')),
	remind_days int check (remind_days between 1 and 30),
	holds_letters boolean not null,
	changed_at timestamptz not null,
	changed_by uuid not null references people
);

-- Only a link's hash is kept, so a reminder brings a link of its own; all of them open the same invitation.
create table invitation_links (
	token_hash bytea primary key,
	invitation_id uuid not null references invitations,
	made_at timestamptz not null
);
create index invitation_links_invitation on invitation_links (invitation_id);

create table invitation_reminders (
	invitation_id uuid primary key references invitations,
	reminded_at timestamptz not null
);

-- The newest stands in place of the invitation's own reply date.
create table reply_extensions (
	id bigint generated always as identity primary key,
	invitation_id uuid not null references invitations,
	reply_by timestamptz not null,
	reason text not null,
	extended_at timestamptz not null,
	extended_by uuid not null references people
);
create index reply_extensions_invitation on reply_extensions (invitation_id, id desc);

-- Apart from the reply, which stays, so that the words can be erased.
create table reply_reasons (
	reply_id bigint primary key references replies,
	reason text not null
);

-- Who comes for an organisation: who applied, or a substitute they name. A substitute waits until admitted; one is in at a time.
create table attendees (
	id uuid primary key default gen_random_uuid(),
	invitation_id uuid not null references invitations,
	is_applicant boolean not null,
	name text not null,
	title text not null default '',
	email text not null,
	phone text,
	locale text not null check (locale in ('ko', 'en')),
	token_hash bytea unique,
	pass_code text not null unique,
	named_at timestamptz not null,
	admitted_at timestamptz,
	refused_at timestamptz,
	screened_by uuid references people,
	reason text,
	ended_at timestamptz,
	check (admitted_at is null or refused_at is null)
);
create unique index attendees_in on attendees (invitation_id) where admitted_at is not null and ended_at is null;
create unique index attendees_waiting on attendees (invitation_id)
	where admitted_at is null and refused_at is null and ended_at is null;
create index attendees_invitation on attendees (invitation_id, named_at);

-- Kept apart: only organisers read it, and it goes first.
create table attendee_needs (
	attendee_id uuid primary key references attendees,
	diet text[] not null,
	diet_more text not null,
	access text[] not null,
	access_more text not null,
	said_at timestamptz not null
);

-- Each person's own yes or no to being recorded; the newest stands.
create table recording_consents (
	id bigint generated always as identity primary key,
	attendee_id uuid not null references attendees,
	consents boolean not null,
	said_at timestamptz not null
);
create index recording_consents_attendee on recording_consents (attendee_id, id desc);

-- A number is here while its owner agrees to short messages.
create table short_numbers (
	application_id uuid primary key references applications,
	phone text not null,
	agreed_at timestamptz not null
);

create trigger reply_extensions_kept before update or delete on reply_extensions for each row execute function refuse_change();
create trigger recording_consents_kept before update or delete on recording_consents for each row execute function refuse_change();
create trigger invitation_reminders_kept before update or delete on invitation_reminders for each row execute function refuse_change();
