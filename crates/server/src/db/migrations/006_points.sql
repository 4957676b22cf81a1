-- Household points (积分). What is told about points is only ever added: the tables that
-- db::guards names refuse every UPDATE and DELETE. The others are work in progress and stock.
--
--   point_entries    the ledger. standing, spendable: by how much it moves the two accounts.
--   point_outcomes   what became of an entry, once: posted or voided. None yet: pending.
--   point_reviews    what a second worker said of an entry. Never the one who recorded it.
--   point_uses       from which lots an entry takes what it takes. Of a voided one: took.
--   point_corrections, point_appeals, point_appeal_decisions   once for an entry each.
--   point_pending    entries that wait: due_at NULL for a second worker, else until the notice or the
--                    hold ends. Who deletes the row settles the entry, and nobody else does.
--   point_lots       what a posted entry gave to spend, and what is left of it.
--
-- Days are TEXT YYYY-MM-DD, so that they sort; a period is the word of its first month, or the year.

CREATE TABLE point_rules (
    id TEXT PRIMARY KEY CHECK (id = 'points'),
    version BIGINT NOT NULL,
    -- JSON: bands [{code, name, from, hint}] from the lowest, sections [{heading, paragraphs}].
    bands_zh TEXT NOT NULL,
    bands_en TEXT NOT NULL,
    sections_zh TEXT NOT NULL,
    sections_en TEXT NOT NULL
);

CREATE TABLE point_indicators (
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('earn', 'penalty')),
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    standing BIGINT NOT NULL,
    spendable BIGINT NOT NULL CHECK (spendable >= 0),
    cap_times BIGINT CHECK (cap_times > 0),
    cap_per TEXT CHECK (cap_per IN ('day', 'month', 'period')),
    evidence_zh TEXT NOT NULL,
    evidence_en TEXT NOT NULL,
    basis_zh TEXT NOT NULL CHECK (basis_zh <> ''),
    basis_en TEXT NOT NULL,
    adopted_by_zh TEXT NOT NULL CHECK (adopted_by_zh <> ''),
    adopted_by_en TEXT NOT NULL,
    adopted_on TEXT NOT NULL,
    PRIMARY KEY (code, version),
    CHECK ((cap_times IS NULL) = (cap_per IS NULL)),
    -- Penalties take standing only: what was earned to spend stays.
    CHECK ((kind = 'earn' AND standing >= 0) OR (kind = 'penalty' AND standing < 0 AND spendable = 0))
);

CREATE TABLE point_entries (
    id TEXT PRIMARY KEY,
    household_id TEXT NOT NULL REFERENCES households (id),
    kind TEXT NOT NULL CHECK (kind IN ('earn', 'penalty', 'redeem', 'expire', 'reverse')),
    standing BIGINT NOT NULL,
    spendable BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    note_zh TEXT NOT NULL,
    note_en TEXT NOT NULL,
    indicator TEXT,
    indicator_version BIGINT,
    for_day TEXT NOT NULL,
    period TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- NULL: nobody, the system did.
    recorded_by TEXT REFERENCES people (id),
    second_worker BIGINT NOT NULL CHECK (second_worker IN (0, 1)),
    -- Until when it is announced or held; NULL: from the confirmation on, or not at all.
    notice_until BIGINT,
    reverses TEXT REFERENCES point_entries (id),
    UNIQUE (id, recorded_by),
    FOREIGN KEY (indicator, indicator_version) REFERENCES point_indicators (code, version),
    CHECK ((kind = 'reverse') = (reverses IS NOT NULL)),
    CHECK (kind NOT IN ('redeem', 'expire') OR (standing = 0 AND spendable < 0))
);
CREATE INDEX point_entries_of_household ON point_entries (household_id, for_day, recorded_at, id);
CREATE INDEX point_entries_in_order ON point_entries (recorded_at, id);

CREATE TABLE point_outcomes (
    entry_id TEXT PRIMARY KEY REFERENCES point_entries (id),
    state TEXT NOT NULL CHECK (state IN ('posted', 'voided')),
    at BIGINT NOT NULL,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL
);

CREATE TABLE point_reviews (
    entry_id TEXT PRIMARY KEY,
    recorded_by TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    decision TEXT NOT NULL CHECK (decision IN ('confirm', 'refuse')),
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    notice_until BIGINT,
    FOREIGN KEY (entry_id, recorded_by) REFERENCES point_entries (id, recorded_by),
    CHECK (person_id <> recorded_by)
);

