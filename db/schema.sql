-- Written by `node scripts/write-schema.ts` from a migrated database. Change the migrations, not this page.
create extension if not exists btree_gist;

create table accreditation_decisions (
	id bigint not null generated always as identity,
	accreditation_id uuid not null,
	decision text not null,
	reason text not null,
	decided_at timestamp with time zone not null,
	decided_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (accreditation_id) REFERENCES accreditations(id),
	FOREIGN KEY (decided_by) REFERENCES people(id),
	CHECK (((decision = 'accredited'::text) OR (reason <> ''::text))),
	CHECK ((decision = ANY (ARRAY['accredited'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX accreditation_decisions_of ON public.accreditation_decisions USING btree (accreditation_id, id DESC);
CREATE TRIGGER accreditation_decisions_kept BEFORE DELETE OR UPDATE ON public.accreditation_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
grant insert, select on accreditation_decisions to madang_web;
create policy apart on accreditation_decisions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM accreditations WHERE (accreditations.id = accreditation_decisions.accreditation_id)))));

create table accreditations (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	person_id uuid not null,
	outlet text not null,
	job text not null,
	card text not null,
	note text not null default ''::text,
	may_list boolean not null default false,
	applied_at timestamp with time zone not null,
	UNIQUE (stop_id, person_id),
	PRIMARY KEY (id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id)
);
grant insert, select, update on accreditations to madang_web;
create policy apart on accreditations using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table announced_extensions (
	hash text not null,
	call_id uuid not null,
	notice jsonb not null,
	change_id uuid,
	refused text,
	judged_at timestamp with time zone not null,
	UNIQUE (change_id),
	PRIMARY KEY (hash),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (change_id) REFERENCES deadline_changes(id),
	CHECK (((change_id IS NULL) <> (refused IS NULL))),
	CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX announced_extensions_call ON public.announced_extensions USING btree (call_id, judged_at);
CREATE TRIGGER announced_extensions_kept BEFORE DELETE OR UPDATE ON public.announced_extensions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on announced_extensions to madang_web;
create policy apart on announced_extensions using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table announcement_keys (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	person_id uuid not null,
	public_key text not null,
	made_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	UNIQUE (public_key),
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	CHECK ((ended_at >= made_at))
);
CREATE UNIQUE INDEX announcement_keys_live ON public.announcement_keys USING btree (host_id, person_id) WHERE (ended_at IS NULL);
grant delete, insert, select on announcement_keys to madang_web;
create policy apart on announcement_keys using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table announcements (
	call_id uuid not null,
	announced_at timestamp with time zone not null,
	announced_by uuid not null,
	PRIMARY KEY (call_id),
	FOREIGN KEY (announced_by) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id)
);
CREATE TRIGGER announcements_kept BEFORE DELETE OR UPDATE ON public.announcements FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on announcements to madang_web;
create policy apart on announcements using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table application_counts (
	call_id uuid not null,
	numbered integer not null,
	logged integer not null default 0,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id)
);
grant insert, select, update on application_counts to madang_web;
create policy apart on application_counts using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table applications (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	applicant_id uuid not null,
	answers jsonb not null default '{}'::jsonb,
	version integer not null default 0,
	saved_at timestamp with time zone not null,
	organisation_id uuid,
	track_id uuid,
	number text,
	submitted_at timestamp with time zone,
	withdrawn_at timestamp with time zone,
	form_version integer not null default 1,
	carried_from uuid,
	set_aside_at timestamp with time zone,
	UNIQUE (call_id, applicant_id),
	UNIQUE (carried_from),
	UNIQUE (number),
	PRIMARY KEY (id),
	FOREIGN KEY (applicant_id) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (carried_from) REFERENCES applications(id),
	FOREIGN KEY (organisation_id) REFERENCES organisations(id),
	FOREIGN KEY (track_id) REFERENCES tracks(id),
	CHECK ((form_version > 0))
);
CREATE INDEX applications_organisation ON public.applications USING btree (organisation_id);
CREATE UNIQUE INDEX applications_live ON public.applications USING btree (call_id, organisation_id) WHERE ((submitted_at IS NOT NULL) AND (withdrawn_at IS NULL) AND (set_aside_at IS NULL));
grant insert, select, update on applications to madang_web;
create policy apart on applications using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table approval_answers (
	approval_id uuid not null,
	asked_by uuid not null,
	answer text not null,
	answered_at timestamp with time zone not null,
	answered_by uuid not null,
	PRIMARY KEY (approval_id),
	FOREIGN KEY (answered_by) REFERENCES people(id),
	FOREIGN KEY (approval_id, asked_by) REFERENCES approvals(id, asked_by),
	CHECK ((answer = ANY (ARRAY['approved'::text, 'refused'::text]))),
	CHECK (((answer <> 'approved'::text) OR (answered_by <> asked_by)))
);
CREATE TRIGGER approval_answers_kept BEFORE DELETE OR UPDATE ON public.approval_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on approval_answers to madang_web;
create policy apart on approval_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM approvals WHERE (approvals.id = approval_answers.approval_id)))));

create table approvals (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	act text not null,
	shown jsonb not null,
	shown_hash text not null,
	reason text not null,
	asked_at timestamp with time zone not null,
	asked_by uuid not null,
	UNIQUE (id, asked_by),
	PRIMARY KEY (id),
	FOREIGN KEY (asked_by) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	CHECK ((act = ANY (ARRAY['draw-seal'::text, 'export'::text, 'draw-void'::text, 'unblind'::text, 'call-delete'::text])))
);
CREATE INDEX approvals_call ON public.approvals USING btree (call_id, asked_at DESC);
CREATE TRIGGER approvals_kept BEFORE DELETE OR UPDATE ON public.approvals FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on approvals to madang_web;
create policy apart on approvals using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table askers (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	person_id uuid,
	browser_hash bytea,
	block_hash bytea,
	made_at timestamp with time zone not null,
	banned_at timestamp with time zone,
	banned_by uuid,
	erased_at timestamp with time zone,
	UNIQUE (session_id, browser_hash),
	UNIQUE (session_id, person_id),
	PRIMARY KEY (id),
	FOREIGN KEY (banned_by) REFERENCES people(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK (((erased_at IS NOT NULL) OR (num_nonnulls(person_id, browser_hash) = 1)))
);
CREATE INDEX askers_block ON public.askers USING btree (session_id, block_hash, made_at);
grant insert, select, update on askers to madang_web;
create policy apart on askers using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table assignment_rules (
	call_id uuid not null,
	each integer not null default 3,
	load_min integer not null default 0,
	load_max integer,
	pair_chance integer not null default 100,
	interests_from timestamp with time zone,
	interests_until timestamp with time zone,
	changed_at timestamp with time zone not null,
	changed_by uuid,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (changed_by) REFERENCES people(id),
	CHECK (((load_max IS NULL) OR (load_min <= load_max))),
	CHECK (((each >= 1) AND (each <= 9))),
	CHECK (((pair_chance >= 1) AND (pair_chance <= 100)))
);
grant insert, select, update on assignment_rules to madang_web;
create policy apart on assignment_rules using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table assignment_runs (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	each integer not null,
	pair_chance integer not null,
	added integer not null,
	value double precision not null,
	bound double precision not null,
	limits jsonb not null,
	short jsonb not null,
	seed text not null,
	whole integer not null,
	chances jsonb not null default '[]'::jsonb,
	ran_at timestamp with time zone not null,
	ran_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (ran_by) REFERENCES people(id)
);
CREATE INDEX assignment_runs_call ON public.assignment_runs USING btree (call_id, ran_at DESC);
CREATE TRIGGER assignment_runs_kept BEFORE DELETE ON public.assignment_runs FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select, update on assignment_runs to madang_web;
create policy apart on assignment_runs using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table assignments (
	application_id uuid not null,
	reviewer_id uuid not null,
	assigned_at timestamp with time zone not null,
	assigned_by uuid,
	PRIMARY KEY (application_id, reviewer_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (assigned_by) REFERENCES people(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id)
);
CREATE INDEX assignments_reviewer ON public.assignments USING btree (reviewer_id);
grant delete, insert, select, update on assignments to madang_web;
create policy apart on assignments using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = assignments.application_id)))));

create table assistant_drafts (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	use text not null,
	subject text not null,
	locale text not null,
	stop_id uuid,
	session_id uuid,
	application_id uuid,
	asked_at timestamp with time zone not null,
	asked_by uuid not null,
	tries integer not null default 0,
	leased_until timestamp with time zone,
	next_try_at timestamp with time zone not null,
	letters integer not null default 0,
	server text,
	model text,
	prompt_version integer,
	sources jsonb,
	pieces jsonb,
	failure text,
	finished_at timestamp with time zone,
	put_away_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (asked_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((num_nonnulls(stop_id, session_id, application_id) = 1)),
	CHECK ((((finished_at IS NULL) = (num_nonnulls(pieces, failure) = 0)) AND (num_nonnulls(pieces, failure) <= 1))),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text]))),
	CHECK ((use = ANY (ARRAY['translation'::text, 'summary'::text, 'groups'::text, 'record'::text])))
);
CREATE INDEX assistant_drafts_application ON public.assistant_drafts USING btree (application_id, asked_at DESC);
CREATE INDEX assistant_drafts_host ON public.assistant_drafts USING btree (host_id, asked_at DESC);
CREATE INDEX assistant_drafts_session ON public.assistant_drafts USING btree (session_id, asked_at DESC);
CREATE INDEX assistant_drafts_stop ON public.assistant_drafts USING btree (stop_id, asked_at DESC);
CREATE UNIQUE INDEX assistant_drafts_open ON public.assistant_drafts USING btree (COALESCE(stop_id, session_id, application_id), subject, locale) WHERE (finished_at IS NULL);
grant delete, insert, select, update on assistant_drafts to madang_web;
create policy apart on assistant_drafts using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table assistant_switches (
	id bigint not null generated always as identity,
	host_id uuid not null,
	uses text[] not null,
	server text not null,
	set_at timestamp with time zone not null,
	set_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (set_by) REFERENCES people(id),
	CHECK ((uses <@ ARRAY['translation'::text, 'summary'::text, 'groups'::text, 'record'::text]))
);
CREATE INDEX assistant_switches_host ON public.assistant_switches USING btree (host_id, id DESC);
CREATE TRIGGER assistant_switches_kept BEFORE DELETE OR UPDATE ON public.assistant_switches FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on assistant_switches to madang_web;
create policy apart on assistant_switches using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table assistant_takes (
	id uuid not null default gen_random_uuid(),
	draft_id uuid not null,
	piece integer not null,
	stop_id uuid,
	place text not null,
	text text not null,
	taken_at timestamp with time zone not null,
	taken_by uuid not null,
	read_at timestamp with time zone,
	read_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (draft_id) REFERENCES assistant_drafts(id),
	FOREIGN KEY (read_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	FOREIGN KEY (taken_by) REFERENCES people(id),
	CHECK (((read_at IS NULL) = (read_by IS NULL)))
);
CREATE INDEX assistant_takes_draft ON public.assistant_takes USING btree (draft_id);
CREATE INDEX assistant_takes_stop ON public.assistant_takes USING btree (stop_id);
grant delete, insert, select, update on assistant_takes to madang_web;
create policy apart on assistant_takes using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM assistant_drafts WHERE (assistant_drafts.id = assistant_takes.draft_id)))));

create table attachments (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	applicant_id uuid not null,
	field text not null,
	name text not null,
	size bigint not null,
	received bigint not null default 0,
	begun_at timestamp with time zone not null,
	touched_at timestamp with time zone not null,
	completed_at timestamp with time zone,
	kind text,
	sha256 text,
	is_locked boolean not null default false,
	cautions text[] not null default '{}'::text[],
	scan_tried_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (applicant_id) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	CHECK (((received >= 0) AND (received <= size))),
	CHECK ((((completed_at IS NULL) = (sha256 IS NULL)) AND ((completed_at IS NULL) = (kind IS NULL)))),
	CHECK (((completed_at IS NULL) OR (received = size))),
	CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
	CHECK ((size > 0))
);
CREATE INDEX attachments_applicant ON public.attachments USING btree (applicant_id, call_id);
CREATE INDEX attachments_touched ON public.attachments USING btree (touched_at);
grant delete, insert, select, update on attachments to madang_web;
create policy apart on attachments using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table attendee_needs (
	attendee_id uuid not null,
	diet text[] not null,
	diet_more text not null,
	access text[] not null,
	access_more text not null,
	said_at timestamp with time zone not null,
	PRIMARY KEY (attendee_id),
	FOREIGN KEY (attendee_id) REFERENCES attendees(id)
);
grant delete, insert, select, update on attendee_needs to madang_web;
create policy apart on attendee_needs using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM attendees WHERE (attendees.id = attendee_needs.attendee_id)))));

create table attendees (
	id uuid not null default gen_random_uuid(),
	invitation_id uuid not null,
	is_applicant boolean not null,
	name text not null,
	title text not null default ''::text,
	email text not null,
	phone text,
	locale text not null,
	token_hash bytea,
	pass_code text not null,
	named_at timestamp with time zone not null,
	admitted_at timestamp with time zone,
	refused_at timestamp with time zone,
	screened_by uuid,
	reason text,
	ended_at timestamp with time zone,
	UNIQUE (pass_code),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id),
	FOREIGN KEY (screened_by) REFERENCES people(id),
	CHECK (((admitted_at IS NULL) OR (refused_at IS NULL))),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])))
);
CREATE INDEX attendees_invitation ON public.attendees USING btree (invitation_id, named_at);
CREATE UNIQUE INDEX attendees_in ON public.attendees USING btree (invitation_id) WHERE ((admitted_at IS NOT NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX attendees_waiting ON public.attendees USING btree (invitation_id) WHERE ((admitted_at IS NULL) AND (refused_at IS NULL) AND (ended_at IS NULL));
grant insert, select, update on attendees to madang_web;
create policy apart on attendees using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = attendees.invitation_id)))));

create table availabilities (
	id uuid not null default gen_random_uuid(),
	speaker_id uuid not null,
	starts_at timestamp with time zone not null,
	ends_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (speaker_id) REFERENCES speakers(id) ON DELETE CASCADE,
	CHECK ((ends_at > starts_at))
);
CREATE INDEX availabilities_speaker ON public.availabilities USING btree (speaker_id, starts_at);
grant delete, insert, select, update on availabilities to madang_web;
create policy apart on availabilities using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM speakers WHERE (speakers.id = availabilities.speaker_id)))));

create table band_freezes (
	call_id uuid not null,
	reason text not null,
	frozen_at timestamp with time zone not null,
	frozen_by uuid not null,
	basis text not null default 'raw'::text,
	way text not null default 'lines'::text,
	level integer not null default 80,
	slope integer,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (frozen_by) REFERENCES people(id)
);
CREATE TRIGGER band_freezes_kept BEFORE DELETE OR UPDATE ON public.band_freezes FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on band_freezes to madang_web;
create policy apart on band_freezes using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table band_methods (
	call_id uuid not null,
	basis text not null,
	way text not null,
	level integer not null,
	slope integer,
	chosen_at timestamp with time zone not null,
	chosen_by uuid not null,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (chosen_by) REFERENCES people(id),
	CHECK ((basis = ANY (ARRAY['raw'::text, 'adjusted'::text]))),
	CHECK (((way = 'linear'::text) = (slope IS NOT NULL))),
	CHECK ((level = ANY (ARRAY[50, 80, 95]))),
	CHECK (((slope >= 1) AND (slope <= 1000))),
	CHECK ((way = ANY (ARRAY['lines'::text, 'line'::text, 'merit'::text, 'linear'::text])))
);
grant insert, select, update on band_methods to madang_web;
create policy apart on band_methods using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table bands (
	track_id uuid not null,
	accept_from numeric,
	draw_from numeric not null,
	chosen_at timestamp with time zone not null,
	chosen_by uuid not null,
	PRIMARY KEY (track_id),
	FOREIGN KEY (chosen_by) REFERENCES people(id),
	FOREIGN KEY (track_id) REFERENCES tracks(id),
	CHECK ((accept_from >= draw_from))
);
grant insert, select, update on bands to madang_web;
create policy apart on bands using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM tracks WHERE ((tracks.id = bands.track_id) AND (tracks.call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[])))))));

create table blind_checks (
	application_id uuid not null,
	checked_at timestamp with time zone not null,
	checked_by uuid not null,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (checked_by) REFERENCES people(id)
);
grant insert, select, update on blind_checks to madang_web;
create policy apart on blind_checks using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = blind_checks.application_id)))));

create table blind_files (
	application_id uuid not null,
	attachment_id uuid not null,
	let_at timestamp with time zone not null,
	let_by uuid not null,
	PRIMARY KEY (application_id, attachment_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (attachment_id) REFERENCES attachments(id) ON DELETE CASCADE,
	FOREIGN KEY (let_by) REFERENCES people(id)
);
grant delete, insert, select, update on blind_files to madang_web;
create policy apart on blind_files using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = blind_files.application_id)))));

create table briefing_files (
	id uuid not null default gen_random_uuid(),
	briefing_id uuid not null,
	name text not null,
	kind text not null,
	size bigint not null,
	sha256 text not null,
	added_at timestamp with time zone not null,
	added_by uuid not null,
	removed_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (added_by) REFERENCES people(id),
	FOREIGN KEY (briefing_id) REFERENCES briefings(id)
);
CREATE INDEX briefing_files_briefing ON public.briefing_files USING btree (briefing_id);
grant insert, select, update on briefing_files to madang_web;
create policy apart on briefing_files using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM briefings WHERE (briefings.id = briefing_files.briefing_id)))));

