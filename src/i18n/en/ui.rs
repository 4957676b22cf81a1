use crate::i18n::messages::Ui;

pub(in crate::i18n) static UI: Ui = Ui {
    product: "Linli",
    skip_to_content: "Skip to content",
    tab_home: "Home",
    tab_services: "Services",
    tab_projects: "Decide",
    tab_points: "Points",
    tab_care: "Talk",
    tab_me: "Me",
    tab_desk: "Desk",
    tab_provider: "Desk",
    navigation: "Main sections",
    elder_on: "Larger",
    elder_off: "Standard",
    other_language: "中文",
    other_language_label: "切换到中文",
    sign_in: "Sign in",
    back: "Back",
    loading: "Opening…",
    retry: "Try again",
    go_home: "Go to home",
    call: |name| format!("Call {name}"),
    as_of: |when| format!("As of {when}"),
    refreshing: "Updating…",
    offline: "There is no network now. You can read on, and what you filled in is kept.",
    waiting: |n| {
        if n == 1 {
            "1 item waits on this phone for the network.".to_owned()
        } else {
            format!("{n} items wait on this phone for the network.")
        }
    },
    waiting_look: "Show",
    waiting_needs_sign_in: "Sign in again to send it",
    sending: "Sending…",
    required: "required",
    optional: "optional",
    error_summary: "Almost there, please look here",
    named: |field, sentence| format!("{field}: {sentence}"),
    characters_left: |n| {
        if n == 1 {
            "1 character left".to_owned()
        } else {
            format!("{n} characters left")
        }
    },
    close: "Close",
    cancel: "Not now",
    not_found_title: "There is no such page",
    not_found_text: "The link may be old, or a few letters are missing. Go to home, or call the service centre.",
    failed_title: "This cannot be opened now",
    page_not_loaded: "This page did not arrive, perhaps the network is weak. What you filled in is kept; try again.",
    help: "Need help? Call the service centre:",
    steps: |n, all| format!("Step {n} of {all}"),
    photo_add: "Add a photo",
    photo_remove: "Remove this photo",
    photo_limit: |n| format!("Up to {n}. Photos are made smaller and their location is removed."),
    photo_number: |n| format!("Photo {n}"),
    photo_not_a_photo: "This file is not a photo that can be opened. Choose a JPG, PNG or WebP photo, or take a new one.",
    photo_too_large: "This photo is too large for the phone to open. Choose a smaller one, or take a new one.",
    photo_working: "Preparing the photo…",
    photo_kiosk: "No photos at a kiosk. Use your own phone, or ask the desk.",
};