CREATE TABLE point_corrections (
    entry_id TEXT PRIMARY KEY REFERENCES point_entries (id),
    by_entry TEXT NOT NULL UNIQUE REFERENCES point_entries (id)
);

CREATE TABLE point_appeals (
    id TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL UNIQUE REFERENCES point_entries (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE INDEX point_appeals_by_date ON point_appeals (due_at, id);

-- recorded_by: who recorded the entry, NULL for the system.
CREATE TABLE point_appeal_decisions (
    appeal_id TEXT PRIMARY KEY REFERENCES point_appeals (id),
    state TEXT NOT NULL CHECK (state IN ('upheld', 'rejected')),
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    recorded_by TEXT,
    CHECK (recorded_by IS NULL OR person_id <> recorded_by)
);

CREATE TABLE point_pending (
    entry_id TEXT PRIMARY KEY REFERENCES point_entries (id),
    due_at BIGINT,
    -- A reversal that waits keeps others from correcting the same entry.
    reverses TEXT UNIQUE REFERENCES point_entries (id)
);
CREATE INDEX point_pending_by_end ON point_pending (due_at);

CREATE TABLE point_lots (
    entry_id TEXT PRIMARY KEY REFERENCES point_entries (id),
    household_id TEXT NOT NULL REFERENCES households (id),
    earned_at BIGINT NOT NULL,
    points BIGINT NOT NULL CHECK (points > 0),
    remaining BIGINT NOT NULL CHECK (remaining >= 0 AND remaining <= points),
    -- The last day on which it can be spent.
    last_day TEXT NOT NULL
);
-- Lots that are used up stay for ever, and are never looked for.
CREATE INDEX point_lots_of_household ON point_lots (household_id, last_day) WHERE remaining > 0;
CREATE INDEX point_lots_by_end ON point_lots (last_day) WHERE remaining > 0;

CREATE TABLE point_uses (
    entry_id TEXT NOT NULL REFERENCES point_entries (id),
    lot_id TEXT NOT NULL REFERENCES point_lots (entry_id),
    points BIGINT NOT NULL CHECK (points > 0),
    PRIMARY KEY (entry_id, lot_id)
);

-- One row for a household, written first by whoever moves its points, so that they take turns.
CREATE TABLE point_accounts (
    household_id TEXT PRIMARY KEY REFERENCES households (id),
    turns BIGINT NOT NULL,
    board_name TEXT
);

CREATE TABLE point_records (
    person_id TEXT NOT NULL REFERENCES people (id),
    client_ref TEXT NOT NULL,
    -- JSON: the ids of the entries, in the order of the request.
    entries TEXT NOT NULL,
    PRIMARY KEY (person_id, client_ref)
);

-- What a ballot gave, once for a household.
CREATE TABLE point_feeds (
    source TEXT NOT NULL,
    household_id TEXT NOT NULL REFERENCES households (id),
    entry_id TEXT NOT NULL REFERENCES point_entries (id),
    PRIMARY KEY (source, household_id)
);

CREATE TABLE point_rewards (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    cost BIGINT NOT NULL CHECK (cost > 0),
    stock BIGINT NOT NULL CHECK (stock >= 0),
    per_period BIGINT CHECK (per_period > 0),
    place_zh TEXT NOT NULL,
    place_en TEXT NOT NULL,
    hours_zh TEXT NOT NULL,
    hours_en TEXT NOT NULL,
    until_day TEXT
);

CREATE TABLE point_redemptions (
    id TEXT PRIMARY KEY,
    household_id TEXT NOT NULL REFERENCES households (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    client_ref TEXT NOT NULL,
    reward_id TEXT NOT NULL REFERENCES point_rewards (id),
    entry_id TEXT NOT NULL UNIQUE REFERENCES point_entries (id),
    code TEXT NOT NULL UNIQUE,
    cost BIGINT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'done', 'cancelled', 'lapsed')),
    created_at BIGINT NOT NULL,
    pick_up_until BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (person_id, client_ref),
    CHECK ((state = 'held') = (ended_at IS NULL))
);
CREATE INDEX point_redemptions_of_household ON point_redemptions (household_id, created_at);