create table briefings (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	audience text not null,
	person_id uuid,
	title jsonb not null,
	body jsonb not null,
	opens_at timestamp with time zone not null,
	embargo_until timestamp with time zone,
	written_at timestamp with time zone not null,
	written_by uuid not null,
	withdrawn_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK ((audience = ANY (ARRAY['person'::text, 'guest'::text, 'speakers'::text, 'moderators'::text, 'press'::text]))),
	CHECK (((audience = 'person'::text) = (person_id IS NOT NULL)))
);
CREATE INDEX briefings_stop ON public.briefings USING btree (stop_id);
grant insert, select, update on briefings to madang_web;
create policy apart on briefings using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table call_deletions (
	call_id uuid not null,
	erasure_id uuid,
	reason text not null,
	deleted_at timestamp with time zone not null,
	deleted_by uuid not null,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (deleted_by) REFERENCES people(id),
	FOREIGN KEY (erasure_id) REFERENCES erasures(id)
);
CREATE TRIGGER call_deletions_kept BEFORE DELETE OR UPDATE ON public.call_deletions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on call_deletions to madang_web;
create policy apart on call_deletions using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table call_stop_quotas (
	call_id uuid not null,
	stop_id uuid not null,
	track text,
	feature text not null,
	value text not null,
	min integer not null,
	max integer not null,
	UNIQUE NULLS NOT DISTINCT (call_id, stop_id, track, feature, value),
	FOREIGN KEY (call_id, stop_id) REFERENCES call_stops(call_id, stop_id) ON DELETE CASCADE,
	CHECK ((max >= min)),
	CHECK ((min >= 0))
);
CREATE TRIGGER call_stop_quotas_revise AFTER INSERT OR DELETE OR UPDATE ON public.call_stop_quotas FOR EACH ROW EXECUTE FUNCTION revise_call();
grant insert, select, update on call_stop_quotas to madang_web;
create policy apart on call_stop_quotas using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table call_stops (
	call_id uuid not null,
	stop_id uuid not null,
	places integer not null,
	PRIMARY KEY (call_id, stop_id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((places > 0))
);
CREATE TRIGGER call_stops_revise AFTER INSERT OR DELETE OR UPDATE ON public.call_stops FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on call_stops to madang_web;
create policy apart on call_stops using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));
create policy public on call_stops for select using (true);

create table calls (
	id uuid not null default gen_random_uuid(),
	slug text not null,
	host_id uuid not null,
	stop_id uuid not null,
	notice_number text not null,
	title jsonb not null,
	purpose jsonb not null,
	who_may jsonb not null,
	how_chosen jsonb not null,
	opens_at timestamp with time zone not null,
	closes_at timestamp with time zone not null,
	review_until timestamp with time zone not null,
	draw_at timestamp with time zone not null,
	reply_days integer not null,
	made_at timestamp with time zone not null,
	made_by uuid,
	published_at timestamp with time zone,
	published_by uuid,
	grace_minutes integer not null default 0,
	follows_id uuid,
	round integer not null default 1,
	round_name jsonb,
	hides_applicants boolean not null default false,
	hides_reviewers boolean not null default false,
	review_from timestamp with time zone,
	discuss_until timestamp with time zone,
	remind_days integer not null default 2,
	revision bigint not null default 0,
	UNIQUE (follows_id),
	UNIQUE (host_id, notice_number),
	UNIQUE (slug),
	PRIMARY KEY (id),
	FOREIGN KEY (follows_id) REFERENCES calls(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (published_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK (((opens_at < closes_at) AND (closes_at <= review_until) AND (review_until <= draw_at) AND isfinite(draw_at))),
	CHECK (((follows_id IS NULL) = (round = 1))),
	CHECK (((grace_minutes >= 0) AND (grace_minutes <= 1440))),
	CHECK (((remind_days >= 0) AND (remind_days <= 30))),
	CHECK (((reply_days >= 1) AND (reply_days <= 60))),
	CHECK ((((review_from IS NULL) OR ((review_from >= closes_at) AND (review_from < review_until))) AND ((discuss_until IS NULL) OR ((discuss_until >= review_until) AND (discuss_until <= draw_at))))),
	CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'::text))
);
CREATE TRIGGER calls_revise BEFORE UPDATE ON public.calls FOR EACH ROW EXECUTE FUNCTION number_revision();
grant insert, select, update on calls to madang_web;
create policy apart on calls using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));
create policy public on calls for select using ((published_at IS NOT NULL));

create table certificates (
	id uuid not null default gen_random_uuid(),
	number integer not null generated always as identity,
	session_id uuid not null,
	ticket_id uuid not null,
	name text not null,
	token_hash bytea not null,
	signature text not null,
	issued_at timestamp with time zone not null,
	erased_at timestamp with time zone,
	UNIQUE (number),
	UNIQUE (ticket_id),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (ticket_id) REFERENCES tickets(id)
);
grant insert, select, update on certificates to madang_web;
create policy apart on certificates using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table check_ins (
	id bigint not null generated always as identity,
	device_id uuid not null,
	nonce text not null,
	door_id uuid not null,
	session_id uuid not null,
	ticket_id uuid,
	said text not null,
	way text not null,
	undoes text,
	at timestamp with time zone not null,
	device_at timestamp with time zone not null,
	ahead_ms bigint not null,
	was_let boolean not null,
	was_forced boolean not null default false,
	told text,
	reason text,
	received_at timestamp with time zone not null,
	UNIQUE (device_id, nonce),
	PRIMARY KEY (id),
	FOREIGN KEY (device_id) REFERENCES door_devices(id),
	FOREIGN KEY (door_id) REFERENCES doors(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (ticket_id) REFERENCES tickets(id),
	CHECK (((way = 'undo'::text) = (undoes IS NOT NULL))),
	CHECK ((way = ANY (ARRAY['entry'::text, 'exit'::text, 'undo'::text])))
);
CREATE INDEX check_ins_session ON public.check_ins USING btree (session_id, id);
CREATE INDEX check_ins_ticket ON public.check_ins USING btree (ticket_id) WHERE (ticket_id IS NOT NULL);
CREATE TRIGGER check_ins_kept BEFORE DELETE OR UPDATE ON public.check_ins FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on check_ins to madang_web;
create policy apart on check_ins using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table coapplicants (
	id uuid not null default gen_random_uuid(),
	application_id uuid not null,
	email text not null,
	name text not null,
	role text not null,
	may_edit boolean not null,
	token_hash bytea not null,
	invited_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	accepted_at timestamp with time zone,
	declined_at timestamp with time zone,
	removed_at timestamp with time zone,
	lead_offered_at timestamp with time zone,
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	CHECK ((email = lower(email)))
);
CREATE INDEX coapplicants_email ON public.coapplicants USING btree (email);
CREATE UNIQUE INDEX coapplicants_once ON public.coapplicants USING btree (application_id, email) WHERE (removed_at IS NULL);
grant delete, insert, select, update on coapplicants to madang_web;
create policy apart on coapplicants using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = coapplicants.application_id)))));

create table conflicts (
	application_id uuid not null,
	reviewer_id uuid not null,
	reason text not null,
	declared_at timestamp with time zone not null,
	kind text not null default 'declared'::text,
	PRIMARY KEY (application_id, reviewer_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	CHECK ((kind = ANY (ARRAY['declared'::text, 'interest'::text, 'applicant'::text, 'organisation'::text, 'domain'::text, 'family'::text, 'work'::text])))
);
grant delete, insert, select, update on conflicts to madang_web;
create policy apart on conflicts using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = conflicts.application_id)))));

create table consent_withdrawals (
	receipt_id uuid not null,
	term_id uuid not null,
	withdrawn_at timestamp with time zone not null,
	PRIMARY KEY (receipt_id, term_id),
	FOREIGN KEY (receipt_id, term_id) REFERENCES consents(receipt_id, term_id)
);
grant insert, select, update on consent_withdrawals to madang_web;
create policy apart on consent_withdrawals using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM receipts WHERE (receipts.id = consent_withdrawals.receipt_id)))));

create table consents (
	receipt_id uuid not null,
	term_id uuid not null,
	given_at timestamp with time zone not null,
	text_hash text,
	PRIMARY KEY (receipt_id, term_id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id),
	FOREIGN KEY (term_id) REFERENCES terms(id)
);
grant insert, select, update on consents to madang_web;
create policy apart on consents using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM receipts WHERE (receipts.id = consents.receipt_id)))));

create table contact_consents (
	id bigint not null generated always as identity,
	application_id uuid not null,
	side text not null,
	text_version integer not null,
	text_hash text not null,
	agreed_at timestamp with time zone not null,
	agreed_by uuid,
	withdrawn_at timestamp with time zone,
	UNIQUE (id, application_id, side),
	PRIMARY KEY (id),
	FOREIGN KEY (agreed_by) REFERENCES people(id),
	FOREIGN KEY (application_id, side) REFERENCES offers(application_id, side),
	CHECK ((withdrawn_at >= agreed_at))
);
CREATE UNIQUE INDEX contact_consents_one ON public.contact_consents USING btree (application_id, side) WHERE (withdrawn_at IS NULL);
grant insert, select, update on contact_consents to madang_web;
create policy apart on contact_consents using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = contact_consents.application_id)))));

create table contact_releases (
	id bigint not null generated always as identity,
	application_id uuid not null,
	guest_consent_id bigint not null,
	guest_side text not null default 'guest'::text,
	applicant_consent_id bigint not null,
	applicant_side text not null default 'applicant'::text,
	released_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	ended_side text,
	PRIMARY KEY (id),
	FOREIGN KEY (applicant_consent_id, application_id, applicant_side) REFERENCES contact_consents(id, application_id, side),
	FOREIGN KEY (application_id) REFERENCES followups(application_id),
	FOREIGN KEY (guest_consent_id, application_id, guest_side) REFERENCES contact_consents(id, application_id, side),
	CHECK ((applicant_side = 'applicant'::text)),
	CHECK ((ended_at >= released_at)),
	CHECK (((ended_at IS NULL) = (ended_side IS NULL))),
	CHECK ((ended_side = ANY (ARRAY['guest'::text, 'applicant'::text]))),
	CHECK ((guest_side = 'guest'::text))
);
CREATE UNIQUE INDEX contact_releases_one ON public.contact_releases USING btree (application_id) WHERE (ended_at IS NULL);
grant insert, select, update on contact_releases to madang_web;
create policy apart on contact_releases using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = contact_releases.application_id)))));

create table criteria (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	key text not null,
	name jsonb not null,
	anchors jsonb not null,
	weight integer not null,
	position integer not null,
	track text,
	round integer,
	UNIQUE (call_id, key),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK ((round >= 1)),
	CHECK ((weight > 0))
);
CREATE TRIGGER criteria_revise AFTER INSERT OR DELETE OR UPDATE ON public.criteria FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on criteria to madang_web;
create policy apart on criteria using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table deadline_answers (
	change_id uuid not null,
	requested_by uuid not null,
	answer text not null,
	answered_at timestamp with time zone not null,
	answered_by uuid not null,
	PRIMARY KEY (change_id),
	FOREIGN KEY (answered_by) REFERENCES people(id),
	FOREIGN KEY (change_id, requested_by) REFERENCES deadline_changes(id, requested_by),
	CHECK ((answer = ANY (ARRAY['approved'::text, 'refused'::text]))),
	CHECK (((answer <> 'approved'::text) OR (answered_by <> requested_by)))
);
CREATE TRIGGER deadline_answers_kept BEFORE DELETE OR UPDATE ON public.deadline_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deadline_answers_revise AFTER INSERT ON public.deadline_answers FOR EACH ROW EXECUTE FUNCTION revise_calls_by_change();
grant insert, select on deadline_answers to madang_web;
create policy apart on deadline_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM deadline_changes WHERE (deadline_changes.id = deadline_answers.change_id)))));

create table deadline_changes (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	track_id uuid,
	old_at timestamp with time zone not null,
	new_at timestamp with time zone not null,
	moves_rest boolean not null,
	reason jsonb not null,
	content_hash text not null,
	requested_at timestamp with time zone not null,
	requested_by uuid not null,
	UNIQUE (id, requested_by),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (requested_by) REFERENCES people(id),
	FOREIGN KEY (track_id) REFERENCES tracks(id),
	CHECK ((new_at > old_at))
);
CREATE INDEX deadline_changes_call ON public.deadline_changes USING btree (call_id, requested_at);
CREATE TRIGGER deadline_changes_kept BEFORE DELETE OR UPDATE ON public.deadline_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on deadline_changes to madang_web;
create policy apart on deadline_changes using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table decision_answers (
	change_id uuid not null,
	asked_by uuid not null,
	takes_away boolean not null,
	answer text not null,
	answered_at timestamp with time zone not null,
	answered_by uuid not null,
	PRIMARY KEY (change_id),
	FOREIGN KEY (answered_by) REFERENCES people(id),
	FOREIGN KEY (change_id, asked_by, takes_away) REFERENCES decision_changes(id, asked_by, takes_away),
	CHECK ((answer = ANY (ARRAY['approved'::text, 'refused'::text]))),
	CHECK (((answer <> 'approved'::text) OR (NOT takes_away) OR (answered_by <> asked_by)))
);
CREATE TRIGGER decision_answers_kept BEFORE DELETE OR UPDATE ON public.decision_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on decision_answers to madang_web;
create policy apart on decision_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM decision_changes WHERE (decision_changes.id = decision_answers.change_id)))));

create table decision_change_items (
	change_id uuid not null,
	application_id uuid not null,
	from_band text not null,
	PRIMARY KEY (change_id, application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (change_id) REFERENCES decision_changes(id),
	CHECK ((from_band = ANY (ARRAY['accept'::text, 'draw'::text, 'decline'::text])))
);
CREATE INDEX decision_change_items_application ON public.decision_change_items USING btree (application_id);
CREATE TRIGGER decision_change_items_kept BEFORE DELETE OR UPDATE ON public.decision_change_items FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on decision_change_items to madang_web;
create policy apart on decision_change_items using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = decision_change_items.application_id)))));

create table decision_changes (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	band text not null,
	reason text not null,
	takes_away boolean not null,
	content_hash text not null,
	asked_at timestamp with time zone not null,
	asked_by uuid not null,
	UNIQUE (id, asked_by, takes_away),
	PRIMARY KEY (id),
	FOREIGN KEY (asked_by) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	CHECK ((band = ANY (ARRAY['accept'::text, 'draw'::text, 'decline'::text])))
);
CREATE INDEX decision_changes_call ON public.decision_changes USING btree (call_id, asked_at);
CREATE TRIGGER decision_changes_kept BEFORE DELETE OR UPDATE ON public.decision_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on decision_changes to madang_web;
create policy apart on decision_changes using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table delay_shifts (
	delay_id uuid not null,
	session_id uuid not null,
	start_minutes integer not null,
	end_minutes integer not null,
	PRIMARY KEY (delay_id, session_id),
	FOREIGN KEY (delay_id) REFERENCES delays(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id)
);
CREATE INDEX delay_shifts_session ON public.delay_shifts USING btree (session_id);
CREATE TRIGGER delay_shifts_kept BEFORE DELETE OR UPDATE ON public.delay_shifts FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on delay_shifts to madang_web;
create policy apart on delay_shifts using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM delays WHERE (delays.id = delay_shifts.delay_id)))));

create table delays (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	session_id uuid not null,
	minutes integer not null,
	reason text not null,
	passed_at timestamp with time zone not null,
	passed_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (passed_by) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((((minutes >= '-240'::integer) AND (minutes <= 240)) AND (minutes <> 0)))
);
CREATE INDEX delays_stop ON public.delays USING btree (stop_id, passed_at);
CREATE TRIGGER delays_kept BEFORE DELETE OR UPDATE ON public.delays FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on delays to madang_web;
create policy apart on delays using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table delegate_details (
	delegate_id uuid not null,
	contact text not null default ''::text,
	languages text not null default ''::text,
	dietary text not null default ''::text,
	needs text not null default ''::text,
	saved_at timestamp with time zone not null,
	saved_by uuid not null,
	PRIMARY KEY (delegate_id),
	FOREIGN KEY (delegate_id) REFERENCES delegates(id),
	FOREIGN KEY (saved_by) REFERENCES people(id)
);
grant insert, select, update on delegate_details to madang_web;
create policy apart on delegate_details using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM delegates WHERE ((delegates.id = delegate_details.delegate_id) AND (delegates.tour_id = ANY (( SELECT scope_tours() AS scope_tours)::uuid[])))))));

create table delegate_topics (
	delegate_id uuid not null,
	topics text not null default ''::text,
	tracks text[] not null default '{}'::text[],
	kinds text[] not null default '{}'::text[],
	saved_at timestamp with time zone not null,
	saved_by uuid not null,
	PRIMARY KEY (delegate_id),
	FOREIGN KEY (delegate_id) REFERENCES delegates(id),
	FOREIGN KEY (saved_by) REFERENCES people(id)
);
grant insert, select, update on delegate_topics to madang_web;
create policy apart on delegate_topics using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM delegates WHERE ((delegates.id = delegate_topics.delegate_id) AND (delegates.tour_id = ANY (( SELECT scope_tours() AS scope_tours)::uuid[])))))));

create table delegates (
	id uuid not null default gen_random_uuid(),
	tour_id uuid not null,
	name jsonb not null,
	title jsonb not null,
	is_principal boolean not null default false,
	position integer not null,
	PRIMARY KEY (id),
	FOREIGN KEY (tour_id) REFERENCES tours(id)
);
CREATE INDEX delegates_tour ON public.delegates USING btree (tour_id, "position");
grant delete, insert, select, update on delegates to madang_web;
create policy apart on delegates using ((( SELECT scope_is_all() AS scope_is_all) OR (tour_id = ANY (( SELECT scope_tours() AS scope_tours)::uuid[]))));
create policy public on delegates for select using (true);

