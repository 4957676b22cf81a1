//! Reading aloud, where the browser has a voice of its own. Voices that come over the network fail without a word,
//! and what is read would leave the device.

use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use wasm_bindgen::JsCast as _;

use super::window;

fn synthesis() -> Option<SpeechSynthesis> {
    // In some browsers it is not there at all, whatever the types say.
    let synthesis = window().speech_synthesis().ok()?;
    (!synthesis.is_undefined() && !synthesis.is_null()).then_some(synthesis)
}

/// A voice of this device for a language, such as `zh`.
fn voice(synthesis: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let voices = voices.iter().filter_map(|voice| voice.dyn_into().ok());
    let own = |voice: &SpeechSynthesisVoice| {
        voice.local_service() && voice.lang().to_ascii_lowercase().starts_with(language)
    };
    voices.into_iter().find(own)
}

/// Reads sentences aloud, in place of whatever is being read. Says whether there is a voice for it.
pub fn read(sentences: &[String], language: &str) -> bool {
    let Some(synthesis) = synthesis() else {
        return false;
    };
    synthesis.cancel();
    let Some(voice) = voice(&synthesis, language) else {
        return false;
    };
    for sentence in sentences {
        if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(sentence) {
            utterance.set_voice(Some(&voice));
            utterance.set_lang(&voice.lang());
            utterance.set_rate(0.9);
            synthesis.speak(&utterance);
        }
    }
    true
}

/// Says nothing more. Says whether something was being said.
pub fn stop() -> bool {
    let Some(synthesis) = synthesis() else {
        return false;
    };
    let speaking = synthesis.speaking();
    synthesis.cancel();
    speaking
}

/// Has the browser look for its voices, which takes a moment.
pub fn prepare() {
    if let Some(synthesis) = synthesis() {
        let _ = synthesis.get_voices();
    }
}
