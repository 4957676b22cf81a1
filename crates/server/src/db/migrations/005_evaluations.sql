-- What a household says with its evaluation is a comment of a third column, so that a worker looks at it before
-- others read it, as at every other comment. The same dialect as 001_core.sql.

CREATE TABLE comments_in_three_columns (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    side TEXT NOT NULL CHECK (side IN ('support', 'concern', 'evaluation')),
    person_id TEXT NOT NULL REFERENCES people (id),
    client_ref TEXT NOT NULL,
    author_zh TEXT NOT NULL,
    author_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'published', 'refused')),
    reason TEXT NOT NULL DEFAULT '',
    answer_zh TEXT NOT NULL DEFAULT '',
    answer_en TEXT NOT NULL DEFAULT '',
    answered_by_zh TEXT NOT NULL DEFAULT '',
    answered_by_en TEXT NOT NULL DEFAULT '',
    answered_at BIGINT,
    UNIQUE (person_id, client_ref)
);
INSERT INTO comments_in_three_columns
    SELECT id, project_id, side, person_id, client_ref, author_zh, author_en, text_zh, text_en, at, state,
        reason, answer_zh, answer_en, answered_by_zh, answered_by_en, answered_at
    FROM project_comments;
DROP TABLE project_comments;
ALTER TABLE comments_in_three_columns RENAME TO project_comments;
CREATE INDEX comments_of_project ON project_comments (project_id, at, id);
CREATE INDEX comments_that_wait ON project_comments (state, side, at, id);

-- What the household said, if anything.
ALTER TABLE project_evaluations ADD COLUMN comment_id TEXT;
INSERT INTO project_comments
    (id, project_id, side, person_id, client_ref, author_zh, author_en, text_zh, text_en, at, state)
    SELECT e.project_id || e.household_id, e.project_id, 'evaluation', e.person_id, e.project_id || e.household_id,
        b.name_zh || '邻居', 'A neighbour of ' || b.name_en, e.text, '', e.at, 'waiting'
    FROM project_evaluations e JOIN households h ON h.id = e.household_id
        JOIN buildings b ON b.id = h.building_id
    WHERE e.text <> '';
UPDATE project_evaluations SET comment_id = project_id || household_id WHERE text <> '';
ALTER TABLE project_evaluations DROP COLUMN text;