create table domains (
	host_id uuid not null,
	name text not null,
	token text not null,
	named_at timestamp with time zone not null,
	named_by uuid not null,
	looked_at timestamp with time zone,
	proof text,
	way text,
	live_at timestamp with time zone,
	missed_at timestamp with time zone,
	PRIMARY KEY (host_id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (named_by) REFERENCES people(id),
	CHECK ((num_nulls(looked_at, proof, way) = ANY (ARRAY[0, 3]))),
	CHECK (((missed_at IS NULL) OR (live_at IS NOT NULL))),
	CHECK (((name ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$'::text) AND (length(name) <= 253))),
	CHECK ((proof = ANY (ARRAY['good'::text, 'missing'::text, 'other'::text, 'unreachable'::text]))),
	CHECK (((length(token) >= 20) AND (length(token) <= 80))),
	CHECK ((way = ANY (ARRAY['good'::text, 'missing'::text, 'elsewhere'::text, 'unreachable'::text])))
);
CREATE UNIQUE INDEX domains_live ON public.domains USING btree (name) WHERE (live_at IS NOT NULL);
grant delete, insert, select, update on domains to madang_web;
create policy apart on domains using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table door_devices (
	id uuid not null default gen_random_uuid(),
	number integer not null generated always as identity,
	door_id uuid not null,
	name text not null,
	enrol_hash bytea,
	enrol_until timestamp with time zone not null,
	public_key text,
	token_hash bytea,
	salt text not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	enrolled_at timestamp with time zone,
	seen_at timestamp with time zone,
	ahead_ms bigint,
	waiting integer,
	shut_at timestamp with time zone,
	shut_by uuid,
	UNIQUE (enrol_hash),
	UNIQUE (number),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (door_id) REFERENCES doors(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (shut_by) REFERENCES people(id),
	CHECK (((enrolled_at IS NULL) = ((public_key IS NULL) AND (token_hash IS NULL))))
);
CREATE INDEX door_devices_door ON public.door_devices USING btree (door_id);
grant insert, select, update on door_devices to madang_web;
create policy apart on door_devices using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM doors WHERE (doors.id = door_devices.door_id)))));

create table doors (
	id uuid not null default gen_random_uuid(),
	number integer not null generated always as identity,
	session_id uuid not null,
	name jsonb not null,
	kind_ids uuid[] not null default '{}'::uuid[],
	lets_invited boolean not null default true,
	way text not null default 'both'::text,
	opens_at timestamp with time zone not null,
	closes_at timestamp with time zone not null,
	is_trial boolean not null default false,
	checks_identity boolean not null default false,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	ended_at timestamp with time zone,
	UNIQUE (number),
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((closes_at > opens_at)),
	CHECK ((way = ANY (ARRAY['entry'::text, 'exit'::text, 'both'::text])))
);
CREATE INDEX doors_session ON public.doors USING btree (session_id);
grant insert, select, update on doors to madang_web;
create policy apart on doors using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table draw_outcomes (
	draw_id uuid not null,
	lot integer not null,
	outcome text not null,
	rank integer not null,
	stop_id uuid,
	PRIMARY KEY (draw_id, lot),
	FOREIGN KEY (draw_id, lot) REFERENCES lots(draw_id, lot),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((outcome = ANY (ARRAY['drawn'::text, 'reserve'::text])))
);
CREATE TRIGGER draw_outcomes_kept BEFORE DELETE OR UPDATE ON public.draw_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on draw_outcomes to madang_web;
create policy apart on draw_outcomes using ((( SELECT scope_is_all() AS scope_is_all) OR (draw_id = ANY (( SELECT scope_draws() AS scope_draws)::uuid[]))));

create table draw_results (
	draw_id uuid not null,
	transcript text not null,
	conducted_at timestamp with time zone not null,
	PRIMARY KEY (draw_id),
	FOREIGN KEY (draw_id) REFERENCES draws(id)
);
CREATE TRIGGER draw_results_kept BEFORE DELETE OR UPDATE ON public.draw_results FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on draw_results to madang_web;
create policy apart on draw_results using ((( SELECT scope_is_all() AS scope_is_all) OR (draw_id = ANY (( SELECT scope_draws() AS scope_draws)::uuid[]))));
create policy public on draw_results for select using (true);

create table draw_voids (
	draw_id uuid not null,
	call_id uuid not null,
	reason jsonb not null,
	invited integer not null,
	voided_at timestamp with time zone not null,
	voided_by uuid not null,
	PRIMARY KEY (draw_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (draw_id) REFERENCES draws(id),
	FOREIGN KEY (voided_by) REFERENCES people(id),
	CHECK ((invited >= 0))
);
CREATE INDEX draw_voids_call ON public.draw_voids USING btree (call_id, voided_at);
CREATE TRIGGER draw_voids_kept BEFORE DELETE OR UPDATE ON public.draw_voids FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on draw_voids to madang_web;
create policy apart on draw_voids using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));
create policy public on draw_voids for select using (true);

create table draws (
	id uuid not null default gen_random_uuid(),
	slug text not null,
	call_id uuid not null,
	tag text not null,
	uses_beacon boolean not null,
	prepared_at timestamp with time zone not null,
	prepared_by uuid not null,
	UNIQUE (slug),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (prepared_by) REFERENCES people(id),
	CHECK ((tag = ANY (ARRAY['draw'::text, 'rehearsal'::text, 'void'::text])))
);
CREATE UNIQUE INDEX draws_once ON public.draws USING btree (call_id) WHERE (tag = 'draw'::text);
grant insert, select, update on draws to madang_web;
create policy apart on draws using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));
create policy public on draws for select using (true);

create table erasures (
	id uuid not null default gen_random_uuid(),
	rule text not null,
	call_id uuid,
	due_on date,
	counts jsonb not null,
	erased_at timestamp with time zone not null,
	stop_id uuid,
	session_id uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK (((rule = 'kept-until'::text) = (due_on IS NOT NULL))),
	CHECK (((rule <> 'asked'::text) = (num_nonnulls(call_id, stop_id, session_id) = 1))),
	CHECK ((rule = ANY (ARRAY['asked'::text, 'kept-until'::text, 'deleted'::text])))
);
CREATE UNIQUE INDEX erasures_once ON public.erasures USING btree (call_id);
CREATE UNIQUE INDEX erasures_session_once ON public.erasures USING btree (session_id);
CREATE UNIQUE INDEX erasures_stop_once ON public.erasures USING btree (stop_id);
CREATE TRIGGER erasures_kept BEFORE DELETE OR UPDATE ON public.erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on erasures to madang_web;
create policy apart on erasures using ((( SELECT scope_is_all() AS scope_is_all) OR ((num_nonnulls(call_id, stop_id, session_id) = 0) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[])) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[])) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[])))));

create table exposure_letters (
	letter_id uuid not null,
	exposure_id uuid not null,
	person_id uuid not null,
	PRIMARY KEY (letter_id),
	FOREIGN KEY (exposure_id) REFERENCES exposures(id),
	FOREIGN KEY (letter_id) REFERENCES letters(id) ON DELETE CASCADE,
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX exposure_letters_exposure ON public.exposure_letters USING btree (exposure_id);
grant insert, select on exposure_letters to madang_web;
create policy apart on exposure_letters using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM exposures WHERE (exposures.id = exposure_letters.exposure_id)))));

create table exposures (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	sought jsonb not null,
	told jsonb not null,
	people integer not null,
	applications integer not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	CHECK ((applications >= 0)),
	CHECK ((people >= 0))
);
CREATE INDEX exposures_host ON public.exposures USING btree (host_id, made_at DESC);
CREATE TRIGGER exposures_kept BEFORE DELETE OR UPDATE ON public.exposures FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on exposures to madang_web;
create policy apart on exposures using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table feedback (
	application_id uuid not null,
	body text not null,
	version integer not null default 1,
	written_at timestamp with time zone not null,
	written_by uuid not null,
	read_at timestamp with time zone,
	read_by uuid,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (read_by) REFERENCES people(id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK (((read_at IS NULL) = (read_by IS NULL)))
);
grant insert, select, update on feedback to madang_web;
create policy apart on feedback using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = feedback.application_id)))));

create table fields (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	key text not null,
	kind text not null,
	label jsonb not null,
	help jsonb,
	is_required boolean not null,
	is_feature boolean not null default false,
	max_length integer,
	options jsonb not null default '[]'::jsonb,
	position integer not null,
	settings jsonb not null default '{}'::jsonb,
	shown_when jsonb,
	UNIQUE (call_id, key),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK ((kind = ANY (ARRAY['text'::text, 'long'::text, 'choice'::text, 'choices'::text, 'number'::text, 'date'::text, 'birth'::text, 'link'::text, 'file'::text, 'organisation'::text, 'phone'::text, 'person'::text, 'address'::text, 'stops'::text, 'track'::text, 'section'::text]))),
	CHECK ((max_length > 0))
);
CREATE TRIGGER fields_revise AFTER INSERT OR DELETE OR UPDATE ON public.fields FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on fields to madang_web;
create policy apart on fields using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table file_policies (
	id bigint not null generated always as identity,
	call_id uuid not null,
	shows text[] not null,
	set_at timestamp with time zone not null,
	set_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (set_by) REFERENCES people(id),
	CHECK ((shows <@ '{unscanned,flagged,cannot-scan}'::text[]))
);
CREATE INDEX file_policies_call ON public.file_policies USING btree (call_id, id DESC);
CREATE TRIGGER file_policies_kept BEFORE DELETE OR UPDATE ON public.file_policies FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on file_policies to madang_web;
create policy apart on file_policies using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table flag_words (
	host_id uuid not null,
	word text not null,
	added_at timestamp with time zone not null,
	added_by uuid not null,
	PRIMARY KEY (host_id, word),
	FOREIGN KEY (added_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id)
);
grant delete, insert, select, update on flag_words to madang_web;
create policy apart on flag_words using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table floors (
	segment_id uuid not null,
	is_open boolean not null default true,
	way text not null default 'votes'::text,
	seed text not null default ''::text,
	seed_from text not null default 'chance'::text,
	most_each integer not null default 3,
	field_key text,
	set_at timestamp with time zone not null,
	set_by uuid,
	PRIMARY KEY (segment_id),
	FOREIGN KEY (segment_id) REFERENCES segments(id),
	FOREIGN KEY (set_by) REFERENCES people(id),
	CHECK (((most_each >= 1) AND (most_each <= 50))),
	CHECK ((seed_from = ANY (ARRAY['draw'::text, 'chance'::text]))),
	CHECK ((way = ANY (ARRAY['votes'::text, 'asked'::text, 'drawn'::text, 'fair'::text])))
);
grant insert, select, update on floors to madang_web;
create policy apart on floors using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM segments WHERE (segments.id = floors.segment_id)))));

create table followup_links (
	token_hash bytea not null,
	application_id uuid not null,
	made_at timestamp with time zone not null,
	PRIMARY KEY (token_hash),
	FOREIGN KEY (application_id) REFERENCES followups(application_id)
);
grant delete, insert, select, update on followup_links to madang_web;
create policy apart on followup_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = followup_links.application_id)))));

create table followup_reminders (
	step_id bigint not null,
	reminded_at timestamp with time zone not null,
	PRIMARY KEY (step_id),
	FOREIGN KEY (step_id) REFERENCES followup_steps(id)
);
grant insert, select, update on followup_reminders to madang_web;
create policy apart on followup_reminders using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followup_steps WHERE (followup_steps.id = followup_reminders.step_id)))));

create table followup_steps (
	id bigint not null generated always as identity,
	application_id uuid not null,
	step text not null,
	side text not null,
	note text not null default ''::text,
	is_shared boolean not null default true,
	amount bigint,
	currency text,
	noted_at timestamp with time zone not null,
	noted_by uuid,
	remind_on date,
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES followups(application_id),
	FOREIGN KEY (noted_by) REFERENCES people(id),
	CHECK ((amount >= 0)),
	CHECK (((amount IS NULL) = (currency IS NULL))),
	CHECK ((currency = ANY (ARRAY['KRW'::text, 'USD'::text, 'EUR'::text]))),
	CHECK ((side = ANY (ARRAY['guest'::text, 'applicant'::text, 'host'::text]))),
	CHECK ((step = ANY (ARRAY['interest'::text, 'meeting'::text, 'pilot'::text, 'agreement'::text, 'outcome'::text, 'ended'::text])))
);
CREATE INDEX followup_steps_application ON public.followup_steps USING btree (application_id, id);
grant insert, select, update on followup_steps to madang_web;
create policy apart on followup_steps using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = followup_steps.application_id)))));

create table followups (
	application_id uuid not null,
	begun_at timestamp with time zone not null,
	begun_side text not null,
	carried_at timestamp with time zone,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	CHECK ((begun_side = ANY (ARRAY['guest'::text, 'applicant'::text])))
);
grant insert, select, update on followups to madang_web;
create policy apart on followups using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = followups.application_id)))));

create table form_versions (
	call_id uuid not null,
	version integer not null,
	fields jsonb not null,
	reason jsonb not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	PRIMARY KEY (call_id, version),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	CHECK ((version > 1))
);
CREATE TRIGGER form_versions_kept BEFORE DELETE OR UPDATE ON public.form_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER form_versions_revise AFTER INSERT OR DELETE OR UPDATE ON public.form_versions FOR EACH ROW EXECUTE FUNCTION revise_call();
grant insert, select on form_versions to madang_web;
create policy apart on form_versions using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table glossary_terms (
	id uuid not null default gen_random_uuid(),
	tour_id uuid not null,
	host_id uuid not null,
	word jsonb not null,
	aliases text[] not null default '{}'::text[],
	explanation jsonb not null,
	source_title jsonb not null,
	source_url text not null,
	checked_on date not null,
	written_at timestamp with time zone not null,
	written_by uuid not null,
	removed_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (tour_id) REFERENCES tours(id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK ((source_url ~ '^https?://'::text))
);
CREATE UNIQUE INDEX glossary_terms_english ON public.glossary_terms USING btree (tour_id, lower((word ->> 'en'::text))) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX glossary_terms_word ON public.glossary_terms USING btree (tour_id, lower((word ->> 'ko'::text))) WHERE (removed_at IS NULL);
grant insert, select, update on glossary_terms to madang_web;
create policy apart on glossary_terms using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));
create policy public on glossary_terms for select using (true);

create table guardians (
	receipt_id uuid not null,
	name text not null,
	contact text not null,
	given_at timestamp with time zone not null,
	PRIMARY KEY (receipt_id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id)
);
grant delete, insert, select, update on guardians to madang_web;
create policy apart on guardians using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM receipts WHERE (receipts.id = guardians.receipt_id)))));

create table halls (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	position integer not null,
	name jsonb not null,
	capacity integer,
	extra jsonb,
	UNIQUE (stop_id, "position"),
	PRIMARY KEY (id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((capacity > 0))
);
grant delete, insert, select, update on halls to madang_web;
create policy apart on halls using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table head_links (
	token_hash bytea not null,
	subscription_id uuid not null,
	made_at timestamp with time zone not null,
	PRIMARY KEY (token_hash),
	FOREIGN KEY (subscription_id) REFERENCES head_subscriptions(id)
);
CREATE INDEX head_links_subscription ON public.head_links USING btree (subscription_id);
grant delete, insert, select on head_links to madang_web;
create policy apart on head_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM head_subscriptions WHERE (head_subscriptions.id = head_links.subscription_id)))));

create table head_subscriptions (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	person_id uuid not null,
	begun_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	told_size bigint not null default 0,
	told_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE UNIQUE INDEX head_subscriptions_once ON public.head_subscriptions USING btree (host_id, person_id) WHERE (ended_at IS NULL);
grant insert, select, update on head_subscriptions to madang_web;
create policy apart on head_subscriptions using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table host_looks (
	host_id uuid not null,
	colour text,
	logo_id uuid,
	logo_kind text,
	logo_size bigint,
	logo_sha256 text,
	changed_at timestamp with time zone not null,
	changed_by uuid not null,
	logo_drawn_at timestamp with time zone,
	UNIQUE (logo_id),
	PRIMARY KEY (host_id),
	FOREIGN KEY (changed_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	CHECK ((num_nulls(logo_id, logo_kind, logo_size, logo_sha256) = ANY (ARRAY[0, 4]))),
	CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
	CHECK ((logo_kind = ANY (ARRAY['png'::text, 'jpg'::text, 'webp'::text]))),
	CHECK ((logo_sha256 ~ '^[0-9a-f]{64}$'::text)),
	CHECK ((logo_size > 0))
);
grant insert, select, update on host_looks to madang_web;
create policy apart on host_looks using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));
create policy public on host_looks for select using (true);

create table hosts (
	id uuid not null default gen_random_uuid(),
	slug text not null,
	name jsonb not null,
	made_at timestamp with time zone not null,
	second_factor text not null default 'required'::text,
	UNIQUE (slug),
	PRIMARY KEY (id),
	CHECK ((second_factor = ANY (ARRAY['required'::text, 'off'::text])))
);
CREATE TRIGGER hosts_revise AFTER UPDATE ON public.hosts FOR EACH ROW EXECUTE FUNCTION revise_calls_of_host();
grant insert, select, update on hosts to madang_web;
create policy apart on hosts using ((( SELECT scope_is_all() AS scope_is_all) OR (id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));
create policy public on hosts for select using (true);

create table import_entries (
	receipt_id uuid not null,
	import_id uuid not null,
	line integer not null,
	PRIMARY KEY (receipt_id),
	FOREIGN KEY (import_id) REFERENCES imports(id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id)
);
CREATE TRIGGER import_entries_kept BEFORE DELETE OR UPDATE ON public.import_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on import_entries to madang_web;
create policy apart on import_entries using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM receipts WHERE (receipts.id = import_entries.receipt_id)))));

create table imports (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	file_name text not null,
	file_hash text not null,
	file bytea,
	reading jsonb not null default '{}'::jsonb,
	mapping jsonb not null default '{}'::jsonb,
	uploaded_at timestamp with time zone not null,
	uploaded_by uuid not null,
	ended_at timestamp with time zone,
	imported_at timestamp with time zone,
	imported_by uuid,
	imported integer not null default 0,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (imported_by) REFERENCES people(id),
	FOREIGN KEY (uploaded_by) REFERENCES people(id),
	CHECK (((imported_at IS NULL) = (imported_by IS NULL))),
	CHECK (((file IS NULL) OR (ended_at IS NULL)))
);
CREATE INDEX imports_call ON public.imports USING btree (call_id, uploaded_at DESC);
CREATE INDEX imports_open ON public.imports USING btree (uploaded_at) WHERE (ended_at IS NULL);
grant insert, select, update on imports to madang_web;
create policy apart on imports using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table interests (
	application_id uuid not null,
	reviewer_id uuid not null,
	interest text not null,
	said_at timestamp with time zone not null,
	PRIMARY KEY (application_id, reviewer_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	CHECK ((interest = ANY (ARRAY['keen'::text, 'can'::text, 'rather-not'::text])))
);
CREATE INDEX interests_reviewer ON public.interests USING btree (reviewer_id);
grant delete, insert, select, update on interests to madang_web;
create policy apart on interests using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = interests.application_id)))));

