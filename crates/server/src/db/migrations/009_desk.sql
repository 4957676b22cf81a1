-- The audit is read by time, and by who did it; and what a worker opened last is looked up before it is noted
-- again. A household's file is an object of the audit: kind 'household', action 'file.open'.
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_of_person ON audit (person_id, at, id);

-- The lists of who does what (四张清单). A service outside of them cannot be published; edited grows with every
-- change at the desk, also one that is no change of the terms.
CREATE TABLE service_lists (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL
);
ALTER TABLE services ADD COLUMN list_id TEXT REFERENCES service_lists (id);
ALTER TABLE services ADD COLUMN edited BIGINT NOT NULL DEFAULT 1;
CREATE INDEX services_of_list ON services (list_id, position);
