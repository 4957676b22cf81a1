-- Projects, from the idea to the evaluation. The same dialect as 001_core.sql.
--
-- What must never happen is refused here and not only by the program: a proposal or a comment made
-- twice (UNIQUE client_ref), two evaluations of one household (the key of project_evaluations).
-- Texts of several paragraphs are JSON arrays. Rows of project_stages are history: the program only
-- adds to them.

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    summary_zh TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    place_zh TEXT NOT NULL,
    place_en TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('collecting', 'deliberating', 'voting', 'building',
        'evaluating', 'finished', 'declined')),
    cost_fen BIGINT CHECK (cost_fen >= 0),
    funding_zh TEXT NOT NULL DEFAULT '',
    funding_en TEXT NOT NULL DEFAULT '',
    -- Who proposed it, in words; person_id only where a resident did it here.
    proposer_zh TEXT NOT NULL,
    proposer_en TEXT NOT NULL,
    person_id TEXT REFERENCES people (id),
    client_ref TEXT,
    -- 0: waits for a worker's look, or was refused; only its proposer and workers see it.
    listed BIGINT NOT NULL CHECK (listed IN (0, 1)),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    risk TEXT NOT NULL DEFAULT '' CHECK (risk IN ('', 'low', 'medium', 'high')),
    assessment_zh TEXT NOT NULL DEFAULT '',
    assessment_en TEXT NOT NULL DEFAULT '',
    assessed_at BIGINT,
    UNIQUE (person_id, client_ref)
);
CREATE INDEX projects_in_order ON projects (listed, changed_at, id);

CREATE TABLE project_stages (
    project_id TEXT NOT NULL REFERENCES projects (id),
    position BIGINT NOT NULL,
    stage TEXT NOT NULL,
    at BIGINT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    PRIMARY KEY (project_id, position)
);
CREATE INDEX project_stages_by_time ON project_stages (at);

-- A milestone's pictures are those of `pictures` with its key.
CREATE TABLE project_milestones (
    project_id TEXT NOT NULL REFERENCES projects (id),
    key TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    done_on TEXT,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    PRIMARY KEY (project_id, key)
);

-- decisions: JSON in both languages.
CREATE TABLE project_meetings (
    project_id TEXT NOT NULL REFERENCES projects (id),
    key TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    place_zh TEXT NOT NULL,
    place_en TEXT NOT NULL,
    agenda_zh TEXT NOT NULL,
    agenda_en TEXT NOT NULL,
    minutes_zh TEXT NOT NULL,
    minutes_en TEXT NOT NULL,
    decisions_zh TEXT NOT NULL,
    decisions_en TEXT NOT NULL,
    PRIMARY KEY (project_id, key)
);

-- A picture is a drawing (SVG) of the neighbourhood's own, which belongs to no project, or a photo
-- that somebody uploaded for one, and which is public once that is listed.
CREATE TABLE pictures (
    id TEXT PRIMARY KEY,
    alt_zh TEXT NOT NULL,
    alt_en TEXT NOT NULL,
    drawing TEXT,
    upload_id TEXT REFERENCES uploads (id),
    project_id TEXT REFERENCES projects (id),
    CHECK ((drawing IS NULL) <> (upload_id IS NULL)),
    CHECK ((upload_id IS NULL) = (project_id IS NULL))
);

-- Where a picture is shown: of the project itself (milestone '') or of a milestone.
CREATE TABLE project_pictures (
    project_id TEXT NOT NULL REFERENCES projects (id),
    milestone TEXT NOT NULL,
    position BIGINT NOT NULL,
    picture_id TEXT NOT NULL REFERENCES pictures (id),
    PRIMARY KEY (project_id, milestone, position)
);

CREATE TABLE project_followers (
    project_id TEXT NOT NULL REFERENCES projects (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (project_id, person_id)
);
CREATE INDEX followed_projects ON project_followers (person_id);

CREATE TABLE project_evaluations (
    project_id TEXT NOT NULL REFERENCES projects (id),
    household_id TEXT NOT NULL REFERENCES households (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (project_id, household_id)
);

-- author: in words that do not name a household.
CREATE TABLE project_comments (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    side TEXT NOT NULL CHECK (side IN ('support', 'concern')),
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
CREATE INDEX comments_of_project ON project_comments (project_id, at, id);
CREATE INDEX comments_that_wait ON project_comments (state, side, at, id);
