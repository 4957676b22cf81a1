-- Kiosks (自助机): paired devices, and what waits for somebody's decision.

-- A device has a credential of its own, of which only the SHA-256 is kept. One that was unpaired stays,
-- so that unpairing it once more is no mistake.
CREATE TABLE kiosks (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    -- How the device checks the staff PIN by itself: PBKDF2 with SHA-256.
    pin_salt TEXT NOT NULL,
    pin_iterations BIGINT NOT NULL,
    pin_key TEXT NOT NULL,
    paired_at BIGINT NOT NULL,
    paired_by TEXT NOT NULL REFERENCES people (id),
    seen_at BIGINT NOT NULL,
    unpaired_at BIGINT
);

-- A screen that asks to become a kiosk. What it will be is filled in by the decision; the row goes when
-- the screen has taken it, or when its time is over.
CREATE TABLE kiosk_pairings (
    id TEXT PRIMARY KEY,
    device_hash TEXT NOT NULL UNIQUE,
    user_code TEXT NOT NULL UNIQUE,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    polled_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused')),
    name TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    pin_salt TEXT NOT NULL DEFAULT '',
    pin_iterations BIGINT NOT NULL DEFAULT 0,
    pin_key TEXT NOT NULL DEFAULT '',
    decided_by TEXT REFERENCES people (id),
    CHECK ((state = 'waiting') = (decided_by IS NULL))
);

-- A sign-in at a kiosk that waits for a phone: the latest of each device. One that was claimed stays for its
-- five minutes, so that a phone whose answer was lost can ask again.
CREATE TABLE kiosk_sign_ins (
    device_hash TEXT PRIMARY KEY,
    kiosk_id TEXT NOT NULL UNIQUE REFERENCES kiosks (id),
    token_hash TEXT NOT NULL UNIQUE,
    user_code TEXT NOT NULL UNIQUE,
    match_number TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    polled_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'claimed')),
    person_id TEXT REFERENCES people (id),
    CHECK ((state = 'waiting') = (person_id IS NULL))
);

-- Wrong codes that somebody typed on their phone, since the first of them.
CREATE TABLE hand_off_tries (
    person_id TEXT PRIMARY KEY REFERENCES people (id),
    tries BIGINT NOT NULL,
    since BIGINT NOT NULL
);

-- A session at a kiosk is good together with that device's credential only.
ALTER TABLE sessions ADD COLUMN kiosk_id TEXT REFERENCES kiosks (id);
CREATE INDEX sessions_at_kiosks ON sessions (kiosk_id);
