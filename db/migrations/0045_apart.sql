-- The program serves as a role that owns nothing, and each host's rows are kept apart from the others' by the database,
-- under all that the program asks for itself. Migrations, backups and what is done by hand run as the owner, whom this
-- does not bind. A role belongs to the whole server: another database's migration may have made it.
do $$ begin
	if not exists (select from pg_roles where rolname = 'madang_web') then create role madang_web nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
	if not (select rolsuper from pg_roles where rolname = current_user)
		and not pg_has_role(current_user, 'madang_web', 'member') then
		execute format('grant madang_web to %I', current_user);
	end if;
end $$;

-- What may be done to a row at all. What has a trigger against being changed or deleted lacks the right to it too: facts
-- are added. A table made later has no rights until its migration gives them.
grant usage on schema public to madang_web;
do $$ declare made record; begin
	for made in
		select pg_class.oid::regclass as name, coalesce(bit_or(tgtype), 0) as kept
		from pg_class left join pg_trigger on tgrelid = pg_class.oid and tgfoid = 'refuse_change'::regproc
		where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('migrations', 'journal_head')
		group by 1
	loop
		execute format('grant select, insert on %s to madang_web', made.name);
		if made.kept & 16 = 0 then execute format('grant update on %s to madang_web', made.name); end if;
	end loop;
	for made in
		select oid::regclass as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
	loop
		execute format('grant select on %s to madang_web', made.name);
	end loop;
end $$;
grant select on migrations, journal_head to madang_web;
revoke update on receipt_files from madang_web;
-- A row is held (`for update`) by whoever may change a column of it; the trigger refuses the change.
grant update (id) on invitations to madang_web;
grant delete on
	assignments, assistant_drafts, assistant_takes, attachments, attendee_needs, availabilities, blind_files, call_stops,
	coapplicants, conflicts, criteria, delegates, fields, flag_words, followup_links, guardians, halls, interests,
	letter_templates, letters, lookalikes, masks, meeting_slots, memory_rules, news, organisations, passkey_challenges,
	passkeys, proposals, question_translations, question_votes, quotas, ratings, reads, receipt_files, record_mails,
	registration_links, reply_reasons, rounds, segments, session_speakers, sessions, short_numbers, sign_in_codes,
	sign_ins, speakers, survey_links, terms, ties, token_answers, token_sights, tokens, tracks, webhook_messages, witnesses
	to madang_web;

-- The chain is the database's own to continue: to add a line one need not see those of others.
alter function link_journal() security definer set search_path = public, pg_temp;
alter function move_journal_head() security definer set search_path = public, pg_temp;
create function first_broken_line() returns bigint language sql stable
	security definer set search_path = public, pg_temp as $$
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
$$;

-- Whose rows a connection may see: `madang.scope` names hosts by their ids, with commas between, or is 'all'. Without it,
-- none. What belongs to the hosts is looked up once a statement, past the policies: they ask it.
create function scope_is_all() returns boolean language sql stable as $$
	select coalesce(current_setting('madang.scope', true) = 'all', false)
$$;
create function scope_hosts() returns uuid[] language sql stable as $$
	select coalesce(string_to_array(nullif(current_setting('madang.scope', true), 'all'), ',')::uuid[], '{}')
$$;
create function scope_calls() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(id), '{}') from calls where host_id = any (scope_hosts())
$$;
create function scope_stops() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(id), '{}') from stops where host_id = any (scope_hosts())
$$;
create function scope_tours() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(distinct tour_id), '{}') from stops where host_id = any (scope_hosts())
$$;
-- A session is its stop's host's; in a call of another host it is that one's too.
create function scope_sessions() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(id), '{}') from sessions
	where stop_id = any (scope_stops()) or call_id = any (scope_calls())
$$;
create function scope_draws() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(id), '{}') from draws where call_id = any (scope_calls())
$$;
-- The sessions that everybody may know of at this moment: public, and in the newest release of their stop.
create function released_sessions() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
	select coalesce(array_agg(session_id), '{}') from open_sessions
$$;

-- Keeps the rows of a table apart: seen and left where `inside` holds. Others' policies may show some besides.
create function keep_apart(named regclass, inside text) returns void language plpgsql as $$ begin
	execute format('alter table %s enable row level security', named);
	execute format('create policy apart on %s using ((select scope_is_all()) or (%s)) with check ((select scope_is_all()) or (%2$s))',
		named, inside);
end $$;
-- The rows of a table by a column that names a host, or a call, stop, tour, session or draw of one.
create function keep_by(named regclass, by_column text, kind text) returns void language sql as $$
	select keep_apart(named, format('%I = any ((select scope_%s())::uuid[])', by_column, kind))
