-- How blind the review of a call is: whether reviewers see who applied, and who the other reviewers are.
alter table calls
	add hides_applicants boolean not null default false,
	add hides_reviewers boolean not null default false;

-- `comment` stays what it was, for the committee; how sure a reviewer is, from 1 to 4.
alter table reviews
	add confidence int check (confidence between 1 and 4),
	add for_applicant text not null default '';

-- What a finished review said before it was taken up again, and why it was.
create table review_revisions (
	application_id uuid not null,
	reviewer_id uuid not null,
	version int not null,
	scores jsonb not null,
	confidence int check (confidence between 1 and 4),
	comment text not null,
	for_applicant text not null,
	finished_at timestamptz not null,
	reason text not null,
	revised_at timestamptz not null,
	primary key (application_id, reviewer_id, version),
	foreign key (application_id, reviewer_id) references reviews
);

-- The discussion of an application by those who have reviewed it.
create table remarks (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references applications,
	author_id uuid not null references people,
	as_organiser boolean not null,
	text text not null,
	written_at timestamptz not null
);
create index remarks_application on remarks (application_id, written_at);

-- Without a person all organisers of the call are meant.
create table remark_mentions (
	remark_id uuid not null references remarks,
	person_id uuid references people,
	unique nulls not distinct (remark_id, person_id)
);

create table remark_reads (
	application_id uuid not null references applications,
	person_id uuid not null references people,
	read_at timestamptz not null,
	primary key (application_id, person_id)
);

-- What an organiser hides or shows in a blind copy besides what is found by itself; the newest word on a text counts.
create table masks (
	id bigint generated always as identity primary key,
	application_id uuid not null references applications,
	text text not null,
	is_hidden boolean not null,
	set_at timestamptz not null,
	set_by uuid not null references people
);
create index masks_application on masks (application_id, id);

-- Files of a blind call that an organiser has looked at and lets reviewers open.
create table blind_files (
	application_id uuid not null references applications,
	attachment_id uuid not null references attachments on delete cascade,
	let_at timestamptz not null,
	let_by uuid not null references people,
	primary key (application_id, attachment_id)
);

create table blind_checks (
	application_id uuid primary key references applications,
	checked_at timestamptz not null,
	checked_by uuid not null references people
);