create table invitation_letters (
	letter_id uuid not null,
	invitation_id uuid not null,
	kind text not null,
	PRIMARY KEY (letter_id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id),
	FOREIGN KEY (letter_id) REFERENCES letters(id) ON DELETE CASCADE
);
CREATE INDEX invitation_letters_invitation ON public.invitation_letters USING btree (invitation_id);
grant insert, select, update on invitation_letters to madang_web;
create policy apart on invitation_letters using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = invitation_letters.invitation_id)))));

create table invitation_links (
	token_hash bytea not null,
	invitation_id uuid not null,
	made_at timestamp with time zone not null,
	PRIMARY KEY (token_hash),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id)
);
CREATE INDEX invitation_links_invitation ON public.invitation_links USING btree (invitation_id);
grant delete, insert, select, update on invitation_links to madang_web;
create policy apart on invitation_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = invitation_links.invitation_id)))));

create table invitation_reminders (
	invitation_id uuid not null,
	reminded_at timestamp with time zone not null,
	PRIMARY KEY (invitation_id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id)
);
CREATE TRIGGER invitation_reminders_kept BEFORE DELETE OR UPDATE ON public.invitation_reminders FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on invitation_reminders to madang_web;
create policy apart on invitation_reminders using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = invitation_reminders.invitation_id)))));

create table invitation_rules (
	call_id uuid not null,
	moves_by text not null,
	remind_days integer,
	holds_letters boolean not null,
	changed_at timestamp with time zone not null,
	changed_by uuid not null,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (changed_by) REFERENCES people(id),
	CHECK ((moves_by = ANY (ARRAY['itself'::text, 'organiser'::text]))),
	CHECK (((remind_days >= 1) AND (remind_days <= 30)))
);
grant insert, select, update on invitation_rules to madang_web;
create policy apart on invitation_rules using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table invitations (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	application_id uuid not null,
	came_from text not null,
	in_place_of uuid,
	because jsonb not null default '{}'::jsonb,
	token_hash bytea not null,
	invited_at timestamp with time zone not null,
	reply_by timestamp with time zone not null,
	stop_id uuid,
	UNIQUE (application_id),
	UNIQUE (in_place_of),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (in_place_of) REFERENCES invitations(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((came_from = ANY (ARRAY['accept'::text, 'draw'::text, 'reserve'::text]))),
	CHECK ((reply_by > invited_at))
);
CREATE INDEX invitations_call ON public.invitations USING btree (call_id, invited_at);
CREATE TRIGGER invitations_kept BEFORE DELETE OR UPDATE ON public.invitations FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on invitations to madang_web;
create policy apart on invitations using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table invite_code_uses (
	code_id uuid not null,
	person_id uuid not null,
	used_at timestamp with time zone not null,
	PRIMARY KEY (code_id, person_id),
	FOREIGN KEY (code_id) REFERENCES invite_codes(id),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX invite_code_uses_person ON public.invite_code_uses USING btree (person_id);
CREATE TRIGGER invite_code_uses_kept BEFORE DELETE OR UPDATE ON public.invite_code_uses FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on invite_code_uses to madang_web;
create policy apart on invite_code_uses using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invite_codes WHERE (invite_codes.id = invite_code_uses.code_id)))));

create table invite_codes (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	track_id uuid,
	code_hash bytea not null,
	reason text not null,
	uses integer not null,
	used integer not null default 0,
	valid_until timestamp with time zone not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	ended_at timestamp with time zone,
	ended_by uuid,
	UNIQUE (code_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (ended_by) REFERENCES people(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (track_id) REFERENCES tracks(id),
	CHECK ((used <= uses)),
	CHECK ((uses > 0))
);
CREATE INDEX invite_codes_call ON public.invite_codes USING btree (call_id, made_at);
grant insert, select, update on invite_codes to madang_web;
create policy apart on invite_codes using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table journal (
	seq bigint not null,
	at timestamp with time zone not null,
	by_id uuid,
	call_id uuid,
	verb text not null,
	about text not null,
	detail jsonb not null default '{}'::jsonb,
	hash bytea not null,
	PRIMARY KEY (seq),
	FOREIGN KEY (by_id) REFERENCES people(id),
	FOREIGN KEY (call_id) REFERENCES calls(id)
);
CREATE INDEX journal_about ON public.journal USING btree (about, seq);
CREATE INDEX journal_actor ON public.journal USING btree (call_id, by_id);
CREATE INDEX journal_call ON public.journal USING btree (call_id, seq DESC);
CREATE TRIGGER journal_kept BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_link BEFORE INSERT ON public.journal FOR EACH ROW EXECUTE FUNCTION link_journal();
CREATE TRIGGER journal_moves AFTER INSERT ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION move_journal_head();
CREATE TRIGGER journal_whole BEFORE TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on journal to madang_web;
create policy apart on journal using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));
create policy of_no_call on journal for insert with check ((call_id IS NULL));

create table journal_checkpoints (
	size bigint not null,
	root text not null,
	note text not null,
	signed_at timestamp with time zone not null,
	PRIMARY KEY (size)
);
CREATE TRIGGER journal_checkpoints_kept BEFORE DELETE OR UPDATE ON public.journal_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_checkpoints_whole BEFORE TRUNCATE ON public.journal_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on journal_checkpoints to madang_web;

create table journal_head (
	one boolean not null default true,
	seq bigint not null,
	hash bytea not null,
	PRIMARY KEY (one),
	CHECK (one)
);
grant select on journal_head to madang_web;

create table lapses (
	invitation_id uuid not null,
	lapsed_at timestamp with time zone not null,
	PRIMARY KEY (invitation_id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id)
);
CREATE TRIGGER lapses_kept BEFORE DELETE OR UPDATE ON public.lapses FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on lapses to madang_web;
create policy apart on lapses using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = lapses.invitation_id)))));

create table letter_templates (
	call_id uuid not null,
	kind text not null,
	locale text not null,
	subject text not null,
	body text not null,
	changed_at timestamp with time zone not null,
	changed_by uuid not null,
	PRIMARY KEY (call_id, kind, locale),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (changed_by) REFERENCES people(id),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])))
);
grant delete, insert, select, update on letter_templates to madang_web;
create policy apart on letter_templates using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table letters (
	id uuid not null default gen_random_uuid(),
	to_address text not null,
	subject text not null,
	body text not null,
	message_id text not null,
	written_at timestamp with time zone not null,
	tries integer not null default 0,
	next_try_at timestamp with time zone not null,
	sent_at timestamp with time zone,
	failed_because text,
	channel text not null default 'mail'::text,
	attachments jsonb not null default '[]'::jsonb,
	held_at timestamp with time zone,
	dropped_at timestamp with time zone,
	dropped_because text,
	gave_up_at timestamp with time zone,
	bounced_at timestamp with time zone,
	bounced_because text,
	UNIQUE (message_id),
	PRIMARY KEY (id),
	CHECK (((bounced_at IS NULL) = (bounced_because IS NULL))),
	CHECK ((channel = ANY (ARRAY['mail'::text, 'short'::text]))),
	CHECK (((dropped_at IS NULL) = (dropped_because IS NULL)))
);
CREATE INDEX letters_due ON public.letters USING btree (next_try_at) WHERE ((sent_at IS NULL) AND (held_at IS NULL) AND (dropped_at IS NULL) AND (gave_up_at IS NULL));
CREATE INDEX letters_waiting ON public.letters USING btree (next_try_at) WHERE (sent_at IS NULL);
grant delete, insert, select, update on letters to madang_web;
create policy apart on letters using ((( SELECT scope_is_all() AS scope_is_all) OR ((EXISTS ( SELECT FROM invitation_letters WHERE (invitation_letters.letter_id = letters.id))) OR (EXISTS ( SELECT FROM registration_letters WHERE (registration_letters.letter_id = letters.id))))));
create policy of_exposures on letters using ((EXISTS ( SELECT FROM exposure_letters WHERE (exposure_letters.letter_id = letters.id))));
create policy to_anybody on letters for insert with check (true);

create table lookalike_decisions (
	id bigint not null generated always as identity,
	lookalike_id uuid not null,
	outcome text not null,
	stands_id uuid,
	reason text not null,
	decided_at timestamp with time zone not null,
	decided_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (decided_by) REFERENCES people(id),
	FOREIGN KEY (lookalike_id) REFERENCES lookalikes(id),
	FOREIGN KEY (stands_id) REFERENCES applications(id),
	CHECK (((outcome = 'same'::text) = (stands_id IS NOT NULL))),
	CHECK ((outcome = ANY (ARRAY['same'::text, 'related'::text, 'unrelated'::text])))
);
CREATE INDEX lookalike_decisions_pair ON public.lookalike_decisions USING btree (lookalike_id, id DESC);
CREATE TRIGGER lookalike_decisions_kept BEFORE DELETE OR UPDATE ON public.lookalike_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on lookalike_decisions to madang_web;
create policy apart on lookalike_decisions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM lookalikes WHERE (lookalikes.id = lookalike_decisions.lookalike_id)))));

create table lookalike_searches (
	id bigint not null generated always as identity,
	call_id uuid not null,
	applications integer not null,
	found integer not null,
	searched_at timestamp with time zone not null,
	searched_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (searched_by) REFERENCES people(id)
);
CREATE INDEX lookalike_searches_call ON public.lookalike_searches USING btree (call_id, id DESC);
grant insert, select, update on lookalike_searches to madang_web;
create policy apart on lookalike_searches using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table lookalikes (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	one_id uuid not null,
	other_id uuid not null,
	score numeric not null,
	evidence jsonb not null,
	found_at timestamp with time zone not null,
	UNIQUE (one_id, other_id),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (one_id) REFERENCES applications(id),
	FOREIGN KEY (other_id) REFERENCES applications(id),
	CHECK ((one_id < other_id))
);
CREATE INDEX lookalikes_call ON public.lookalikes USING btree (call_id);
CREATE INDEX lookalikes_other ON public.lookalikes USING btree (other_id);
grant delete, insert, select, update on lookalikes to madang_web;
create policy apart on lookalikes using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table lots (
	draw_id uuid not null,
	lot integer not null,
	application_id uuid not null,
	features jsonb not null,
	commitment text not null,
	band text not null,
	chance_num numeric not null,
	chance_den numeric not null,
	groups jsonb,
	score_low integer,
	score_high integer,
	ranking jsonb,
	weight integer,
	chances jsonb,
	UNIQUE (draw_id, application_id),
	PRIMARY KEY (draw_id, lot),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (draw_id) REFERENCES draws(id),
	CHECK ((band = ANY (ARRAY['accept'::text, 'draw'::text])))
);
CREATE TRIGGER lots_kept BEFORE DELETE OR UPDATE ON public.lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on lots to madang_web;
create policy apart on lots using ((( SELECT scope_is_all() AS scope_is_all) OR (draw_id = ANY (( SELECT scope_draws() AS scope_draws)::uuid[]))));

create table masks (
	id bigint not null generated always as identity,
	application_id uuid not null,
	text text not null,
	is_hidden boolean not null,
	set_at timestamp with time zone not null,
	set_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (set_by) REFERENCES people(id)
);
CREATE INDEX masks_application ON public.masks USING btree (application_id, id);
grant delete, insert, select, update on masks to madang_web;
create policy apart on masks using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = masks.application_id)))));

create table meeting_slots (
	meeting_id uuid not null,
	starts_at timestamp with time zone not null,
	ends_at timestamp with time zone not null,
	PRIMARY KEY (meeting_id, starts_at),
	FOREIGN KEY (meeting_id) REFERENCES meetings(id),
	CHECK ((ends_at > starts_at))
);
grant delete, insert, select, update on meeting_slots to madang_web;
create policy apart on meeting_slots using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM meetings WHERE (meetings.id = meeting_slots.meeting_id)))));

create table meetings (
	id uuid not null default gen_random_uuid(),
	application_id uuid not null,
	delegate_id uuid not null,
	side text not null,
	topic text not null default ''::text,
	place text not null default ''::text,
	zone text not null,
	proposed_at timestamp with time zone not null,
	proposed_by uuid,
	starts_at timestamp with time zone,
	ends_at timestamp with time zone,
	chosen_at timestamp with time zone,
	cancelled_at timestamp with time zone,
	cancelled_side text,
	sequence integer not null default 0,
	EXCLUDE USING gist (application_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((starts_at IS NOT NULL) AND (cancelled_at IS NULL))),
	EXCLUDE USING gist (delegate_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((starts_at IS NOT NULL) AND (cancelled_at IS NULL))),
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES followups(application_id),
	FOREIGN KEY (delegate_id) REFERENCES delegates(id),
	FOREIGN KEY (proposed_by) REFERENCES people(id),
	CHECK ((cancelled_side = ANY (ARRAY['guest'::text, 'applicant'::text]))),
	CHECK ((ends_at > starts_at)),
	CHECK ((((starts_at IS NULL) = (ends_at IS NULL)) AND ((starts_at IS NULL) = (chosen_at IS NULL)))),
	CHECK (((cancelled_at IS NULL) = (cancelled_side IS NULL))),
	CHECK ((side = ANY (ARRAY['guest'::text, 'applicant'::text])))
);
CREATE INDEX meetings_application ON public.meetings USING btree (application_id);
grant insert, select, update on meetings to madang_web;
create policy apart on meetings using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = meetings.application_id)))));

create table memory_rules (
	call_id uuid not null,
	base integer not null,
	lost_adds integer not null,
	absent_takes integer not null,
	PRIMARY KEY (call_id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK (((absent_takes >= 0) AND (absent_takes <= 20))),
	CHECK (((base >= 1) AND (base <= 20))),
	CHECK (((lost_adds >= 0) AND (lost_adds <= 20)))
);
CREATE TRIGGER memory_rules_revise AFTER INSERT OR DELETE OR UPDATE ON public.memory_rules FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on memory_rules to madang_web;
create policy apart on memory_rules using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table news (
	id bigint not null generated always as identity,
	topic text not null,
	word text not null,
	told_at timestamp with time zone not null,
	PRIMARY KEY (id)
);
CREATE INDEX news_told ON public.news USING btree (told_at);
CREATE INDEX news_topic ON public.news USING btree (topic, id);
grant delete, insert, select, update on news to madang_web;

create table offers (
	application_id uuid not null,
	side text not null,
	kinds text[] not null,
	gives text not null default ''::text,
	seeks text not null default ''::text,
	note text not null default ''::text,
	contact text not null default ''::text,
	version integer not null default 1,
	saved_at timestamp with time zone not null,
	saved_by uuid,
	withdrawn_at timestamp with time zone,
	PRIMARY KEY (application_id, side),
	FOREIGN KEY (application_id) REFERENCES followups(application_id),
	FOREIGN KEY (saved_by) REFERENCES people(id),
	CHECK ((side = ANY (ARRAY['guest'::text, 'applicant'::text]))),
	CHECK ((version > 0))
);
grant insert, select, update on offers to madang_web;
create policy apart on offers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM followups WHERE (followups.application_id = offers.application_id)))));

create table organisations (
	id uuid not null default gen_random_uuid(),
	registration_number text not null,
	name text not null,
	made_at timestamp with time zone not null,
	UNIQUE (registration_number),
	PRIMARY KEY (id),
	CHECK ((registration_number ~ '^[0-9]{10}$'::text))
);
grant delete, insert, select, update on organisations to madang_web;

create table passkey_challenges (
	challenge text not null,
	browser_hash bytea not null,
	person_id uuid,
	asked_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	PRIMARY KEY (challenge),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
grant delete, insert, select, update on passkey_challenges to madang_web;

create table passkeys (
	id text not null,
	person_id uuid not null,
	public_key bytea not null,
	counter bigint not null,
	transports text[] not null default '{}'::text[],
	label text not null,
	added_at timestamp with time zone not null,
	used_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX passkeys_person ON public.passkeys USING btree (person_id);
grant delete, insert, select, update on passkeys to madang_web;

create table people (
	id uuid not null default gen_random_uuid(),
	email text not null,
	name text not null default ''::text,
	locale text not null default 'ko'::text,
	made_at timestamp with time zone not null,
	erased_at timestamp with time zone,
	UNIQUE (email),
	PRIMARY KEY (id),
	CHECK ((email = lower(email))),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])))
);
CREATE INDEX people_erased ON public.people USING btree (erased_at) WHERE (erased_at IS NOT NULL);
grant insert, select, update on people to madang_web;

create table place_draws (
	place_kind_id uuid not null,
	seal text not null,
	digest text not null,
	sealed_at timestamp with time zone not null,
	conduct_after timestamp with time zone not null,
	transcript text,
	conducted_at timestamp with time zone,
	PRIMARY KEY (place_kind_id),
	FOREIGN KEY (place_kind_id) REFERENCES place_kinds(id),
	CHECK (((transcript IS NULL) = (conducted_at IS NULL)))
);
grant insert, select, update on place_draws to madang_web;
create policy apart on place_draws using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM place_kinds WHERE (place_kinds.id = place_draws.place_kind_id)))));

create table place_kinds (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	position integer not null,
	name jsonb not null,
	audience text not null default 'anyone'::text,
	capacity integer not null,
	overbooked integer not null default 0,
	taken integer not null default 0,
	companions integer not null default 0,
	no_show_percent integer not null default 0,
	UNIQUE (session_id, id),
	UNIQUE (session_id, "position") DEFERRABLE,
	PRIMARY KEY (id),
	FOREIGN KEY (session_id) REFERENCES registers(session_id),
	CHECK (((taken >= 0) AND (taken <= (capacity + overbooked)))),
	CHECK ((audience = ANY (ARRAY['anyone'::text, 'press'::text]))),
	CHECK ((capacity >= 0)),
	CHECK (((companions >= 0) AND (companions <= 5))),
	CHECK (((no_show_percent >= 0) AND (no_show_percent <= 50))),
	CHECK ((overbooked >= 0))
);
grant insert, select, update on place_kinds to madang_web;
create policy apart on place_kinds using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table place_lots (
	place_kind_id uuid not null,
	lot integer not null,
	registration_id uuid not null,
	salt text not null,
	commitment text not null,
	UNIQUE (registration_id),
	PRIMARY KEY (place_kind_id, lot),
	FOREIGN KEY (place_kind_id) REFERENCES place_draws(place_kind_id),
	FOREIGN KEY (registration_id) REFERENCES registrations(id)
);
grant insert, select, update on place_lots to madang_web;
create policy apart on place_lots using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM registrations WHERE (registrations.id = place_lots.registration_id)))));