$$;
-- The rows of a table by the row of another one, kept apart itself, to which they belong.
create function keep_with(named regclass, by_column text, parent regclass, key text default 'id') returns void language sql as $$
	select keep_apart(named, format('exists (select from %s where %1$s.%I = %s.%I)', parent, key, named, by_column))
$$;
-- What everybody may read, where it is so by its nature.
create function show_to_all(named regclass, which text default 'true') returns void language plpgsql as $$ begin
	execute format('create policy public on %s for select using (%s)', named, which);
end $$;
revoke execute on function keep_apart(regclass, text), keep_by(regclass, text, text),
	keep_with(regclass, text, regclass, text), show_to_all(regclass, text) from public;

select keep_by('hosts', 'id', 'hosts');
select keep_by(named::regclass, 'host_id', 'hosts') from unnest(array[
	'assistant_drafts', 'assistant_switches', 'calls', 'flag_words', 'glossary_terms', 'read_alerts', 'read_checks', 'reads',
	'roles', 'tokens', 'webhooks']) named;
select keep_by(named::regclass, 'call_id', 'calls') from unnest(array[
	'announcements', 'application_counts', 'applications', 'assignment_rules', 'assignment_runs', 'attachments',
	'band_freezes', 'band_methods', 'call_stop_quotas', 'call_stops', 'criteria', 'deadline_changes', 'decision_changes',
	'draws', 'fields', 'file_policies', 'form_versions', 'imports', 'invitation_rules', 'invitations', 'invite_codes',
	'letter_templates', 'lookalike_searches', 'lookalikes', 'memory_rules', 'quotas', 'rating_imports', 'review_reminders',
	'reviewer_profiles', 'rounds', 'standings', 'submission_checkpoints', 'submission_log', 'terms', 'ties', 'tracks']) named;
select keep_by(named::regclass, 'stop_id', 'stops') from unnest(array[
	'accreditations', 'briefings', 'delays', 'halls', 'promises', 'quotes', 'record_editions', 'record_mails',
	'record_pictures', 'record_versions', 'records', 'releases', 'schedules', 'speakers', 'stays', 'stop_figures',
	'surveys']) named;
select keep_by(named::regclass, 'session_id', 'sessions') from unnest(array[
	'askers', 'certificates', 'check_ins', 'doors', 'place_kinds', 'questions', 'queue_places', 'queues', 'recordings',
	'registers', 'registrations', 'segments', 'session_links', 'session_speakers', 'tickets', 'transcript_facts',
	'utterances']) named;
select keep_by(named::regclass, 'draw_id', 'draws') from unnest(array[
	'draw_outcomes', 'draw_results', 'lots', 'seals', 'witnesses']) named;
select keep_by('delegates', 'tour_id', 'tours');
select keep_with(named::regclass, 'application_id', 'applications') from unnest(array[
	'assignments', 'blind_checks', 'blind_files', 'coapplicants', 'conflicts', 'decision_change_items', 'feedback',
	'followups', 'interests', 'masks', 'proposals', 'ratings', 'receipts', 'remark_reads', 'remarks', 'review_revisions',
	'reviews', 'screenings', 'short_numbers']) named;
select keep_with(named::regclass, 'application_id', 'followups', 'application_id') from unnest(array[
	'contact_consents', 'contact_releases', 'followup_links', 'followup_steps', 'meetings', 'offers']) named;
select keep_with(named::regclass, 'invitation_id', 'invitations') from unnest(array[
	'attendees', 'invitation_letters', 'invitation_links', 'invitation_reminders', 'lapses', 'replies',
	'reply_extensions']) named;
select keep_with(named::regclass, 'receipt_id', 'receipts') from unnest(array[
	'consent_withdrawals', 'consents', 'guardians', 'import_entries', 'receipt_files']) named;
select keep_with(named::regclass, 'registration_id', 'registrations') from unnest(array[
	'registration_letters', 'registration_links', 'registration_steps']) named;
select keep_with(named::regclass, 'question_id', 'questions') from unnest(array[
	'question_acts', 'question_translations', 'question_votes']) named;
select keep_with(named::regclass, 'speaker_id', 'speakers') from unnest(array[
	'availabilities', 'quote_links', 'speaker_consents']) named;
select keep_with(named::regclass, 'token_id', 'tokens') from unnest(array[
	'token_answers', 'token_sights', 'token_uses']) named;
