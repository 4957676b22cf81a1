-- The audit is read by time, and by who did it; and what a worker opened last is looked up before it is noted
-- again. A household's file is an object of the audit: kind 'household', action 'file.open'.
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_of_person ON audit (person_id, at, id);