create table promise_reminders (
	promise_id uuid not null,
	due_on date not null,
	reminded_at timestamp with time zone not null,
	PRIMARY KEY (promise_id, due_on),
	FOREIGN KEY (promise_id) REFERENCES promises(id)
);
grant insert, select, update on promise_reminders to madang_web;
create policy apart on promise_reminders using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM promises WHERE (promises.id = promise_reminders.promise_id)))));

create table promise_updates (
	id uuid not null default gen_random_uuid(),
	promise_id uuid not null,
	state text not null,
	note jsonb,
	source_url text,
	told_at timestamp with time zone not null,
	told_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (promise_id) REFERENCES promises(id),
	FOREIGN KEY (told_by) REFERENCES people(id),
	CHECK ((source_url ~ '^https?://'::text)),
	CHECK ((state = ANY (ARRAY['open'::text, 'under_way'::text, 'kept'::text, 'late'::text, 'dropped'::text])))
);
CREATE INDEX promise_updates_promise ON public.promise_updates USING btree (promise_id, told_at);
grant insert, select, update on promise_updates to madang_web;
create policy apart on promise_updates using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM promises WHERE (promises.id = promise_updates.promise_id)))));

create table promises (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	position integer not null,
	what jsonb not null,
	who jsonb not null,
	due_on date,
	session_id uuid,
	quote_id uuid,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	UNIQUE (stop_id, "position") DEFERRABLE,
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (quote_id) REFERENCES quotes(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id)
);
grant insert, select, update on promises to madang_web;
create policy apart on promises using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table proposals (
	application_id uuid not null,
	receipt_id uuid not null,
	text text not null,
	words tsvector not null,
	indexed_at timestamp with time zone not null,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id)
);
CREATE INDEX proposals_words ON public.proposals USING gin (words);
grant delete, insert, select, update on proposals to madang_web;
create policy apart on proposals using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = proposals.application_id)))));

create table provider_askings (
	state_hash bytea not null,
	provider_id uuid not null,
	browser_hash bytea not null,
	verifier text not null,
	nonce text not null,
	next text not null,
	asked_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	PRIMARY KEY (state_hash),
	FOREIGN KEY (provider_id) REFERENCES providers(id)
);
grant delete, insert, select, update on provider_askings to madang_web;

create table provider_groups (
	provider_id uuid not null,
	name text not null,
	role text not null,
	PRIMARY KEY (provider_id, name, role),
	FOREIGN KEY (provider_id) REFERENCES providers(id),
	CHECK ((role = ANY (ARRAY['organiser'::text, 'reviewer'::text, 'moderator'::text, 'steward'::text, 'press'::text, 'guest'::text, 'auditor'::text])))
);
grant insert, select, update on provider_groups to madang_web;
create policy apart on provider_groups using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM providers WHERE (providers.id = provider_groups.provider_id)))));

create table providers (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	name jsonb not null,
	issuer text not null,
	client_id text not null,
	client_secret bytea not null,
	domain text not null,
	group_claim text not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	ended_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (made_by) REFERENCES people(id)
);
CREATE UNIQUE INDEX providers_once ON public.providers USING btree (host_id) WHERE (ended_at IS NULL);
grant insert, select, update on providers to madang_web;
create policy apart on providers using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table question_acts (
	id bigint not null generated always as identity,
	question_id uuid not null,
	act text not null,
	into_id uuid,
	acted_at timestamp with time zone not null,
	acted_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (acted_by) REFERENCES people(id),
	FOREIGN KEY (into_id) REFERENCES questions(id),
	FOREIGN KEY (question_id) REFERENCES questions(id)
);
CREATE INDEX question_acts_question ON public.question_acts USING btree (question_id, id);
CREATE TRIGGER question_acts_kept BEFORE DELETE OR UPDATE ON public.question_acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on question_acts to madang_web;
create policy apart on question_acts using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM questions WHERE (questions.id = question_acts.question_id)))));

create table question_translations (
	id bigint not null generated always as identity,
	question_id uuid not null,
	text text not null,
	written_at timestamp with time zone not null,
	written_by uuid,
	link_id uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (link_id) REFERENCES session_links(id),
	FOREIGN KEY (question_id) REFERENCES questions(id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK ((num_nonnulls(written_by, link_id) = 1))
);
CREATE INDEX question_translations_question ON public.question_translations USING btree (question_id, id DESC);
grant delete, insert, select, update on question_translations to madang_web;
create policy apart on question_translations using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM questions WHERE (questions.id = question_translations.question_id)))));

create table question_votes (
	question_id uuid not null,
	asker_id uuid not null,
	voted_at timestamp with time zone not null,
	taken_back_at timestamp with time zone,
	PRIMARY KEY (question_id, asker_id),
	FOREIGN KEY (asker_id) REFERENCES askers(id),
	FOREIGN KEY (question_id) REFERENCES questions(id)
);
CREATE INDEX question_votes_asker ON public.question_votes USING btree (asker_id);
CREATE INDEX question_votes_newest ON public.question_votes USING btree (GREATEST(voted_at, taken_back_at));
grant delete, insert, select, update on question_votes to madang_web;
create policy apart on question_votes using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM questions WHERE (questions.id = question_votes.question_id)))));

create table questions (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	segment_id uuid not null,
	asker_id uuid not null,
	intent text not null,
	came_from text not null default 'floor'::text,
	application_id uuid,
	text text not null,
	locale text not null,
	name text not null default ''::text,
	firm text not null default ''::text,
	asked_at timestamp with time zone not null,
	state text not null default 'asked'::text,
	state_at timestamp with time zone not null,
	is_pinned boolean not null default false,
	merged_into uuid,
	spent_ms bigint not null default 0,
	version integer not null default 1,
	UNIQUE (asker_id, intent),
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (asker_id) REFERENCES askers(id),
	FOREIGN KEY (merged_into) REFERENCES questions(id),
	FOREIGN KEY (segment_id) REFERENCES segments(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((came_from = ANY (ARRAY['floor'::text, 'application'::text, 'desk'::text]))),
	CHECK ((merged_into <> id)),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text]))),
	CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'answering'::text, 'answered'::text, 'hidden'::text, 'archived'::text, 'withdrawn'::text])))
);
CREATE INDEX questions_application ON public.questions USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX questions_merged ON public.questions USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX questions_session ON public.questions USING btree (session_id, state);
CREATE UNIQUE INDEX questions_answering ON public.questions USING btree (session_id) WHERE (state = 'answering'::text);
CREATE UNIQUE INDEX questions_prepared ON public.questions USING btree (segment_id, application_id) WHERE (came_from = 'application'::text);
grant insert, select, update on questions to madang_web;
create policy apart on questions using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table queue_places (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	person_id uuid,
	mark text not null,
	house text not null,
	joined_at timestamp with time zone not null,
	seen_at timestamp with time zone not null,
	position integer,
	UNIQUE (session_id, mark),
	UNIQUE (session_id, person_id),
	UNIQUE (session_id, "position"),
	PRIMARY KEY (id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES queues(session_id)
);
grant insert, select, update on queue_places to madang_web;
create policy apart on queue_places using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table queues (
	session_id uuid not null,
	seed bytea not null,
	sealed_at timestamp with time zone not null,
	sealed_by uuid not null,
	ordered_at timestamp with time zone,
	present integer not null default 0,
	newest integer not null default 0,
	house_most integer,
	PRIMARY KEY (session_id),
	FOREIGN KEY (sealed_by) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES registers(session_id),
	CHECK ((octet_length(seed) = 32))
);
grant insert, select, update on queues to madang_web;
create policy apart on queues using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table quotas (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	feature text not null,
	value text not null,
	min integer not null,
	max integer not null,
	track text,
	UNIQUE NULLS NOT DISTINCT (call_id, track, feature, value),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK ((min <= max)),
	CHECK ((min >= 0))
);
CREATE TRIGGER quotas_revise AFTER INSERT OR DELETE OR UPDATE ON public.quotas FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on quotas to madang_web;
create policy apart on quotas using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table quote_answers (
	quote_id uuid not null,
	version integer not null,
	answer text not null,
	note text not null default ''::text,
	answered_at timestamp with time zone not null,
	PRIMARY KEY (quote_id, version),
	FOREIGN KEY (quote_id, version) REFERENCES quote_versions(quote_id, version),
	CHECK ((answer = ANY (ARRAY['approved'::text, 'declined'::text])))
);
grant insert, select, update on quote_answers to madang_web;
create policy apart on quote_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM quotes WHERE (quotes.id = quote_answers.quote_id)))));

create table quote_links (
	id uuid not null default gen_random_uuid(),
	speaker_id uuid not null,
	email text not null,
	locale text not null,
	token_hash bytea not null,
	made_at timestamp with time zone not null,
	made_by uuid,
	expires_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (speaker_id) REFERENCES speakers(id),
	CHECK ((expires_at > made_at)),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])))
);
CREATE UNIQUE INDEX quote_links_live ON public.quote_links USING btree (speaker_id) WHERE (ended_at IS NULL);
grant insert, select, update on quote_links to madang_web;
create policy apart on quote_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM speakers WHERE (speakers.id = quote_links.speaker_id)))));

create table quote_versions (
	quote_id uuid not null,
	version integer not null,
	text text not null,
	translation text not null default ''::text,
	reason text not null default ''::text,
	written_by uuid,
	written_at timestamp with time zone not null,
	PRIMARY KEY (quote_id, version),
	FOREIGN KEY (quote_id) REFERENCES quotes(id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK ((text <> ''::text)),
	CHECK ((version >= 1))
);
grant insert, select, update on quote_versions to madang_web;
create policy apart on quote_versions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM quotes WHERE (quotes.id = quote_versions.quote_id)))));

create table quotes (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	session_id uuid,
	segment_id uuid,
	utterance_id uuid,
	speaker_id uuid not null,
	locale text not null,
	said_at timestamp with time zone not null,
	embargo_until timestamp with time zone,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	withdrawn_at timestamp with time zone,
	withdrawn_by uuid,
	withdrawn_because text not null default ''::text,
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (segment_id) REFERENCES segments(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (speaker_id) REFERENCES speakers(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	FOREIGN KEY (utterance_id) REFERENCES utterances(id),
	FOREIGN KEY (withdrawn_by) REFERENCES people(id),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])))
);
CREATE INDEX quotes_stop ON public.quotes USING btree (stop_id, said_at);
CREATE INDEX quotes_utterance ON public.quotes USING btree (utterance_id) WHERE (utterance_id IS NOT NULL);
grant insert, select, update on quotes to madang_web;
create policy apart on quotes using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table rating_imports (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	file_name text not null,
	file_hash text not null,
	file bytea,
	columns jsonb not null,
	uploaded_at timestamp with time zone not null,
	uploaded_by uuid not null,
	entered_at timestamp with time zone,
	entered_by uuid,
	dropped_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (entered_by) REFERENCES people(id),
	FOREIGN KEY (uploaded_by) REFERENCES people(id),
	CHECK (((entered_at IS NULL) = (entered_by IS NULL))),
	CHECK (((file IS NULL) OR ((entered_at IS NULL) AND (dropped_at IS NULL))))
);
CREATE INDEX rating_imports_call ON public.rating_imports USING btree (call_id, uploaded_at DESC);
grant insert, select, update on rating_imports to madang_web;
create policy apart on rating_imports using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table ratings (
	import_id uuid not null,
	line integer not null,
	nth integer not null,
	application_id uuid not null,
	rater text,
	points integer not null,
	PRIMARY KEY (import_id, line, nth),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (import_id) REFERENCES rating_imports(id),
	CHECK (((points >= 1000) AND (points <= 5000)))
);
CREATE INDEX ratings_application ON public.ratings USING btree (application_id);
grant delete, insert, select, update on ratings to madang_web;
create policy apart on ratings using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = ratings.application_id)))));

create table read_alerts (
	id bigint not null generated always as identity,
	host_id uuid not null,
	person_id uuid not null,
	applications integer not null,
	alerted_at timestamp with time zone not null,
	rule text not null default 'bulk'::text,
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX read_alerts_person ON public.read_alerts USING btree (host_id, person_id, alerted_at DESC);
CREATE TRIGGER read_alerts_kept BEFORE DELETE OR UPDATE ON public.read_alerts FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on read_alerts to madang_web;
create policy apart on read_alerts using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table read_checks (
	host_id uuid not null,
	month text not null,
	said text not null,
	checked_at timestamp with time zone not null,
	checked_by uuid not null,
	PRIMARY KEY (host_id, month, checked_by),
	FOREIGN KEY (checked_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
CREATE TRIGGER read_checks_kept BEFORE DELETE OR UPDATE ON public.read_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on read_checks to madang_web;
create policy apart on read_checks using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table read_sums (
	host_id uuid not null,
	month date not null,
	call_id uuid not null,
	person_id uuid not null,
	reads bigint not null,
	exports bigint not null,
	applications bigint not null,
	PRIMARY KEY (host_id, month, call_id, person_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	CHECK ((reads >= 0))
);
grant select on read_sums to madang_web;
create policy apart on read_sums using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table reads (
	id bigint not null generated always as identity,
	host_id uuid not null,
	call_id uuid not null,
	person_id uuid not null,
	what text not null,
	application_ids uuid[] not null,
	reason text,
	address text not null,
	read_at timestamp with time zone not null,
	token_id uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	CHECK (((what = 'export'::text) = (reason IS NOT NULL))),
	CHECK ((what = ANY (ARRAY['application'::text, 'list'::text, 'screening'::text, 'lookalikes'::text, 'review'::text, 'file'::text, 'export'::text, 'assistant'::text])))
);
CREATE INDEX reads_host ON public.reads USING btree (host_id, read_at DESC);
CREATE INDEX reads_person ON public.reads USING btree (person_id, read_at);
CREATE INDEX reads_recent ON public.reads USING btree (read_at, person_id);
CREATE INDEX reads_token ON public.reads USING btree (token_id, read_at) WHERE (token_id IS NOT NULL);
CREATE TRIGGER reads_counted AFTER INSERT ON public.reads REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION count_reads();
CREATE TRIGGER reads_discounted AFTER DELETE ON public.reads REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION discount_reads();
CREATE TRIGGER reads_kept BEFORE UPDATE ON public.reads FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant delete, insert, select on reads to madang_web;
create policy apart on reads using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table receipt_files (
	receipt_id uuid not null,
	attachment_id uuid not null,
	PRIMARY KEY (receipt_id, attachment_id),
	FOREIGN KEY (attachment_id) REFERENCES attachments(id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id)
);
CREATE INDEX receipt_files_attachment ON public.receipt_files USING btree (attachment_id);
CREATE TRIGGER receipt_files_kept BEFORE DELETE OR UPDATE ON public.receipt_files FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_erased();
grant delete, insert, select on receipt_files to madang_web;
create policy apart on receipt_files using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM receipts WHERE (receipts.id = receipt_files.receipt_id)))));

create table receipts (
	id uuid not null default gen_random_uuid(),
	application_id uuid not null,
	intent uuid not null,
	number text not null,
	answers jsonb not null,
	content_hash text not null,
	salt text not null,
	submitted_at timestamp with time zone not null,
	body text not null,
	signature text not null,
	form_version integer not null default 1,
	erased_by uuid,
	UNIQUE (application_id, intent),
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (erased_by) REFERENCES erasures(id) DEFERRABLE INITIALLY DEFERRED,
	CHECK ((form_version > 0))
);
CREATE INDEX receipts_application ON public.receipts USING btree (application_id, submitted_at DESC);
CREATE INDEX receipts_number ON public.receipts USING btree (number);
CREATE TRIGGER receipts_kept BEFORE DELETE OR UPDATE ON public.receipts FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
grant insert, select, update on receipts to madang_web;
create policy apart on receipts using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = receipts.application_id)))));

create table record_editions (
	stop_id uuid not null,
	edition integer not null,
	number integer not null,
	public_from timestamp with time zone not null,
	reason jsonb,
	published_at timestamp with time zone not null,
	published_by uuid not null,
	recalled_at timestamp with time zone,
	PRIMARY KEY (stop_id, edition),
	FOREIGN KEY (published_by) REFERENCES people(id),
	FOREIGN KEY (stop_id, number) REFERENCES record_versions(stop_id, number),
	CHECK ((recalled_at < public_from)),
	CHECK ((edition >= 1))
);
CREATE INDEX record_editions_public ON public.record_editions USING btree (public_from);
CREATE TRIGGER record_editions_kept BEFORE DELETE OR UPDATE ON public.record_editions FOR EACH ROW EXECUTE FUNCTION keep_edition();
grant insert, select, update on record_editions to madang_web;
create policy apart on record_editions using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));
create policy public on record_editions for select using (true);

create table record_mails (
	id bigint not null generated always as identity,
	stop_id uuid not null,
	browser_hash bytea not null,
	address_hash bytea not null,
	sent_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (stop_id) REFERENCES stops(id)
);
CREATE INDEX record_mails_sent ON public.record_mails USING btree (sent_at);
grant delete, insert, select, update on record_mails to madang_web;
create policy apart on record_mails using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table record_pictures (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	name text not null,
	kind text not null,
	size bigint not null,
	sha256 text not null,
	added_at timestamp with time zone not null,
	added_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (added_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((kind = ANY (ARRAY['jpg'::text, 'png'::text, 'webp'::text])))
);
grant insert, select, update on record_pictures to madang_web;
create policy apart on record_pictures using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table record_versions (
	stop_id uuid not null,
	number integer not null,
	content jsonb not null,
	written_at timestamp with time zone not null,
	written_by uuid not null,
	kept_at timestamp with time zone not null,
	PRIMARY KEY (stop_id, number),
	FOREIGN KEY (stop_id) REFERENCES records(stop_id),
	FOREIGN KEY (written_by) REFERENCES people(id),
	CHECK ((number >= 1))
);
CREATE TRIGGER record_versions_kept BEFORE DELETE OR UPDATE ON public.record_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on record_versions to madang_web;
create policy apart on record_versions using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));
create policy public on record_versions for select using ((EXISTS ( SELECT FROM record_editions WHERE ((record_editions.stop_id = record_versions.stop_id) AND (record_editions.number = record_versions.number)))));