select keep_with(named::regclass, by_column, parent::regclass, key) from (values
	('accreditation_decisions', 'accreditation_id', 'accreditations', 'id'),
	('assistant_takes', 'draft_id', 'assistant_drafts', 'id'),
	('attendee_needs', 'attendee_id', 'attendees', 'id'),
	('briefing_files', 'briefing_id', 'briefings', 'id'),
	('deadline_answers', 'change_id', 'deadline_changes', 'id'),
	('decision_answers', 'change_id', 'decision_changes', 'id'),
	('delay_shifts', 'delay_id', 'delays', 'id'),
	('door_devices', 'door_id', 'doors', 'id'),
	('floors', 'segment_id', 'segments', 'id'),
	('followup_reminders', 'step_id', 'followup_steps', 'id'),
	('invite_code_uses', 'code_id', 'invite_codes', 'id'),
	('lookalike_decisions', 'lookalike_id', 'lookalikes', 'id'),
	('meeting_slots', 'meeting_id', 'meetings', 'id'),
	('place_draws', 'place_kind_id', 'place_kinds', 'id'),
	('place_lots', 'registration_id', 'registrations', 'id'),
	('promise_reminders', 'promise_id', 'promises', 'id'),
	('promise_updates', 'promise_id', 'promises', 'id'),
	('quote_answers', 'quote_id', 'quotes', 'id'),
	('quote_versions', 'quote_id', 'quotes', 'id'),
	('recording_consents', 'attendee_id', 'attendees', 'id'),
	('remark_mentions', 'remark_id', 'remarks', 'id'),
	('reply_reasons', 'reply_id', 'replies', 'id'),
	('scans', 'attachment_id', 'attachments', 'id'),
	('screening_tellings', 'screening_id', 'screenings', 'id'),
	('segment_marks', 'segment_id', 'segments', 'id'),
	('survey_answers', 'survey_id', 'surveys', 'id'),
	('survey_links', 'survey_id', 'surveys', 'id'),
	('utterance_edits', 'utterance_id', 'utterances', 'id'),
	('webhook_messages', 'webhook_id', 'webhooks', 'id'),
	('webhook_secrets', 'webhook_id', 'webhooks', 'id'),
	('webhook_tries', 'message_id', 'webhook_messages', 'id')) rows (named, by_column, parent, key);

-- A stop is also its tour's: who takes part in a tour puts its stops into their order.
select keep_apart('stops', 'host_id = any ((select scope_hosts())::uuid[]) or tour_id = any ((select scope_tours())::uuid[])');
select keep_apart('sessions',
	'stop_id = any ((select scope_stops())::uuid[]) or call_id = any ((select scope_calls())::uuid[])');
-- These lie behind what everybody may read, and are none of it.
select keep_apart('bands', 'exists (select from tracks where tracks.id = bands.track_id
	and tracks.call_id = any ((select scope_calls())::uuid[]))');
select keep_apart(named::regclass, format('exists (select from delegates where delegates.id = %I.delegate_id
	and delegates.tour_id = any ((select scope_tours())::uuid[]))', named))
	from unnest(array['delegate_details', 'delegate_topics']) named;
select keep_apart(named::regclass, format('exists (select from releases where releases.id = %I.release_id
	and releases.stop_id = any ((select scope_stops())::uuid[]))', named))
	from unnest(array['release_changes', 'release_sessions']) named;
-- What was destroyed: of a host's, or of a person, which is of no host and is found by its number alone.
select keep_apart('erasures', 'num_nonnulls(call_id, stop_id, session_id) = 0
	or call_id = any ((select scope_calls())::uuid[])
	or stop_id = any ((select scope_stops())::uuid[])
	or session_id = any ((select scope_sessions())::uuid[])');
-- A line of no call is written by anybody and read by none that serves a host.
select keep_apart('journal', 'call_id = any ((select scope_calls())::uuid[])');
create policy of_no_call on journal for insert with check (call_id is null);
-- A letter goes out to anybody; it is read again by the host whose invitation or registration it is of.
select keep_apart('letters', 'exists (select from invitation_letters where letter_id = letters.id)
	or exists (select from registration_letters where letter_id = letters.id)');
create policy to_anybody on letters for insert with check (true);

-- All that is shown without a host being asked for: the front page, a tour, the lists and feeds.
select show_to_all(named::regclass) from unnest(array[
	'call_stops', 'delegates', 'draw_results', 'draws', 'glossary_terms', 'hosts', 'record_editions', 'releases', 'seals',
	'stops']) named;
select show_to_all('calls', 'published_at is not null');
select show_to_all('tracks', 'exists (select from calls where calls.id = tracks.call_id)');
select show_to_all('record_versions', 'exists (select from record_editions
	where record_editions.stop_id = record_versions.stop_id and record_editions.number = record_versions.number)');
select show_to_all('sessions', 'id = any ((select released_sessions())::uuid[])');
select show_to_all('registers', 'session_id = any ((select released_sessions())::uuid[])');

-- A view asks as whoever asks it; but what was told of sessions, and which are open, is the public's and asks for itself.
alter view accredited set (security_invoker = true);
alter view bands_in_force set (security_invoker = true);
alter view briefing_readers set (security_invoker = true);
alter view quote_states set (security_invoker = true);
alter view session_beginnings set (security_invoker = true);
alter view showable_sessions set (security_invoker = true);
alter view tour_luck set (security_invoker = true);
