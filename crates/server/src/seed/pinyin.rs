//! Latin search words of a Chinese name: its full pinyin and its initials.

use pinyin::ToPinyin;

/// Characters that names of services use with more than one reading. Each reading becomes a search
/// word, because nobody should have to know which one a dictionary would choose here; rare readings
/// are left out, which keeps the words few.
const READINGS: &[(char, &[&str])] = &[
    ('行', &["xing", "hang"]),
    ('长', &["chang", "zhang"]),
    ('重', &["zhong", "chong"]),
    ('调', &["tiao", "diao"]),
    ('乐', &["le", "yue"]),
    ('还', &["huan", "hai"]),
    ('会', &["hui", "kuai"]),
    ('校', &["xiao", "jiao"]),
    ('参', &["can", "shen"]),
    ('降', &["jiang", "xiang"]),
    ('传', &["chuan", "zhuan"]),
    ('弹', &["tan", "dan"]),
    ('藏', &["cang", "zang"]),
    ('便', &["bian", "pian"]),
    ('差', &["cha", "chai"]),
    ('都', &["du", "dou"]),
    ('给', &["gei", "ji"]),
    ('角', &["jiao", "jue"]),
    ('觉', &["jue", "jiao"]),
    ('壳', &["ke", "qiao"]),
    ('落', &["luo", "la"]),
    ('模', &["mo", "mu"]),
    ('血', &["xue", "xie"]),
    ('薄', &["bao", "bo"]),
    ('卡', &["ka", "qia"]),
    ('色', &["se", "shai"]),
    ('系', &["xi", "ji"]),
    ('粘', &["zhan", "nian"]),
    ('折', &["zhe", "she"]),
    ('单', &["dan", "shan"]),
    ('朝', &["chao", "zhao"]),
    ('查', &["cha", "zha"]),
    ('宿', &["su", "xiu"]),
    ('圈', &["quan", "juan"]),
    ('露', &["lu", "lou"]),
    ('率', &["lv", "shuai"]),
    ('厦', &["sha", "xia"]),
    ('熟', &["shu", "shou"]),
    ('着', &["zhe", "zhuo", "zhao"]),
    ('盛', &["cheng", "sheng"]),
    ('石', &["shi", "dan"]),
    ('扇', &["shan"]),
    ('地', &["di", "de"]),
    ('没', &["mei", "mo"]),
];

/// At most so many readings of one name: two characters with two readings each fit.
const MOST: usize = 4;

/// The search words of a name, lower case, separated by one space: full pinyin first, then the
/// initials, each in every common reading, for example `guandaoshutong gdst`. Letters and digits
/// of the name stay; marks and spaces vanish. A name without Chinese characters gives its letters.
pub(crate) fn search_words(name: &str) -> String {
    let mut readings: Vec<(String, String)> = vec![(String::new(), String::new())];
    for c in name.chars() {
        let syllables = syllables(c);
        if syllables.is_empty() {
            continue;
        }
        // More readings than fit: the first one of each further character has to do.
        let take = if readings.len() * syllables.len() > MOST {
            1
        } else {
            syllables.len()
        };
        readings = readings
            .iter()
            .flat_map(|(full, initials)| {
                syllables.iter().take(take).map(move |syllable| {
                    let initial = syllable.get(..1).unwrap_or_default();
                    (format!("{full}{syllable}"), format!("{initials}{initial}"))
                })
            })
            .collect();
    }
    let mut words: Vec<String> = Vec::new();
    let (full, initials): (Vec<_>, Vec<_>) = readings.into_iter().unzip();
    for word in full.into_iter().chain(initials) {
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

fn syllables(c: char) -> Vec<String> {
    if c.is_ascii_alphanumeric() {
        return vec![c.to_ascii_lowercase().to_string()];
    }
    if let Some((_, readings)) = READINGS.iter().find(|(polyphone, _)| *polyphone == c) {
        return readings.iter().map(|r| (*r).to_owned()).collect();
    }
    // ü is typed as v on every Chinese keyboard.
    c.to_pinyin()
        .map(|syllable| syllable.plain().replace('ü', "v"))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_pinyin_and_by_its_initials() {
        assert_eq!(search_words("管道疏通"), "guandaoshutong gdst");
        assert_eq!(search_words("绿化"), "lvhua lh");
    }

    #[test]
    fn every_common_reading_is_a_search_word() {
        assert_eq!(search_words("空调"), "kongtiao kongdiao kt kd");
        let words = search_words("重行长调乐");
        assert!(words.starts_with("zhongxing"), "{words}");
        assert!(words.split(' ').count() <= 2 * MOST, "{words}");
    }

    #[test]
    fn letters_and_digits_stay_and_marks_vanish() {
        assert_eq!(search_words("Wi-Fi（5G）安装"), "wifi5ganzhuang wifi5gaz");
        assert_eq!(search_words("……"), "");
    }
}
