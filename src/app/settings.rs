//! What is remembered from one time to the next: recent files, language,
//! theme, size, and where the panels are.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::command::ColourBy;
use super::theme::Tone;
use crate::base::text::Language;

/// Most files remembered.
const RECENT: usize = 8;

/// Sizes that can be chosen.
pub(crate) const SCALES: std::ops::RangeInclusive<f32> = 0.75..=2.5;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Files and folders opened last, newest first.
    pub(crate) recent: Vec<PathBuf>,
    /// Code of the language; none until somebody has chosen one.
    language: Option<String>,
    /// Dark or light.
    pub(crate) tone: Tone,
    /// Size of everything; 1 is as the screen has it.
    pub(crate) scale: f32,
    /// By what people are coloured.
    pub(crate) colour: ColourBy,
    /// Whether names stand on the map.
    pub(crate) labels: bool,
    /// Places of the panels in each mode, as the dock writes them.
    pub(crate) layouts: [Option<String>; 3],
    /// The file; nowhere if the machine has no place for it.
    #[serde(skip)]
    file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            language: None,
            tone: Tone::default(),
            scale: 1.0,
            colour: ColourBy::default(),
            labels: true,
            layouts: [None, None, None],
            file: None,
        }
    }
}

impl Settings {
    /// The settings of whoever uses this machine. A file that cannot be read
    /// counts as none: nobody shall be kept from work by it.
    pub(crate) fn load(file: Option<PathBuf>) -> Self {
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let mut settings: Self = text
            .and_then(|text| ron::from_str(&text).ok())
            .unwrap_or_default();
        settings.file = file;
        if !SCALES.contains(&settings.scale) {
            settings.scale = 1.0;
        }
        settings.recent.truncate(RECENT);
        settings
    }

    /// Where the settings of this user are kept: `MUSTER_CONFIG`, else where
    /// the system keeps such things.
    pub(crate) fn place() -> Option<PathBuf> {
        let named = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
        if let Some(file) = named("MUSTER_CONFIG") {
            return Some(PathBuf::from(file));
        }
        let folder = named("XDG_CONFIG_HOME")
            .or_else(|| named("APPDATA"))
            .map(PathBuf::from)
            .or_else(|| named("HOME").map(|home| Path::new(&home).join(".config")))?;
        Some(folder.join("muster").join("app.ron"))
    }

    /// Language, if somebody has chosen one.
    pub(crate) fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_key)
    }

    /// Remembers a language.
    pub(crate) fn set_language(&mut self, language: Language) {
        self.language = Some(language.key().to_owned());
    }

    /// Remembers a file.
    pub(crate) fn opened(&mut self, path: &Path) {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
        self.save();
    }

    /// Writes them down. Settings that cannot be written are lost, and
    /// nothing else: no work hangs on them.
    pub(crate) fn save(&self) {
        let Some(file) = &self.file else {
            return;
        };
        let pretty = ron::ser::PrettyConfig::default();
        if let (Some(folder), Ok(text)) = (file.parent(), ron::ser::to_string_pretty(self, pretty))
        {
            fs::create_dir_all(folder).ok();
            let new = file.with_extension("new");
            if fs::write(&new, text).is_ok() {
                fs::rename(new, file).ok();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_remembered_and_rubbish_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/app.ron");
        let mut settings = Settings::load(Some(file.clone()));
        assert_eq!(settings.language(), None);
        settings.set_language(Language::Chinese);
        settings.tone = Tone::Light;
        for n in 0..12 {
            settings.opened(Path::new(&format!("run-{}", n % 10)));
        }
        let again = Settings::load(Some(file.clone()));
        assert_eq!(again, settings);
        assert_eq!(again.language(), Some(Language::Chinese));
        assert_eq!(again.recent.len(), RECENT);
        assert_eq!(again.recent[0], Path::new("run-1"));
        fs::write(&file, "(scale: 99)").expect("written");
        assert_eq!(Settings::load(Some(file.clone())).scale, 1.0);
        fs::write(&file, [0xff, 0]).expect("written");
        assert_eq!(Settings::load(Some(file)).tone, Tone::Dark);
    }
}
