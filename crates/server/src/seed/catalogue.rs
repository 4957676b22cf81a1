//! The catalogue of the seed: categories, providers, kits, forms, times and services.

use std::collections::{BTreeMap, HashMap, HashSet};

use linli_contract::{Date, Timestamp};
use serde::Deserialize;

use super::files;
use super::pinyin::search_words;
use crate::clock::instant_of;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::orders::model::form::Form;
use crate::orders::model::words;

#[derive(Debug, Deserialize)]
struct Category {
    code: String,
    name_zh: String,
    name_en: String,
    icon: String,
    order: i64,
}

#[derive(Debug, Deserialize)]
struct Provider {
    code: String,
    name_zh: String,
    name_en: String,
    kind: String,
    phone: String,
    rating10: i64,
    ratings: i64,
}

#[derive(Debug, Deserialize)]
struct Kit {
    code: String,
    who_zh: String,
    who_en: String,
    duration_zh: String,
    duration_en: String,
    prepare_zh: String,
    prepare_en: String,
}

#[derive(Debug, Deserialize)]
struct QuotaPool {
    code: String,
    name_zh: String,
    name_en: String,
    units: i64,
    period: String,
}

#[derive(Debug, Deserialize)]
struct ServiceLine {
    code: String,
    name_zh: String,
    name_en: String,
    summary_zh: String,
    summary_en: String,
    provider: String,
    payer: String,
    price_fen: i64,
    unit: String,
    tier: String,
    audience: String,
    quota: String,
    kit: String,
    form: String,
}

/// A line of `slots.json`: a time of day, on all days of the week or on some (Monday is 1).
#[derive(Debug, Deserialize)]
struct SlotLine {
    start: String,
    minutes: i64,
    capacity: i64,
    #[serde(default)]
    weekdays: Option<Vec<i64>>,
}

/// A service as it will be stored.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) id: String,
    pub(crate) category: String,
    pub(crate) form: String,
    line: ServiceLine,
}

impl Service {
    pub(crate) fn name_zh(&self) -> &str {
        &self.line.name_zh
    }

    pub(crate) fn name_en(&self) -> &str {
        &self.line.name_en
    }

    pub(crate) fn provider(&self) -> &str {
        &self.line.provider
    }

    pub(crate) fn quota(&self) -> Option<&str> {
        Some(self.line.quota.as_str()).filter(|code| !code.is_empty())
    }

    /// The promised answer in hours.
    pub(crate) fn promise_hours(&self) -> i64 {
        match self.line.tier.as_str() {
            "2h" => 2,
            "24h" => 24,
            "15d" => 360,
            _ => 168,
        }
    }
}

/// Everything about services, read and checked.
pub(crate) struct Catalogue {
    categories: Vec<Category>,
    providers: Vec<Provider>,
    kits: Vec<Kit>,
    quotas: Vec<QuotaPool>,
    pub(crate) forms: HashMap<String, Form>,
    slots: BTreeMap<String, Vec<SlotLine>>,
    pub(crate) services: Vec<Service>,
}

impl Catalogue {
    /// Reads the files of the seed. The error names the file and what is wrong with it.
    pub(crate) fn read() -> Result<Self, String> {
        let mut categories: Vec<Category> = files::rows("categories.csv")?;
        categories.sort_by_key(|category| category.order);
        let mut catalogue = Self {
            providers: Vec::new(),
            kits: Vec::new(),
            services: Vec::new(),
            quotas: files::rows("quotas.csv")?,
            forms: files::folder::<Form>("forms")?
                .into_iter()
                .map(|form| (form.code.clone(), form))
                .collect(),
            slots: files::json("slots.json")?,
            categories,
        };
        for category in &catalogue.categories {
            let code = &category.code;
            let lines: Vec<ServiceLine> = files::rows(&format!("services/{code}.csv"))?;
            catalogue
                .providers
                .extend(files::rows::<Provider>(&format!("providers/{code}.csv"))?);
            catalogue
                .kits
                .extend(files::rows::<Kit>(&format!("kits/{code}.csv"))?);
            catalogue
                .services
                .extend(lines.into_iter().map(|line| Service {
                    id: format!("{code}-{}", line.code),
                    category: code.clone(),
                    form: if line.form.is_empty() {
                        "general".to_owned()
                    } else {
                        line.form.clone()
                    },
                    line,
                }));
        }
        catalogue.check()?;
        Ok(catalogue)
    }

