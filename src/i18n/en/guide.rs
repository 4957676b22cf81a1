use crate::i18n::messages::Guide;

pub(in crate::i18n) static GUIDE: Guide = Guide {
    announcements: "Announcements",
    announcement: "Announcement",
    announcements_none: "No announcements yet",
    announcements_none_text: "Water and power cuts and activities will be written here.",
    pinned: "Pinned",
    published: |day, community| {
        if community.is_empty() {
            day.to_owned()
        } else {
            format!("{day} · {community}")
        }
    },
    guides: "Guide",
    guides_lead: "New here, papers to get, benefits to claim: begin here.",
    guide: "Guide page",
    guides_none: "No guide pages yet",
    guides_none_text: "Call the service centre to ask how something is done.",
    contacts: "Phone numbers",
    contacts_lead: "Who looks after your building, and whom to call when it matters. Tap to call.",
    contacts_lead_out: "Sign in to see who looks after your building. Tap a number to call.",
    emergency: "In an emergency",
    others: "Community and government",
    grid_worker: "grid worker",
    police: "community police",
    doctor: "family doctor",
    lawyer: "legal adviser",
    always: &[("Ambulance", "120"), ("Fire", "119"), ("Police", "110")],
};
