-- The core: the neighbourhood, its people, sign-in, texts.
--
-- One dialect for SQLite and PostgreSQL: ids are TEXT, numbers, booleans (0, 1) and instants
-- (milliseconds since 1970 in UTC) are BIGINT, parameters are $1, JSON is TEXT. Every *_zh is
-- filled; an empty *_en means "show the Chinese". Statements end with a semicolon at the end of a
-- line, which is where the runner cuts the file.
--
-- What the importer of seed/neighbourhood.json fills (its codes become the ids):
--   community            one row, id 'community'
--   hotlines             community.hotlines, position from 0 in the order to show ("when" -> hours)
--   grids, buildings     position from 0
--   contacts             per building; kind in the words of the contract (police_officer -> police);
--                        building_id NULL: the centre's own, shown to visitors who are signed out
--   households           card_number 8 digits, pin_hash from account::secrets::hash(pin)
--   people, roles        residents get role 'resident', workers 'worker', the admin 'worker' and
--                        'admin'; grid_id of people is the grid that a worker looks after
--                        (NULL: the centre, all grids); relation of people is to the head of the household
--   acting_for           person_id may act for for_person_id, beyond the own household
--   demo_accounts        position from 0
--   announcements        body_zh, body_en: JSON arrays of paragraphs
--   guides               sections_zh, sections_en: JSON arrays of {heading, paragraphs}

CREATE TABLE community (
    id TEXT PRIMARY KEY CHECK (id = 'community'),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    district_zh TEXT NOT NULL,
    district_en TEXT NOT NULL,
    centre_name_zh TEXT NOT NULL,
    centre_name_en TEXT NOT NULL,
    centre_address_zh TEXT NOT NULL,
    centre_address_en TEXT NOT NULL,
    centre_hours_zh TEXT NOT NULL,
    centre_hours_en TEXT NOT NULL,
    centre_phone TEXT NOT NULL
);

CREATE TABLE hotlines (
    position BIGINT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours_zh TEXT NOT NULL,
    hours_en TEXT NOT NULL
);

CREATE TABLE grids (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE buildings (
    id TEXT PRIMARY KEY,
    grid_id TEXT NOT NULL REFERENCES grids (id),
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL
);

CREATE TABLE contacts (
    id TEXT PRIMARY KEY,
    building_id TEXT REFERENCES buildings (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    phone TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    area_zh TEXT NOT NULL,
    area_en TEXT NOT NULL
);
CREATE INDEX contacts_of_building ON contacts (building_id, position);

CREATE TABLE households (
    id TEXT PRIMARY KEY,
    building_id TEXT NOT NULL REFERENCES buildings (id),
    grid_id TEXT NOT NULL REFERENCES grids (id),
    address_zh TEXT NOT NULL,
    address_en TEXT NOT NULL,
    card_number TEXT UNIQUE,
    pin_hash TEXT,
    -- Wrong PINs since the last right one; at five the card waits until pin_locked_until.
    pin_tries BIGINT NOT NULL DEFAULT 0,
    pin_locked_until BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    household_id TEXT REFERENCES households (id),
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    phone TEXT UNIQUE,
    birth_year BIGINT,
    relation TEXT NOT NULL,
    grid_id TEXT REFERENCES grids (id)
);
CREATE INDEX people_of_household ON people (household_id, position);

CREATE TABLE roles (
    person_id TEXT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('resident', 'worker', 'counsellor', 'admin')),
    PRIMARY KEY (person_id, role)
);

CREATE TABLE acting_for (
    person_id TEXT NOT NULL REFERENCES people (id),
    for_person_id TEXT NOT NULL REFERENCES people (id),
    relation TEXT NOT NULL,
    PRIMARY KEY (person_id, for_person_id),
    CHECK (person_id <> for_person_id)
);

CREATE TABLE demo_accounts (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    position BIGINT NOT NULL,
    description_zh TEXT NOT NULL,
    description_en TEXT NOT NULL
);

CREATE TABLE announcements (
    id TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    body_zh TEXT NOT NULL,
    body_en TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    pinned BIGINT NOT NULL CHECK (pinned IN (0, 1))
);
CREATE INDEX announcements_in_order ON announcements (pinned DESC, published_at DESC, id DESC);

CREATE TABLE guides (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    summary_zh TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    sections_zh TEXT NOT NULL,
    sections_en TEXT NOT NULL
);

-- Only the SHA-256 of a session's token is kept: who reads the database cannot sign in with it.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    -- How long it may rest, in milliseconds, and when it ends at the latest.
    idle_ms BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- One row per number that asked for a code: the latest code, and how often it asked today.
CREATE TABLE phone_codes (
    phone TEXT PRIMARY KEY,
    -- Empty where the number belongs to nobody: the answer is the same, but no code works.
    code_hash TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- The community's day, counted from 1970-01-01.
    day BIGINT NOT NULL,
    asked_that_day BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    used BIGINT NOT NULL CHECK (used IN (0, 1))
);
CREATE INDEX phone_codes_by_age ON phone_codes (asked_at);

-- What a request with this key answered; written in the transaction that had the effect.
CREATE TABLE idempotency_keys (
    person_id TEXT NOT NULL REFERENCES people (id),
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- 0 until the outcome is known, which nobody outside the transaction ever sees.
    status BIGINT NOT NULL,
    -- The code of a problem, or empty.
    problem TEXT NOT NULL,
    body TEXT NOT NULL,
    location TEXT NOT NULL,
    etag TEXT NOT NULL,
    PRIMARY KEY (person_id, method, path, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