create table recording_consents (
	id bigint not null generated always as identity,
	attendee_id uuid not null,
	consents boolean not null,
	said_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (attendee_id) REFERENCES attendees(id)
);
CREATE INDEX recording_consents_attendee ON public.recording_consents USING btree (attendee_id, id DESC);
CREATE TRIGGER recording_consents_kept BEFORE DELETE OR UPDATE ON public.recording_consents FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on recording_consents to madang_web;
create policy apart on recording_consents using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM attendees WHERE (attendees.id = recording_consents.attendee_id)))));

create table recordings (
	session_id uuid not null,
	url text not null,
	starts_at timestamp with time zone not null,
	set_at timestamp with time zone not null,
	set_by uuid not null,
	PRIMARY KEY (session_id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (set_by) REFERENCES people(id),
	CHECK ((url ~ '^https://'::text))
);
grant insert, select, update on recordings to madang_web;
create policy apart on recordings using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table records (
	stop_id uuid not null,
	content jsonb not null,
	version integer not null,
	saved_at timestamp with time zone not null,
	saved_by uuid not null,
	begun_at timestamp with time zone not null,
	begun_by uuid not null,
	PRIMARY KEY (stop_id),
	FOREIGN KEY (begun_by) REFERENCES people(id),
	FOREIGN KEY (saved_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((version >= 1))
);
grant insert, select, update on records to madang_web;
create policy apart on records using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table recovery_codes (
	code_hash bytea not null,
	person_id uuid not null,
	made_at timestamp with time zone not null,
	used_at timestamp with time zone,
	PRIMARY KEY (code_hash),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX recovery_codes_person ON public.recovery_codes USING btree (person_id);
grant delete, insert, select, update on recovery_codes to madang_web;

create table registers (
	session_id uuid not null,
	opens_at timestamp with time zone not null,
	closes_at timestamp with time zone not null,
	manner text not null default 'arrival'::text,
	hold_minutes integer not null default 10,
	offer_hours integer not null default 24,
	made_at timestamp with time zone not null,
	queue_opens_at timestamp with time zone,
	admits_a_minute integer not null default 120,
	PRIMARY KEY (session_id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((queue_opens_at < opens_at)),
	CHECK (((admits_a_minute >= 1) AND (admits_a_minute <= 6000))),
	CHECK ((closes_at > opens_at)),
	CHECK (((hold_minutes >= 1) AND (hold_minutes <= 60))),
	CHECK ((manner = ANY (ARRAY['arrival'::text, 'approval'::text, 'lot'::text]))),
	CHECK (((offer_hours >= 1) AND (offer_hours <= 336)))
);
grant insert, select, update on registers to madang_web;
create policy apart on registers using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));
create policy public on registers for select using ((session_id = ANY (( SELECT released_sessions() AS released_sessions)::uuid[])));

create table registration_letters (
	letter_id uuid not null,
	registration_id uuid not null,
	kind text not null,
	PRIMARY KEY (letter_id),
	FOREIGN KEY (letter_id) REFERENCES letters(id) ON DELETE CASCADE,
	FOREIGN KEY (registration_id) REFERENCES registrations(id) ON DELETE CASCADE
);
CREATE INDEX registration_letters_of ON public.registration_letters USING btree (registration_id);
grant insert, select, update on registration_letters to madang_web;
create policy apart on registration_letters using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM registrations WHERE (registrations.id = registration_letters.registration_id)))));

create table registration_links (
	token_hash bytea not null,
	registration_id uuid not null,
	made_at timestamp with time zone not null,
	PRIMARY KEY (token_hash),
	FOREIGN KEY (registration_id) REFERENCES registrations(id) ON DELETE CASCADE
);
CREATE INDEX registration_links_of ON public.registration_links USING btree (registration_id, made_at);
grant delete, insert, select, update on registration_links to madang_web;
create policy apart on registration_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM registrations WHERE (registrations.id = registration_links.registration_id)))));

create table registration_steps (
	id bigint not null generated always as identity,
	registration_id uuid not null,
	state text not null,
	why text not null default ''::text,
	stepped_at timestamp with time zone not null,
	stepped_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (registration_id) REFERENCES registrations(id) ON DELETE CASCADE,
	FOREIGN KEY (stepped_by) REFERENCES people(id)
);
CREATE INDEX registration_steps_of ON public.registration_steps USING btree (registration_id, id);
grant insert, select, update on registration_steps to madang_web;
create policy apart on registration_steps using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM registrations WHERE (registrations.id = registration_steps.registration_id)))));

create table registrations (
	id uuid not null default gen_random_uuid(),
	number bigint not null generated always as identity,
	session_id uuid not null,
	place_kind_id uuid not null,
	state text not null,
	size integer not null default 1,
	name text,
	email text,
	phone text,
	affiliation text not null default ''::text,
	locale text not null,
	token_hash bytea not null,
	until timestamp with time zone,
	made_at timestamp with time zone not null,
	state_at timestamp with time zone not null,
	companions text[] not null default '{}'::text[],
	rank bigint,
	browser_hash bytea,
	intent text,
	erased_at timestamp with time zone,
	queue_place_id uuid,
	UNIQUE (number),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (queue_place_id) REFERENCES queue_places(id),
	FOREIGN KEY (session_id, place_kind_id) REFERENCES place_kinds(session_id, id),
	CHECK (((state = ANY (ARRAY['held'::text, 'offered'::text])) = (until IS NOT NULL))),
	CHECK (((state = ANY (ARRAY['held'::text, 'expired'::text])) OR (erased_at IS NOT NULL) OR ((name IS NOT NULL) AND (email IS NOT NULL)))),
	CHECK (((size >= 1) AND (size <= 6))),
	CHECK ((state = ANY (ARRAY['held'::text, 'asked'::text, 'waiting'::text, 'offered'::text, 'registered'::text, 'refused'::text, 'expired'::text, 'cancelled'::text])))
);
CREATE INDEX registrations_kind ON public.registrations USING btree (place_kind_id, state, number);
CREATE INDEX registrations_line ON public.registrations USING btree (place_kind_id, rank, number) WHERE (state = 'waiting'::text);
CREATE INDEX registrations_until ON public.registrations USING btree (until) WHERE (until IS NOT NULL);
CREATE UNIQUE INDEX registrations_admitted_once ON public.registrations USING btree (queue_place_id) WHERE (state = ANY (ARRAY['held'::text, 'asked'::text, 'waiting'::text, 'offered'::text, 'registered'::text]));
CREATE UNIQUE INDEX registrations_hold ON public.registrations USING btree (session_id, browser_hash) WHERE (state = 'held'::text);
CREATE UNIQUE INDEX registrations_once ON public.registrations USING btree (session_id, email) WHERE (state = ANY (ARRAY['asked'::text, 'waiting'::text, 'offered'::text, 'registered'::text]));
grant insert, select, update on registrations to madang_web;
create policy apart on registrations using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table rehearsal_clock (
	one boolean not null default true,
	ahead_ms bigint not null,
	PRIMARY KEY (one),
	CHECK (one)
);
grant insert, select, update on rehearsal_clock to madang_web;

create table release_changes (
	release_id uuid not null,
	session_id uuid not null,
	change text not null,
	was jsonb,
	becomes jsonb,
	PRIMARY KEY (release_id, session_id, change),
	FOREIGN KEY (release_id) REFERENCES releases(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((change = ANY (ARRAY['new'::text, 'moved'::text, 'hall'::text, 'renamed'::text, 'cancelled'::text, 'restored'::text, 'speakers'::text, 'details'::text])))
);
CREATE TRIGGER release_changes_kept BEFORE DELETE OR UPDATE ON public.release_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on release_changes to madang_web;
create policy apart on release_changes using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM releases WHERE ((releases.id = release_changes.release_id) AND (releases.stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[])))))));

create table release_sessions (
	release_id uuid not null,
	session_id uuid not null,
	visibility text not null,
	starts_at timestamp with time zone not null,
	ends_at timestamp with time zone not null,
	sequence integer not null,
	hours_since timestamp with time zone not null,
	shown jsonb not null,
	PRIMARY KEY (release_id, session_id),
	FOREIGN KEY (release_id) REFERENCES releases(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((visibility = ANY (ARRAY['public'::text, 'masked'::text])))
);
CREATE INDEX release_sessions_session ON public.release_sessions USING btree (session_id);
CREATE TRIGGER release_sessions_kept BEFORE DELETE OR UPDATE ON public.release_sessions FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on release_sessions to madang_web;
create policy apart on release_sessions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM releases WHERE ((releases.id = release_sessions.release_id) AND (releases.stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[])))))));

create table releases (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	version integer not null,
	note jsonb,
	released_at timestamp with time zone not null,
	released_by uuid not null,
	UNIQUE (stop_id, version),
	PRIMARY KEY (id),
	FOREIGN KEY (released_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((version > 0))
);
CREATE TRIGGER releases_kept BEFORE DELETE OR UPDATE ON public.releases FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on releases to madang_web;
create policy apart on releases using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));
create policy public on releases for select using (true);

create table remark_mentions (
	remark_id uuid not null,
	person_id uuid,
	UNIQUE NULLS NOT DISTINCT (remark_id, person_id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (remark_id) REFERENCES remarks(id)
);
grant insert, select, update on remark_mentions to madang_web;
create policy apart on remark_mentions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM remarks WHERE (remarks.id = remark_mentions.remark_id)))));

create table remark_reads (
	application_id uuid not null,
	person_id uuid not null,
	read_at timestamp with time zone not null,
	PRIMARY KEY (application_id, person_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (person_id) REFERENCES people(id)
);
grant insert, select, update on remark_reads to madang_web;
create policy apart on remark_reads using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = remark_reads.application_id)))));

create table remarks (
	id uuid not null default gen_random_uuid(),
	application_id uuid not null,
	author_id uuid not null,
	as_organiser boolean not null,
	text text not null,
	written_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (author_id) REFERENCES people(id)
);
CREATE INDEX remarks_application ON public.remarks USING btree (application_id, written_at);
grant insert, select, update on remarks to madang_web;
create policy apart on remarks using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = remarks.application_id)))));

create table replies (
	id bigint not null generated always as identity,
	invitation_id uuid not null,
	reply text not null,
	replied_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id),
	CHECK ((reply = ANY (ARRAY['accept'::text, 'decline'::text, 'undo'::text])))
);
CREATE INDEX replies_invitation ON public.replies USING btree (invitation_id, id DESC);
CREATE TRIGGER replies_kept BEFORE DELETE OR UPDATE ON public.replies FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on replies to madang_web;
create policy apart on replies using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = replies.invitation_id)))));

create table reply_extensions (
	id bigint not null generated always as identity,
	invitation_id uuid not null,
	reply_by timestamp with time zone not null,
	reason text not null,
	extended_at timestamp with time zone not null,
	extended_by uuid,
	PRIMARY KEY (id),
	FOREIGN KEY (extended_by) REFERENCES people(id),
	FOREIGN KEY (invitation_id) REFERENCES invitations(id)
);
CREATE INDEX reply_extensions_invitation ON public.reply_extensions USING btree (invitation_id, id DESC);
CREATE TRIGGER reply_extensions_kept BEFORE DELETE OR UPDATE ON public.reply_extensions FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
grant insert, select on reply_extensions to madang_web;
create policy apart on reply_extensions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM invitations WHERE (invitations.id = reply_extensions.invitation_id)))));

create table reply_reasons (
	reply_id bigint not null,
	reason text not null,
	PRIMARY KEY (reply_id),
	FOREIGN KEY (reply_id) REFERENCES replies(id)
);
grant delete, insert, select, update on reply_reasons to madang_web;
create policy apart on reply_reasons using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM replies WHERE (replies.id = reply_reasons.reply_id)))));

create table review_reminders (
	call_id uuid not null,
	reviewer_id uuid not null,
	day date not null,
	unfinished integer not null,
	reminded_at timestamp with time zone not null,
	reminded_by uuid,
	PRIMARY KEY (call_id, reviewer_id, day),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (reminded_by) REFERENCES people(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	CHECK ((unfinished > 0))
);
CREATE TRIGGER review_reminders_kept BEFORE DELETE OR UPDATE ON public.review_reminders FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on review_reminders to madang_web;
create policy apart on review_reminders using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table review_revisions (
	application_id uuid not null,
	reviewer_id uuid not null,
	version integer not null,
	scores jsonb not null,
	confidence integer,
	comment text not null,
	for_applicant text not null,
	finished_at timestamp with time zone not null,
	reason text not null,
	revised_at timestamp with time zone not null,
	PRIMARY KEY (application_id, reviewer_id, version),
	FOREIGN KEY (application_id, reviewer_id) REFERENCES reviews(application_id, reviewer_id),
	CHECK (((confidence >= 1) AND (confidence <= 4)))
);
grant insert, select, update on review_revisions to madang_web;
create policy apart on review_revisions using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = review_revisions.application_id)))));

create table reviewer_profiles (
	call_id uuid not null,
	reviewer_id uuid not null,
	tracks text[] not null default '{}'::text[],
	languages text[] not null default '{}'::text[],
	topics text[] not null default '{}'::text[],
	load_min integer,
	load_max integer,
	said_at timestamp with time zone not null,
	said_by uuid,
	PRIMARY KEY (call_id, reviewer_id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	FOREIGN KEY (said_by) REFERENCES people(id)
);
grant delete, insert, select, update on reviewer_profiles to madang_web;
create policy apart on reviewer_profiles using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table reviews (
	application_id uuid not null,
	reviewer_id uuid not null,
	scores jsonb not null default '{}'::jsonb,
	comment text not null default ''::text,
	version integer not null default 0,
	saved_at timestamp with time zone not null,
	finished_at timestamp with time zone,
	confidence integer,
	for_applicant text not null default ''::text,
	PRIMARY KEY (application_id, reviewer_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	CHECK (((confidence >= 1) AND (confidence <= 4)))
);
grant insert, select, update on reviews to madang_web;
create policy apart on reviews using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = reviews.application_id)))));

create table roles (
	id uuid not null default gen_random_uuid(),
	person_id uuid not null,
	role text not null,
	host_id uuid not null,
	call_id uuid,
	given_at timestamp with time zone not null,
	given_by uuid,
	ended_at timestamp with time zone,
	provider_id uuid,
	starts_at timestamp with time zone,
	ends_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (given_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (provider_id) REFERENCES providers(id),
	CHECK ((starts_at < ends_at)),
	CHECK ((role = ANY (ARRAY['organiser'::text, 'reviewer'::text, 'moderator'::text, 'steward'::text, 'press'::text, 'guest'::text, 'auditor'::text])))
);
CREATE INDEX roles_call ON public.roles USING btree (call_id, role) WHERE (ended_at IS NULL);
CREATE INDEX roles_person ON public.roles USING btree (person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX roles_once ON public.roles USING btree (person_id, role, host_id, COALESCE(call_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (ended_at IS NULL);
grant insert, select, update on roles to madang_web;
create policy apart on roles using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table rounds (
	call_id uuid not null,
	position integer not null,
	key text not null,
	name jsonb not null,
	places integer not null,
	review_until timestamp with time zone not null,
	draw_at timestamp with time zone not null,
	UNIQUE (call_id, key),
	PRIMARY KEY (call_id, "position"),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK (((review_until <= draw_at) AND isfinite(draw_at))),
	CHECK ((places > 0)),
	CHECK (("position" >= 2))
);
CREATE TRIGGER rounds_revise AFTER INSERT OR DELETE OR UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on rounds to madang_web;
create policy apart on rounds using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table scans (
	id bigint not null generated always as identity,
	attachment_id uuid not null,
	outcome text not null,
	said text not null,
	scanned_at timestamp with time zone not null,
	PRIMARY KEY (id),
	FOREIGN KEY (attachment_id) REFERENCES attachments(id) ON DELETE CASCADE,
	CHECK ((outcome = ANY (ARRAY['clean'::text, 'flagged'::text, 'cannot-scan'::text])))
);
CREATE INDEX scans_attachment ON public.scans USING btree (attachment_id, id DESC);
grant insert, select, update on scans to madang_web;
create policy apart on scans using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM attachments WHERE (attachments.id = scans.attachment_id)))));

create table schedules (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	file_name text not null,
	file bytea,
	head jsonb,
	uploaded_at timestamp with time zone not null,
	uploaded_by uuid not null,
	entered_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	FOREIGN KEY (uploaded_by) REFERENCES people(id)
);
CREATE INDEX schedules_stop ON public.schedules USING btree (stop_id, uploaded_at DESC);
grant insert, select, update on schedules to madang_web;
create policy apart on schedules using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table screening_tellings (
	screening_id bigint not null,
	told_at timestamp with time zone not null,
	told_by uuid not null,
	PRIMARY KEY (screening_id),
	FOREIGN KEY (screening_id) REFERENCES screenings(id),
	FOREIGN KEY (told_by) REFERENCES people(id)
);
CREATE TRIGGER screening_tellings_kept BEFORE DELETE OR UPDATE ON public.screening_tellings FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on screening_tellings to madang_web;
create policy apart on screening_tellings using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM screenings WHERE (screenings.id = screening_tellings.screening_id)))));