    fn check(&self) -> Result<(), String> {
        for form in self.forms.values() {
            form.check()?;
        }
        let providers: HashSet<&str> = self.providers.iter().map(|p| p.code.as_str()).collect();
        let kits: HashSet<&str> = self.kits.iter().map(|k| k.code.as_str()).collect();
        let quotas: HashSet<&str> = self.quotas.iter().map(|q| q.code.as_str()).collect();
        let mut ids = HashSet::new();
        for service in &self.services {
            let line = &service.line;
            let wrong = |what: &str| Err(format!("service {}: {what}", service.id));
            if !ids.insert(service.id.as_str()) {
                return wrong("the id is used twice");
            }
            // A slot's id is the service's and ten characters more, and ids have at most 64.
            if service.id.len() > 52 || !crate::orders::model::answers::is_id(&service.id) {
                return wrong("the id is too long or has other characters than letters, digits, -");
            }
            if !providers.contains(line.provider.as_str()) {
                return wrong("no such provider");
            }
            if !kits.contains(line.kit.as_str()) {
                return wrong("no such kit");
            }
            if service.quota().is_some_and(|code| !quotas.contains(code)) {
                return wrong("no such quota");
            }
            if !self.forms.contains_key(&service.form) {
                return wrong("no such form");
            }
            if !matches!(line.tier.as_str(), "2h" | "24h" | "7d" | "15d") {
                return wrong("no such tier");
            }
            if (line.payer == "government") != (line.price_fen == 0) {
                return wrong("what the government pays costs nothing, and nothing else is free");
            }
        }
        for line in self.slots.values().flatten() {
            line.start_minute()?;
        }
        Ok(())
    }

    /// The time of a form that begins at `start` (`09:00`) on a day or the next one that has it.
    pub(crate) fn slot(
        &self,
        form: &str,
        day: Date,
        start: &str,
    ) -> Option<(Timestamp, Timestamp)> {
        let lines = self.slots.get(form).or_else(|| self.slots.get("default"))?;
        (0..7).map(|days| day.plus_days(days)).find_map(|day| {
            let weekday = i64::try_from(words::weekday(day)).ok()?;
            let line = lines
                .iter()
                .find(|line| line.start == start && line.weekdays().contains(&weekday))?;
            let from = instant_of(day, line.start_minute().ok()?);
            Some((from, from.plus_minutes(line.minutes)))
        })
    }

