use crate::i18n::messages::Poster;

pub(in crate::i18n) static POSTER: Poster = Poster {
    title: "QR code and poster",
    lead: "Let neighbours scan it, or save it as a picture, print it and hang it up.",
    code: |name| format!("QR code that opens “{name}”"),
    scan: "Scan to open",
    save: "Save as a poster",
};