create table screenings (
	id bigint not null generated always as identity,
	application_id uuid not null,
	outcome text not null,
	condition jsonb,
	reason jsonb,
	screened_at timestamp with time zone not null,
	screened_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (screened_by) REFERENCES people(id),
	CHECK (((outcome = 'eligible'::text) OR (condition IS NOT NULL) OR (reason IS NOT NULL))),
	CHECK ((outcome = ANY (ARRAY['eligible'::text, 'ineligible'::text])))
);
CREATE INDEX screenings_application ON public.screenings USING btree (application_id, id DESC);
CREATE TRIGGER screenings_kept BEFORE DELETE OR UPDATE ON public.screenings FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
grant insert, select on screenings to madang_web;
create policy apart on screenings using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = screenings.application_id)))));

create table seals (
	draw_id uuid not null,
	seal text not null,
	digest text not null,
	conduct_after timestamp with time zone not null,
	sealed_at timestamp with time zone not null,
	sealed_by uuid not null,
	PRIMARY KEY (draw_id),
	FOREIGN KEY (draw_id) REFERENCES draws(id),
	FOREIGN KEY (sealed_by) REFERENCES people(id)
);
CREATE TRIGGER seals_kept BEFORE DELETE OR UPDATE ON public.seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on seals to madang_web;
create policy apart on seals using ((( SELECT scope_is_all() AS scope_is_all) OR (draw_id = ANY (( SELECT scope_draws() AS scope_draws)::uuid[]))));
create policy public on seals for select using (true);

create table second_tries (
	person_id uuid not null,
	tried_at timestamp with time zone not null,
	FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX second_tries_person ON public.second_tries USING btree (person_id, tried_at DESC);
grant delete, insert, select, update on second_tries to madang_web;

create table segment_marks (
	id bigint not null generated always as identity,
	segment_id uuid not null,
	mark text not null,
	marked_at timestamp with time zone not null,
	marked_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (marked_by) REFERENCES people(id),
	FOREIGN KEY (segment_id) REFERENCES segments(id),
	CHECK ((mark = ANY (ARRAY['begin'::text, 'end'::text, 'reset'::text])))
);
CREATE INDEX segment_marks_segment ON public.segment_marks USING btree (segment_id, id DESC);
CREATE TRIGGER segment_marks_kept BEFORE DELETE OR UPDATE ON public.segment_marks FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on segment_marks to madang_web;
create policy apart on segment_marks using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM segments WHERE (segments.id = segment_marks.segment_id)))));

create table segments (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	position integer not null,
	title jsonb not null,
	minutes integer not null,
	askers text not null,
	naming text not null default 'choice'::text,
	UNIQUE (session_id, "position") DEFERRABLE,
	PRIMARY KEY (id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((askers = ANY (ARRAY['moderator'::text, 'drawn'::text, 'press'::text, 'anyone'::text]))),
	CHECK (((minutes >= 1) AND (minutes <= 600))),
	CHECK ((naming = ANY (ARRAY['named'::text, 'anonymous'::text, 'choice'::text])))
);
grant delete, insert, select, update on segments to madang_web;
create policy apart on segments using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table session_links (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	kind text not null,
	label text not null,
	token_hash bytea not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	revoked_at timestamp with time zone,
	revoked_by uuid,
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (revoked_by) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((kind = ANY (ARRAY['projector'::text, 'interpreter'::text])))
);
CREATE INDEX session_links_session ON public.session_links USING btree (session_id);
grant insert, select, update on session_links to madang_web;
create policy apart on session_links using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table session_speakers (
	session_id uuid not null,
	speaker_id uuid not null,
	segment_id uuid,
	part text not null default 'speaker'::text,
	position integer not null,
	UNIQUE NULLS NOT DISTINCT (session_id, speaker_id, segment_id),
	FOREIGN KEY (segment_id) REFERENCES segments(id) ON DELETE CASCADE,
	FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
	FOREIGN KEY (speaker_id) REFERENCES speakers(id),
	CHECK ((part = ANY (ARRAY['speaker'::text, 'moderator'::text])))
);
CREATE INDEX session_speakers_speaker ON public.session_speakers USING btree (speaker_id);
grant delete, insert, select, update on session_speakers to madang_web;
create policy apart on session_speakers using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table sessions (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	call_id uuid,
	hall_id uuid,
	slug text not null,
	title jsonb not null,
	about jsonb,
	visibility text not null default 'public'::text,
	public_title jsonb,
	starts_at timestamp with time zone not null,
	ends_at timestamp with time zone not null,
	made_at timestamp with time zone not null,
	guid uuid not null default gen_random_uuid(),
	number integer not null default (1000000 + (floor((random() * (1000000000)::double precision)))::integer),
	public_about jsonb,
	expects integer,
	cancelled_at timestamp with time zone,
	extra jsonb,
	UNIQUE (slug),
	UNIQUE (stop_id, guid),
	UNIQUE (stop_id, number),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (hall_id) REFERENCES halls(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((ends_at > starts_at)),
	CHECK (((visibility <> 'masked'::text) OR (public_title IS NOT NULL))),
	CHECK ((expects > 0)),
	CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
	CHECK ((visibility = ANY (ARRAY['public'::text, 'masked'::text, 'private'::text])))
);
CREATE INDEX sessions_call ON public.sessions USING btree (call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX sessions_stop ON public.sessions USING btree (stop_id, starts_at);
grant delete, insert, select, update on sessions to madang_web;
create policy apart on sessions using ((( SELECT scope_is_all() AS scope_is_all) OR ((stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[])) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[])))));
create policy public on sessions for select using ((id = ANY (( SELECT released_sessions() AS released_sessions)::uuid[])));

create table short_numbers (
	application_id uuid not null,
	phone text not null,
	agreed_at timestamp with time zone not null,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id)
);
grant delete, insert, select, update on short_numbers to madang_web;
create policy apart on short_numbers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = short_numbers.application_id)))));

create table sign_in_codes (
	id uuid not null default gen_random_uuid(),
	email text not null,
	code_hash bytea not null,
	browser_hash bytea not null,
	asked_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	tries_left integer not null default 5,
	used_at timestamp with time zone,
	block_hash bytea,
	proof_hash bytea,
	goes_out_at timestamp with time zone,
	UNIQUE (proof_hash),
	PRIMARY KEY (id),
	CHECK ((tries_left >= 0))
);
CREATE INDEX sign_in_codes_asked ON public.sign_in_codes USING btree (asked_at);
CREATE INDEX sign_in_codes_browser ON public.sign_in_codes USING btree (browser_hash, asked_at DESC);
CREATE INDEX sign_in_codes_email ON public.sign_in_codes USING btree (email, asked_at DESC);
grant delete, insert, select, update on sign_in_codes to madang_web;

create table sign_ins (
	id uuid not null default gen_random_uuid(),
	token_hash bytea not null,
	person_id uuid not null,
	way text not null,
	signed_in_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	ended_at timestamp with time zone,
	agent text not null default ''::text,
	seen_at timestamp with time zone,
	staff_until timestamp with time zone,
	host_id uuid,
	at_host_id uuid,
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (at_host_id) REFERENCES hosts(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	CHECK ((way = ANY (ARRAY['code'::text, 'passkey'::text, 'totp'::text, 'recovery'::text, 'provider'::text])))
);
CREATE INDEX sign_ins_person ON public.sign_ins USING btree (person_id);
grant delete, insert, select, update on sign_ins to madang_web;

create table signing_keys (
	purpose text not null,
	public_key text not null,
	private_key text not null,
	made_at timestamp with time zone not null,
	PRIMARY KEY (purpose)
);
grant insert, select, update on signing_keys to madang_web;

create table speaker_consents (
	id bigint not null generated always as identity,
	speaker_id uuid not null,
	consent text not null,
	said_at timestamp with time zone not null,
	noted_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (noted_by) REFERENCES people(id),
	FOREIGN KEY (speaker_id) REFERENCES speakers(id),
	CHECK ((consent = ANY (ARRAY['agreed'::text, 'refused'::text, 'unasked'::text])))
);
CREATE INDEX speaker_consents_speaker ON public.speaker_consents USING btree (speaker_id, id DESC);
CREATE TRIGGER speaker_consents_kept BEFORE DELETE OR UPDATE ON public.speaker_consents FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on speaker_consents to madang_web;
create policy apart on speaker_consents using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM speakers WHERE (speakers.id = speaker_consents.speaker_id)))));

create table speakers (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	side text not null,
	delegate_id uuid,
	person_id uuid,
	name jsonb not null,
	title jsonb,
	made_at timestamp with time zone not null,
	UNIQUE (stop_id, delegate_id),
	PRIMARY KEY (id),
	FOREIGN KEY (delegate_id) REFERENCES delegates(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((side = ANY (ARRAY['delegation'::text, 'host'::text, 'other'::text])))
);
CREATE INDEX speakers_person ON public.speakers USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX speakers_stop ON public.speakers USING btree (stop_id);
grant delete, insert, select, update on speakers to madang_web;
create policy apart on speakers using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table standings (
	application_id uuid not null,
	call_id uuid not null,
	track_id uuid not null,
	score numeric not null,
	reviews integer not null,
	band text not null,
	raw numeric,
	low numeric,
	high numeric,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (track_id) REFERENCES tracks(id),
	CHECK ((band = ANY (ARRAY['accept'::text, 'draw'::text, 'decline'::text])))
);
CREATE INDEX standings_call ON public.standings USING btree (call_id, track_id, score DESC);
CREATE TRIGGER standings_kept BEFORE DELETE OR UPDATE ON public.standings FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on standings to madang_web;
create policy apart on standings using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table stays (
	delegate_id uuid not null,
	stop_id uuid not null,
	arrives_at timestamp with time zone,
	arrives_by text not null default ''::text,
	leaves_at timestamp with time zone,
	leaves_by text not null default ''::text,
	lodging text not null default ''::text,
	seat integer,
	protocol integer,
	met_by text not null default ''::text,
	saved_at timestamp with time zone not null,
	saved_by uuid not null,
	PRIMARY KEY (delegate_id, stop_id),
	FOREIGN KEY (delegate_id) REFERENCES delegates(id),
	FOREIGN KEY (saved_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((leaves_at > arrives_at)),
	CHECK ((protocol > 0)),
	CHECK ((seat > 0))
);
grant insert, select, update on stays to madang_web;
create policy apart on stays using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table stop_figures (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	version integer not null,
	figures jsonb not null,
	hash text not null,
	reason text not null default ''::text,
	counted_at timestamp with time zone not null,
	published_by uuid not null,
	UNIQUE (stop_id, version),
	PRIMARY KEY (id),
	FOREIGN KEY (published_by) REFERENCES people(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id),
	CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
	CHECK ((version >= 1))
);
CREATE TRIGGER stop_figures_kept BEFORE DELETE OR UPDATE ON public.stop_figures FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on stop_figures to madang_web;
create policy apart on stop_figures using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table stops (
	id uuid not null default gen_random_uuid(),
	tour_id uuid not null,
	host_id uuid,
	slug text not null,
	position integer not null,
	city jsonb not null,
	country jsonb not null,
	time_zone text not null,
	starts_on date not null,
	ends_on date not null,
	hall jsonb,
	address jsonb,
	map_url text,
	travel_minutes integer not null default 15,
	latitude double precision,
	longitude double precision,
	UNIQUE (slug),
	UNIQUE (tour_id, "position"),
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (tour_id) REFERENCES tours(id),
	CHECK ((ends_on >= starts_on)),
	CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
	CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
	CHECK (((latitude IS NULL) = (longitude IS NULL))),
	CHECK (((travel_minutes >= 0) AND (travel_minutes <= 600)))
);
CREATE TRIGGER stops_revise AFTER UPDATE ON public.stops FOR EACH ROW EXECUTE FUNCTION revise_calls_at_stop();
grant insert, select, update on stops to madang_web;
create policy apart on stops using ((( SELECT scope_is_all() AS scope_is_all) OR ((host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[])) OR (tour_id = ANY (( SELECT scope_tours() AS scope_tours)::uuid[])))));
create policy public on stops for select using (true);

create table submission_checkpoints (
	call_id uuid not null,
	size integer not null,
	root text not null,
	note text not null,
	signed_at timestamp with time zone not null,
	PRIMARY KEY (call_id, size),
	FOREIGN KEY (call_id) REFERENCES calls(id)
);
CREATE TRIGGER submission_checkpoints_kept BEFORE DELETE OR UPDATE ON public.submission_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on submission_checkpoints to madang_web;
create policy apart on submission_checkpoints using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table submission_log (
	call_id uuid not null,
	place integer not null,
	leaf text not null,
	receipt_id uuid not null,
	PRIMARY KEY (call_id, place),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (receipt_id) REFERENCES receipts(id)
);
CREATE INDEX submission_log_receipt ON public.submission_log USING btree (receipt_id);
CREATE TRIGGER submission_log_kept BEFORE DELETE OR UPDATE ON public.submission_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_log_whole BEFORE TRUNCATE ON public.submission_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
grant insert, select on submission_log to madang_web;
create policy apart on submission_log using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table survey_answers (
	key bytea not null,
	survey_id uuid not null,
	came_as text not null,
	answers jsonb not null,
	link_hash bytea,
	PRIMARY KEY (key),
	FOREIGN KEY (link_hash) REFERENCES survey_links(token_hash),
	FOREIGN KEY (survey_id) REFERENCES surveys(id),
	CHECK ((came_as = ANY (ARRAY['invited'::text, 'public'::text])))
);
CREATE INDEX survey_answers_survey ON public.survey_answers USING btree (survey_id);
grant insert, select, update on survey_answers to madang_web;
create policy apart on survey_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM surveys WHERE (surveys.id = survey_answers.survey_id)))));

create table survey_links (
	token_hash bytea not null,
	survey_id uuid not null,
	attendee_id uuid,
	registration_id uuid,
	PRIMARY KEY (token_hash),
	FOREIGN KEY (attendee_id) REFERENCES attendees(id),
	FOREIGN KEY (registration_id) REFERENCES registrations(id),
	FOREIGN KEY (survey_id) REFERENCES surveys(id),
	CHECK ((num_nonnulls(attendee_id, registration_id) = 1))
);
CREATE UNIQUE INDEX survey_links_attendee ON public.survey_links USING btree (survey_id, attendee_id);
CREATE UNIQUE INDEX survey_links_registration ON public.survey_links USING btree (survey_id, registration_id);
grant delete, insert, select, update on survey_links to madang_web;
create policy apart on survey_links using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM surveys WHERE (surveys.id = survey_links.survey_id)))));

create table surveys (
	id uuid not null default gen_random_uuid(),
	stop_id uuid not null,
	session_id uuid,
	questions jsonb not null,
	closes_at timestamp with time zone not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	sent_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (stop_id) REFERENCES stops(id)
);
CREATE UNIQUE INDEX surveys_session ON public.surveys USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE UNIQUE INDEX surveys_stop ON public.surveys USING btree (stop_id) WHERE (session_id IS NULL);
grant insert, select, update on surveys to madang_web;
create policy apart on surveys using ((( SELECT scope_is_all() AS scope_is_all) OR (stop_id = ANY (( SELECT scope_stops() AS scope_stops)::uuid[]))));

create table terms (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	key text not null,
	title jsonb not null,
	purpose jsonb not null,
	items jsonb not null,
	period jsonb not null,
	is_required boolean not null,
	position integer not null,
	kind text not null default 'use'::text,
	refusal jsonb,
	recipient jsonb,
	country jsonb,
	transfer jsonb,
	contact jsonb,
	keep_days integer,
	UNIQUE (call_id, key),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK (((keep_days >= 1) AND (keep_days <= 3650))),
	CHECK ((kind = ANY (ARRAY['use'::text, 'third-party'::text, 'overseas'::text])))
);
CREATE TRIGGER terms_revise AFTER INSERT OR DELETE OR UPDATE ON public.terms FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on terms to madang_web;
create policy apart on terms using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table tickets (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	registration_id uuid,
	attendee_id uuid,
	nth integer not null default 0,
	name text not null,
	code text not null,
	secret text not null,
	issued_at timestamp with time zone not null,
	revoked_at timestamp with time zone,
	revoked_why text,
	number integer not null generated always as identity,
	UNIQUE (session_id, code),
	UNIQUE (number),
	UNIQUE (secret),
	PRIMARY KEY (id),
	FOREIGN KEY (attendee_id) REFERENCES attendees(id),
	FOREIGN KEY (registration_id) REFERENCES registrations(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((num_nonnulls(registration_id, attendee_id) = 1)),
	CHECK (((revoked_at IS NULL) = (revoked_why IS NULL))),
	CHECK (((nth >= 0) AND (nth <= 5)))
);
CREATE INDEX tickets_attendee ON public.tickets USING btree (attendee_id) WHERE (attendee_id IS NOT NULL);
CREATE INDEX tickets_session ON public.tickets USING btree (session_id);
CREATE UNIQUE INDEX tickets_of_attendee ON public.tickets USING btree (session_id, attendee_id) WHERE ((revoked_at IS NULL) AND (attendee_id IS NOT NULL));
CREATE UNIQUE INDEX tickets_one ON public.tickets USING btree (registration_id, nth) WHERE (revoked_at IS NULL);
grant insert, select, update on tickets to madang_web;
create policy apart on tickets using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table ties (
	id bigint not null generated always as identity,
	call_id uuid not null,
	reviewer_id uuid not null,
	kind text not null,
	who text not null,
	key text not null,
	since date,
	said_at timestamp with time zone not null,
	said_by uuid,
	UNIQUE (call_id, reviewer_id, kind, key),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id),
	FOREIGN KEY (reviewer_id) REFERENCES people(id),
	FOREIGN KEY (said_by) REFERENCES people(id),
	CHECK ((kind = ANY (ARRAY['family'::text, 'work'::text])))
);
CREATE INDEX ties_reviewer ON public.ties USING btree (reviewer_id);
grant delete, insert, select, update on ties to madang_web;
create policy apart on ties using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));

create table token_answers (
	token_id uuid not null,
	key text not null,
	asked_hash bytea not null,
	status integer not null,
	body text not null,
	answered_at timestamp with time zone not null,
	PRIMARY KEY (token_id, key),
	FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE
);
CREATE INDEX token_answers_old ON public.token_answers USING btree (answered_at);
grant delete, insert, select, update on token_answers to madang_web;
create policy apart on token_answers using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM tokens WHERE (tokens.id = token_answers.token_id)))));

