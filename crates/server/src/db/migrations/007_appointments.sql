-- Appointments. The same dialect as 001_core.sql.
--
-- What a counselling visit leaves here is little: an alias booking has no person, and nothing that could
-- lead to one; codes and keys are hashes; an envelope is ciphertext. `taken` of a slot counts its
-- holds, requests and bookings, and the database refuses one more than the capacity.

CREATE TABLE appointment_kinds (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    modes TEXT NOT NULL,
    private BIGINT NOT NULL CHECK (private IN (0, 1)),
    alias BIGINT NOT NULL CHECK (alias IN (0, 1)),
    approval BIGINT NOT NULL CHECK (approval IN (0, 1)),
    envelope BIGINT NOT NULL CHECK (envelope IN (0, 1)),
    cancel_minutes BIGINT NOT NULL CHECK (cancel_minutes >= 0),
    notice_minutes BIGINT NOT NULL CHECK (notice_minutes >= 0),
    ahead_days BIGINT NOT NULL CHECK (ahead_days > 0),
    late_minutes BIGINT,
    terms_zh TEXT NOT NULL,
    terms_en TEXT NOT NULL,
    -- What gives points when it was kept, by this indicator. What is private never does.
    indicator TEXT NOT NULL DEFAULT '' CHECK (private = 0 OR indicator = '')
);

-- kinds, refer_to: JSON arrays of ids.
CREATE TABLE appointment_centres (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    tier TEXT NOT NULL CHECK (tier IN ('city', 'district', 'street', 'community')),
    parent_id TEXT REFERENCES appointment_centres (id),
    refer_to TEXT NOT NULL,
    kinds TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    address_zh TEXT NOT NULL,
    address_en TEXT NOT NULL,
    hours_zh TEXT NOT NULL,
    hours_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    phone TEXT NOT NULL
);

-- topics, languages, kinds, centres: JSON arrays. key_modulus: base64url, as in a JWK.
CREATE TABLE appointment_providers (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    person_id TEXT UNIQUE REFERENCES people (id),
    kinds TEXT NOT NULL,
    centres TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL,
    topics_zh TEXT NOT NULL,
    topics_en TEXT NOT NULL,
    languages_zh TEXT NOT NULL,
    languages_en TEXT NOT NULL,
    qualification_zh TEXT NOT NULL,
    qualification_en TEXT NOT NULL,
    issuer_zh TEXT NOT NULL,
    issuer_en TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    key_id TEXT,
    key_modulus TEXT,
    CHECK ((key_id IS NULL) = (key_modulus IS NULL))
);

-- modes: JSON array. A closed time (open = 0) is not shown and not booked.
CREATE TABLE appointment_slots (
    id TEXT PRIMARY KEY,
    kind_id TEXT NOT NULL REFERENCES appointment_kinds (id),
    centre_id TEXT NOT NULL REFERENCES appointment_centres (id),
    provider_id TEXT REFERENCES appointment_providers (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    modes TEXT NOT NULL,
    capacity BIGINT NOT NULL CHECK (capacity > 0),
    taken BIGINT NOT NULL,
    open BIGINT NOT NULL CHECK (open IN (0, 1)),
    CHECK (taken >= 0 AND taken <= capacity),
    CHECK (ends_at > starts_at)
);
CREATE UNIQUE INDEX appointment_slots_once ON appointment_slots (provider_id, starts_at)
    WHERE open = 1;
CREATE INDEX appointment_slots_by_time ON appointment_slots (kind_id, starts_at, id);
CREATE INDEX appointment_slots_of_provider ON appointment_slots (provider_id, starts_at);

-- The keys of requests that made something. The first writes its row before it does anything else, so that
-- the same request at the same moment waits and finds what the first one made.
CREATE TABLE appointment_keys (
    key_hash TEXT PRIMARY KEY
);

-- Without a name: that is asked for when the offer is booked.
CREATE TABLE appointment_waiting (
    id TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL UNIQUE,
    kind_id TEXT NOT NULL REFERENCES appointment_kinds (id),
    centre_id TEXT REFERENCES appointment_centres (id),
    provider_id TEXT REFERENCES appointment_providers (id),
    mode TEXT,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'taken', 'lapsed', 'left')),
    created_at BIGINT NOT NULL
);
CREATE INDEX appointment_waiting_in_order ON appointment_waiting (state, created_at, id);

-- A hold of the waiting list is an offer.
CREATE TABLE appointment_holds (
    id TEXT PRIMARY KEY,
    slot_id TEXT NOT NULL REFERENCES appointment_slots (id),
    waiting_id TEXT UNIQUE REFERENCES appointment_waiting (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX appointment_holds_by_end ON appointment_holds (expires_at);
CREATE INDEX appointment_holds_of_slot ON appointment_holds (slot_id);

-- A booking is a person's, who has a name elsewhere, or has a name of its own and is nobody's.
CREATE TABLE appointment_bookings (
    id TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    body_hash TEXT NOT NULL,
    code_hash TEXT NOT NULL UNIQUE,
    slot_id TEXT NOT NULL REFERENCES appointment_slots (id),
    person_id TEXT REFERENCES people (id),
    name TEXT NOT NULL,
    phone TEXT,
    mode TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'booked', 'arrived', 'fulfilled', 'cancelled',
        'noshow', 'declined', 'lapsed')),
    sequence BIGINT NOT NULL,
    pending_until BIGINT,
    CHECK (person_id IS NULL OR name = ''),
    CHECK ((state = 'requested') = (pending_until IS NOT NULL))
);
CREATE INDEX appointment_bookings_of_slot ON appointment_bookings (slot_id);
CREATE INDEX appointment_bookings_of_person ON appointment_bookings (person_id);
CREATE INDEX appointment_bookings_pending ON appointment_bookings (pending_until);

CREATE TABLE appointment_changes (
    booking_id TEXT NOT NULL REFERENCES appointment_bookings (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    PRIMARY KEY (booking_id, number)
);

-- Only the provider's browser can open these.
CREATE TABLE appointment_envelopes (
    booking_id TEXT PRIMARY KEY REFERENCES appointment_bookings (id),
    key_id TEXT NOT NULL,
    wrapped_key TEXT NOT NULL,
    iv TEXT NOT NULL,
    ciphertext TEXT NOT NULL,
    shared_at BIGINT NOT NULL
);

CREATE TABLE appointment_calls (
    id TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    suits TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    call_by BIGINT NOT NULL
);

-- As guides.
CREATE TABLE appointment_readings (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    summary_zh TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    sections_zh TEXT NOT NULL,
    sections_en TEXT NOT NULL
);

-- content: the JSON of the contract in one language.
CREATE TABLE appointment_sheets (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id, language)
);

CREATE TABLE appointment_lines (
    position BIGINT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours_zh TEXT NOT NULL,
    hours_en TEXT NOT NULL,
    about_zh TEXT NOT NULL,
    about_en TEXT NOT NULL
);

-- One row: the calm sentences, JSON arrays, and who calls back; empty: nobody does.
CREATE TABLE appointment_words (
    id TEXT PRIMARY KEY,
    texts_zh TEXT NOT NULL,
    texts_en TEXT NOT NULL,
    calls_zh TEXT NOT NULL,
    calls_en TEXT NOT NULL
);

-- What makes the hashes of codes here different from those elsewhere.
CREATE TABLE appointment_salt (
    id BIGINT PRIMARY KEY,
    salt TEXT NOT NULL
);