    /// Writes everything.
    pub(crate) async fn insert(&self, tx: &mut Tx) -> Result<()> {
        self.insert_parts(tx).await?;
        for (position, service) in (0_i64..).zip(&self.services) {
            let line = &service.line;
            let form_version = self
                .forms
                .get(&service.form)
                .map_or("", |form| form.version.as_str());
            sqlx::query(
                "INSERT INTO services (id, version, category_id, position, name_zh, name_en, \
                 summary_zh, summary_en, search, provider_id, kit_id, payer, price_fen, unit, \
                 audience, promise_hours, quota_id, form_code, form_version) \
                 VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                 $17, $18)",
            )
            .bind(service.id.as_str())
            .bind(service.category.as_str())
            .bind(position)
            .bind(line.name_zh.as_str())
            .bind(line.name_en.as_str())
            .bind(line.summary_zh.as_str())
            .bind(line.summary_en.as_str())
            .bind(search_words(&line.name_zh))
            .bind(line.provider.as_str())
            .bind(line.kit.as_str())
            .bind(line.payer.as_str())
            .bind(line.price_fen)
            .bind(line.unit.as_str())
            .bind(line.audience.as_str())
            .bind(service.promise_hours())
            .bind(service.quota())
            .bind(service.form.as_str())
            .bind(form_version)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn insert_parts(&self, tx: &mut Tx) -> Result<()> {
        for category in &self.categories {
            sqlx::query(
                "INSERT INTO categories (id, position, name_zh, name_en, icon) \
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(category.code.as_str())
            .bind(category.order)
            .bind(category.name_zh.as_str())
            .bind(category.name_en.as_str())
            .bind(category.icon.as_str())
            .execute(&mut **tx)
            .await?;
        }
        for provider in &self.providers {
            sqlx::query(
                "INSERT INTO providers (id, name_zh, name_en, kind, phone, rating_sum, ratings) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(provider.code.as_str())
            .bind(provider.name_zh.as_str())
            .bind(provider.name_en.as_str())
            .bind(provider.kind.as_str())
            .bind(provider.phone.as_str())
            .bind(provider.rating10 * provider.ratings)
            .bind(provider.ratings)
            .execute(&mut **tx)
            .await?;
        }
        for kit in &self.kits {
            sqlx::query(
                "INSERT INTO kits (id, who_zh, who_en, duration_zh, duration_en, prepare_zh, \
                 prepare_en) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(kit.code.as_str())
            .bind(kit.who_zh.as_str())
            .bind(kit.who_en.as_str())
            .bind(kit.duration_zh.as_str())
            .bind(kit.duration_en.as_str())
            .bind(kit.prepare_zh.as_str())
            .bind(kit.prepare_en.as_str())
            .execute(&mut **tx)
            .await?;
        }
        for form in self.forms.values() {
            sqlx::query("INSERT INTO forms (code, version, questions) VALUES ($1, $2, $3)")
                .bind(form.code.as_str())
                .bind(form.version.as_str())
                .bind(serde_json::to_string(&form.questions)?)
                .execute(&mut **tx)
                .await?;
        }
        for (position, quota) in (0_i64..).zip(&self.quotas) {
            sqlx::query(
                "INSERT INTO quota_pools (id, position, name_zh, name_en, units, period) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(quota.code.as_str())
            .bind(position)
            .bind(quota.name_zh.as_str())
            .bind(quota.name_en.as_str())
            .bind(quota.units)
            .bind(quota.period.as_str())
            .execute(&mut **tx)
            .await?;
        }
        for (form, lines) in &self.slots {
            let form = if form == "default" { "" } else { form };
            for line in lines {
                for weekday in line.weekdays() {
                    sqlx::query(
                        "INSERT INTO slot_patterns (form_code, weekday, start_minute, minutes, \
                         capacity) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    )
                    .bind(form)
                    .bind(weekday)
                    .bind(line.start_minute().map_err(Error::internal)?)
                    .bind(line.minutes)
                    .bind(line.capacity)
                    .execute(&mut **tx)
                    .await?;
                }
            }
        }
        Ok(())
    }
}

impl SlotLine {
    fn start_minute(&self) -> Result<i64, String> {
        let parts: Option<(Result<i64, _>, Result<i64, _>)> = self
            .start
            .split_once(':')
            .map(|(h, m)| (h.parse(), m.parse()));
        match parts {
            Some((Ok(hour), Ok(minute)))
                if (0..24).contains(&hour) && (0..60).contains(&minute) =>
            {
                Ok(hour * 60 + minute)
            }
            _ => Err(format!(
                "seed/slots.json: {:?} is no time of day",
                self.start
            )),
        }
    }

    /// Its weekdays, Monday being 0.
    fn weekdays(&self) -> Vec<i64> {
        self.weekdays.as_ref().map_or_else(
            || (0..7).collect(),
            |days| days.iter().map(|day| day - 1).collect(),
        )
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::orders::model::form::FormQuestion;
    use linli_contract::QuestionKind;

    #[test]
    fn the_seed_has_868_services_in_14_categories() {
        let catalogue = Catalogue::read().unwrap();
        assert_eq!(catalogue.categories.len(), 14);
        assert_eq!(catalogue.services.len(), 868);
        for category in &catalogue.categories {
            let services = catalogue
                .services
                .iter()
                .filter(|s| s.category == category.code);
            assert_eq!(services.count(), 62, "{}", category.code);
        }
    }

    #[test]
    fn no_two_services_have_the_same_name_or_summary() {
        let catalogue = Catalogue::read().unwrap();
        let mut seen = HashSet::new();
        for service in &catalogue.services {
            for text in [
                &service.line.name_zh,
                &service.line.name_en,
                &service.line.summary_zh,
                &service.line.summary_en,
            ] {
                let text = text.replace(|c: char| c.is_ascii_digit(), "");
                assert!(
                    !text.is_empty() && seen.insert(text.clone()),
                    "{}: {text}",
                    service.id
                );
            }
        }
    }

    #[test]
    fn at_least_thirty_services_have_real_forms() {
        let catalogue = Catalogue::read().unwrap();
        let used: HashSet<_> = catalogue.services.iter().map(|s| &s.form).collect();
        assert!(used.len() >= 31, "{} forms are used", used.len());
        let with = |has: fn(&FormQuestion) -> bool| {
            let forms = catalogue.forms.values();
            forms.filter(|form| form.questions.iter().any(has)).count()
        };
        for (what, forms) in [
            ("a condition", with(|q| q.visible_if.is_some())),
            ("a stopper", with(|q| q.stopper.is_some())),
            ("a photo", with(|q| q.kind == QuestionKind::Photo)),
            ("a person", with(|q| q.kind == QuestionKind::Person)),
            ("a time", with(|q| q.kind == QuestionKind::Slot)),
        ] {
            assert!(forms >= 10, "{forms} forms have {what}");
        }
    }

    #[test]
    fn every_service_is_found_by_its_initials() {
        for service in Catalogue::read().unwrap().services {
            let words = search_words(&service.line.name_zh);
            assert!(
                words.contains(' ') && words.is_ascii(),
                "{}: {words}",
                service.id
            );
        }
    }
}