create table token_sights (
	token_id uuid not null,
	path_hash bytea not null,
	body_hash bytea not null,
	since timestamp with time zone not null,
	seen_at timestamp with time zone not null,
	PRIMARY KEY (token_id, path_hash),
	FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE
);
CREATE INDEX token_sights_old ON public.token_sights USING btree (seen_at);
grant delete, insert, select, update on token_sights to madang_web;
create policy apart on token_sights using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM tokens WHERE (tokens.id = token_sights.token_id)))));

create table token_uses (
	token_id uuid not null,
	used_at timestamp with time zone not null,
	minute timestamp with time zone not null,
	count integer not null,
	PRIMARY KEY (token_id),
	FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE
);
grant insert, select, update on token_uses to madang_web;
create policy apart on token_uses using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM tokens WHERE (tokens.id = token_uses.token_id)))));

create table tokens (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	person_id uuid not null,
	name text not null,
	hash bytea not null,
	rights text[] not null,
	made_at timestamp with time zone not null,
	expires_at timestamp with time zone not null,
	revoked_at timestamp with time zone,
	revoked_by uuid,
	UNIQUE (hash),
	PRIMARY KEY (id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (revoked_by) REFERENCES people(id),
	CHECK ((expires_at > made_at)),
	CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
	CHECK ((cardinality(rights) > 0))
);
CREATE INDEX tokens_of_host ON public.tokens USING btree (host_id, made_at DESC);
CREATE INDEX tokens_of_person ON public.tokens USING btree (person_id);
grant delete, insert, select, update on tokens to madang_web;
create policy apart on tokens using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table totps (
	person_id uuid not null,
	secret bytea not null,
	offered_at timestamp with time zone not null,
	sign_in_id uuid,
	added_at timestamp with time zone,
	last_step bigint not null default 0,
	PRIMARY KEY (person_id),
	FOREIGN KEY (person_id) REFERENCES people(id),
	FOREIGN KEY (sign_in_id) REFERENCES sign_ins(id) ON DELETE CASCADE
);
grant delete, insert, select, update on totps to madang_web;

create table tours (
	id uuid not null default gen_random_uuid(),
	slug text not null,
	title jsonb not null,
	about jsonb not null,
	guest_name jsonb not null,
	guest_title jsonb not null,
	guest_organisation jsonb not null,
	made_at timestamp with time zone not null,
	UNIQUE (slug),
	PRIMARY KEY (id)
);
grant insert, select, update on tours to madang_web;

create table tracks (
	id uuid not null default gen_random_uuid(),
	call_id uuid not null,
	key text not null,
	name jsonb not null,
	places integer not null,
	position integer not null,
	closes_at timestamp with time zone,
	by_code boolean not null default false,
	UNIQUE (call_id, key),
	PRIMARY KEY (id),
	FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE,
	CHECK (isfinite(closes_at)),
	CHECK ((places > 0))
);
CREATE TRIGGER tracks_revise AFTER INSERT OR DELETE OR UPDATE ON public.tracks FOR EACH ROW EXECUTE FUNCTION revise_call();
grant delete, insert, select, update on tracks to madang_web;
create policy apart on tracks using ((( SELECT scope_is_all() AS scope_is_all) OR (call_id = ANY (( SELECT scope_calls() AS scope_calls)::uuid[]))));
create policy public on tracks for select using ((EXISTS ( SELECT FROM calls WHERE (calls.id = tracks.call_id))));

create table transcript_facts (
	id bigint not null generated always as identity,
	session_id uuid not null,
	fact text not null,
	at timestamp with time zone not null,
	by_id uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (by_id) REFERENCES people(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	CHECK ((fact = ANY (ARRAY['published'::text, 'taken-back'::text])))
);
CREATE INDEX transcript_facts_session ON public.transcript_facts USING btree (session_id, id DESC);
CREATE TRIGGER transcript_facts_kept BEFORE DELETE OR UPDATE ON public.transcript_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
grant insert, select on transcript_facts to madang_web;
create policy apart on transcript_facts using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table unblindings (
	application_id uuid not null,
	reason text not null,
	unblinded_at timestamp with time zone not null,
	unblinded_by uuid not null,
	PRIMARY KEY (application_id),
	FOREIGN KEY (application_id) REFERENCES applications(id),
	FOREIGN KEY (unblinded_by) REFERENCES people(id)
);
CREATE TRIGGER unblindings_kept BEFORE DELETE OR UPDATE ON public.unblindings FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_reason();
grant insert, select on unblindings to madang_web;
create policy apart on unblindings using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM applications WHERE (applications.id = unblindings.application_id)))));

create table utterance_edits (
	id bigint not null generated always as identity,
	utterance_id uuid not null,
	text text not null,
	translation text not null,
	edited_at timestamp with time zone not null,
	edited_by uuid not null,
	PRIMARY KEY (id),
	FOREIGN KEY (edited_by) REFERENCES people(id),
	FOREIGN KEY (utterance_id) REFERENCES utterances(id)
);
CREATE INDEX utterance_edits_utterance ON public.utterance_edits USING btree (utterance_id, id);
grant insert, select, update on utterance_edits to madang_web;
create policy apart on utterance_edits using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM utterances WHERE (utterances.id = utterance_edits.utterance_id)))));

create table utterances (
	id uuid not null default gen_random_uuid(),
	session_id uuid not null,
	segment_id uuid,
	speaker_id uuid,
	speaker_name text not null default ''::text,
	starts_ms integer not null,
	ends_ms integer,
	locale text not null,
	text text not null,
	translation text not null default ''::text,
	removed_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (segment_id) REFERENCES segments(id),
	FOREIGN KEY (session_id) REFERENCES sessions(id),
	FOREIGN KEY (speaker_id) REFERENCES speakers(id),
	CHECK ((ends_ms > starts_ms)),
	CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text]))),
	CHECK ((starts_ms >= 0)),
	CHECK ((text <> ''::text))
);
CREATE INDEX utterances_session ON public.utterances USING btree (session_id, starts_ms);
grant insert, select, update on utterances to madang_web;
create policy apart on utterances using ((( SELECT scope_is_all() AS scope_is_all) OR (session_id = ANY (( SELECT scope_sessions() AS scope_sessions)::uuid[]))));

create table webhook_messages (
	id uuid not null default gen_random_uuid(),
	webhook_id uuid not null,
	seq bigint not null,
	body text not null,
	made_at timestamp with time zone not null,
	tries integer not null default 0,
	next_at timestamp with time zone,
	sent_at timestamp with time zone,
	UNIQUE (webhook_id, seq),
	PRIMARY KEY (id),
	FOREIGN KEY (webhook_id) REFERENCES webhooks(id)
);
CREATE INDEX webhook_messages_due ON public.webhook_messages USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX webhook_messages_log ON public.webhook_messages USING btree (webhook_id, seq DESC);
grant delete, insert, select, update on webhook_messages to madang_web;
create policy apart on webhook_messages using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM webhooks WHERE (webhooks.id = webhook_messages.webhook_id)))));

create table webhook_secrets (
	id bigint not null generated always as identity,
	webhook_id uuid not null,
	secret text not null,
	made_at timestamp with time zone not null,
	ends_at timestamp with time zone,
	PRIMARY KEY (id),
	FOREIGN KEY (webhook_id) REFERENCES webhooks(id)
);
CREATE INDEX webhook_secrets_of ON public.webhook_secrets USING btree (webhook_id, id DESC);
grant insert, select, update on webhook_secrets to madang_web;
create policy apart on webhook_secrets using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM webhooks WHERE (webhooks.id = webhook_secrets.webhook_id)))));

create table webhook_tries (
	id bigint not null generated always as identity,
	message_id uuid not null,
	tried_at timestamp with time zone not null,
	status integer,
	fault text,
	ms integer not null,
	PRIMARY KEY (id),
	FOREIGN KEY (message_id) REFERENCES webhook_messages(id) ON DELETE CASCADE
);
CREATE INDEX webhook_tries_of ON public.webhook_tries USING btree (message_id, id DESC);
CREATE INDEX webhook_tries_old ON public.webhook_tries USING btree (tried_at);
grant insert, select, update on webhook_tries to madang_web;
create policy apart on webhook_tries using ((( SELECT scope_is_all() AS scope_is_all) OR (EXISTS ( SELECT FROM webhook_messages WHERE (webhook_messages.id = webhook_tries.message_id)))));

create table webhooks (
	id uuid not null default gen_random_uuid(),
	host_id uuid not null,
	url text not null,
	kinds text[] not null,
	read_to bigint not null,
	made_at timestamp with time zone not null,
	made_by uuid not null,
	ended_at timestamp with time zone,
	ended_by uuid,
	ended_why text,
	PRIMARY KEY (id),
	FOREIGN KEY (ended_by) REFERENCES people(id),
	FOREIGN KEY (host_id) REFERENCES hosts(id),
	FOREIGN KEY (made_by) REFERENCES people(id),
	CHECK (((ended_at IS NULL) = (ended_why IS NULL))),
	CHECK ((ended_why = ANY (ARRAY['by-hand'::text, 'gone'::text]))),
	CHECK ((cardinality(kinds) > 0))
);
CREATE INDEX webhooks_of_host ON public.webhooks USING btree (host_id, made_at DESC);
grant insert, select, update on webhooks to madang_web;
create policy apart on webhooks using ((( SELECT scope_is_all() AS scope_is_all) OR (host_id = ANY (( SELECT scope_hosts() AS scope_hosts)::uuid[]))));

create table witnesses (
	id uuid not null default gen_random_uuid(),
	draw_id uuid not null,
	position integer not null,
	name text not null,
	email text not null,
	token_hash bytea not null,
	commitment text,
	committed_at timestamp with time zone,
	reveal text,
	revealed_at timestamp with time zone,
	revealed_wall bigint,
	UNIQUE (draw_id, name),
	UNIQUE (draw_id, "position"),
	UNIQUE (token_hash),
	PRIMARY KEY (id),
	FOREIGN KEY (draw_id) REFERENCES draws(id)
);
grant delete, insert, select, update on witnesses to madang_web;
create policy apart on witnesses using ((( SELECT scope_is_all() AS scope_is_all) OR (draw_id = ANY (( SELECT scope_draws() AS scope_draws)::uuid[]))));

CREATE OR REPLACE FUNCTION public.broken_line_after(after bigint, known bytea, most integer)
 RETURNS TABLE(broken bigint, upto bigint, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	with line as (
		select (one).seq, (one).hash, coalesce(lag((one).hash) over (order by (one).seq), known) as before,
			convert_to(journal_text(one), 'UTF8') as text, after + row_number() over (order by (one).seq) as place
		from (select journal as one from journal where seq > after order by seq limit most) as few
	)
	select
		case
			when after > 0 and not exists (select from journal where seq = after and journal.hash = known) then after
			else min(seq) filter (where line.hash <> sha256(before || text) or seq <> place)
		end,
		coalesce(max(seq), after),
		coalesce((array_agg(line.hash order by seq desc))[1], known)
	from line
$function$;

CREATE OR REPLACE FUNCTION public.count_reads()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
	insert into read_sums as kept (host_id, month, call_id, person_id, reads, exports, applications)
	select host_id, date_trunc('month', read_at at time zone 'UTC'), call_id, person_id, count(*),
		count(*) filter (where what = 'export'), sum(cardinality(application_ids))
	from come group by 1, 2, 3, 4 order by 1, 2, 3, 4
	on conflict (host_id, month, call_id, person_id) do update set reads = kept.reads + excluded.reads,
		exports = kept.exports + excluded.exports, applications = kept.applications + excluded.applications;
	return null;
end $function$;

CREATE OR REPLACE FUNCTION public.discount_reads()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
	with dropped as (
		select host_id, date_trunc('month', read_at at time zone 'UTC')::date as month, call_id, person_id, count(*) as reads,
			count(*) filter (where what = 'export') as exports, sum(cardinality(application_ids)) as applications
		from gone group by 1, 2, 3, 4
	)
	update read_sums as kept set reads = kept.reads - dropped.reads, exports = kept.exports - dropped.exports,
		applications = kept.applications - dropped.applications
	from dropped where (kept.host_id, kept.month, kept.call_id, kept.person_id) =
		(dropped.host_id, dropped.month, dropped.call_id, dropped.person_id);
	delete from read_sums where reads = 0;
	return null;
end $function$;

CREATE OR REPLACE FUNCTION public.first_broken_line()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select min(seq) from (
		select seq from (
			select seq, hash,
				coalesce(lag(hash) over (order by seq), sha256('madang/journal/v1')) as before,
				convert_to(journal_text(journal), 'UTF8') as text,
				row_number() over (order by seq) as place
			from journal
		) line
		where hash <> sha256(before || text) or seq <> place
		union all
		select head.seq from journal_head head
		where head.seq <> (select count(*) from journal)
	) broken
$function$;

CREATE OR REPLACE FUNCTION public.journal_text(line journal)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
	select concat_ws(chr(31),
		line.seq, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		coalesce(line.by_id::text, ''), coalesce(line.call_id::text, ''), line.verb, line.about, line.detail::text)
$function$;

CREATE OR REPLACE FUNCTION public.keep_apart(named regclass, inside text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$ begin
	execute format('alter table %s enable row level security', named);
	execute format('create policy apart on %s using ((select scope_is_all()) or (%s)) with check ((select scope_is_all()) or (%2$s))',
		named, inside);
end $function$;

CREATE OR REPLACE FUNCTION public.keep_by(named regclass, by_column text, kind text)
 RETURNS void
 LANGUAGE sql
AS $function$
	select keep_apart(named, format('%I = any ((select scope_%s())::uuid[])', by_column, kind))
$function$;

CREATE OR REPLACE FUNCTION public.keep_edition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'UPDATE' and old.recalled_at is null
		and (new.stop_id, new.edition, new.number, new.public_from, new.published_at, new.published_by)
			= (old.stop_id, old.edition, old.number, old.public_from, old.published_at, old.published_by)
		and new.reason is not distinct from old.reason then
		return new;
	end if;
	raise exception 'an edition of a record is kept as it was published';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_with(named regclass, by_column text, parent regclass, key text DEFAULT 'id'::text)
 RETURNS void
 LANGUAGE sql
AS $function$
	select keep_apart(named, format('exists (select from %s where %1$s.%I = %s.%I)', parent, key, named, by_column))
$function$;

CREATE OR REPLACE FUNCTION public.link_journal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare head journal_head; before journal;
begin
	select * into head from journal_head for update;
	select * into before from journal where seq > head.seq order by seq desc limit 1;
	new.seq := coalesce(before.seq, head.seq) + 1;
	new.at := date_trunc('milliseconds', new.at);
	new.hash := sha256(coalesce(before.hash, head.hash) || convert_to(journal_text(new), 'UTF8'));
	return new;
end $function$;

CREATE OR REPLACE FUNCTION public.move_journal_head()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
	update journal_head set seq = line.seq, hash = line.hash
	from (select seq, hash from journal order by seq desc limit 1) line
	where line.seq > journal_head.seq;
	return null;
end $function$;

CREATE OR REPLACE FUNCTION public.number_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	new.revision := nextval('call_revisions');
	return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.proposals_saying(sought tsquery)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select application_id from proposals join applications on applications.id = application_id
	where words @@ sought and (scope_is_all() or call_id = any (scope_calls()))
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change_but_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare erased receipts;
begin
	if tg_op = 'UPDATE' and old.erased_by is null and new.erased_by is not null then
		erased := old;
		erased.answers := '{}';
		erased.content_hash := '';
		erased.salt := '';
		erased.body := '';
		erased.signature := '';
		erased.erased_by := new.erased_by;
		if new is not distinct from erased then return new; end if;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change_but_of_erased()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'DELETE' and exists (select from receipts where id = old.receipt_id and erased_by is not null) then
		return old;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change_but_of_reason()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	if tg_op = 'UPDATE' and new.reason::text in ('[erased]', '{"en": "[erased]", "ko": "[erased]"}')
		and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason' then
		return new;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$;

CREATE OR REPLACE FUNCTION public.released_sessions()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(session_id), '{}') from open_sessions
$function$;

CREATE OR REPLACE FUNCTION public.revise_call()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform revise_calls(array[(case when tg_op = 'DELETE' then old else new end).call_id]);
	return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.revise_calls(ids uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	update calls set revision = 0 where id = any(ids) -- the trigger numbers it
$function$;

CREATE OR REPLACE FUNCTION public.revise_calls_at_stop()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform revise_calls(array(
		select id from calls where stop_id = new.id union select call_id from call_stops where stop_id = new.id));
	return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.revise_calls_by_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform revise_calls(array(select call_id from deadline_changes where id = new.change_id));
	return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.revise_calls_of_host()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
	perform revise_calls(array(select id from calls where host_id = new.id));
	return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.scope_calls()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(id), '{}') from calls where host_id = any (scope_hosts())
$function$;

CREATE OR REPLACE FUNCTION public.scope_draws()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(id), '{}') from draws where call_id = any (scope_calls())
$function$;

CREATE OR REPLACE FUNCTION public.scope_hosts()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
	select coalesce(string_to_array(nullif(current_setting('madang.scope', true), 'all'), ',')::uuid[], '{}')
$function$;

CREATE OR REPLACE FUNCTION public.scope_is_all()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
	select coalesce(current_setting('madang.scope', true) = 'all', false)
$function$;

CREATE OR REPLACE FUNCTION public.scope_sessions()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(id), '{}') from sessions
	where stop_id = any (scope_stops()) or call_id = any (scope_calls())
$function$;

CREATE OR REPLACE FUNCTION public.scope_stops()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(id), '{}') from stops where host_id = any (scope_hosts())
$function$;

CREATE OR REPLACE FUNCTION public.scope_tours()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
	select coalesce(array_agg(distinct tour_id), '{}') from stops where host_id = any (scope_hosts())
$function$;

CREATE OR REPLACE FUNCTION public.show_to_all(named regclass, which text DEFAULT 'true'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$ begin
	execute format('create policy public on %s for select using (%s)', named, which);
end $function$;
