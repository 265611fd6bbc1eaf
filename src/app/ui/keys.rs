//! Keys for commands.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use crate::app::command::{AppCommand, Mode, Slot};

/// A key and what it does; `typing` says whether it also counts while a text
/// is being written.
struct Binding {
    shortcut: KeyboardShortcut,
    command: AppCommand,
    typing: bool,
}

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// All keys, in the order of the page of shortcuts.
fn bindings() -> Vec<Binding> {
    use AppCommand as C;
    let key = |modifiers, key, command, typing| Binding {
        shortcut: KeyboardShortcut::new(modifiers, key),
        command,
        typing,
    };
    vec![
        key(CTRL_SHIFT, Key::P, C::TogglePalette, true),
        key(PLAIN, Key::F1, C::ToggleShortcuts, true),
        key(CTRL_SHIFT, Key::O, C::ChooseRun, true),
        key(CTRL_SHIFT, Key::D, C::ChooseSecond, true),
        key(CTRL, Key::O, C::ChooseScenario, true),
        key(CTRL, Key::N, C::NewFromExample, true),
        key(CTRL, Key::W, C::Close(Slot::A), true),
        key(CTRL, Key::R, C::StartRun, true),
        key(PLAIN, Key::F5, C::OpenAgain, true),
        key(CTRL, Key::Num1, C::SetMode(Mode::Plan), true),
        key(CTRL, Key::Num2, C::SetMode(Mode::Run), true),
        key(CTRL, Key::Num3, C::SetMode(Mode::Review), true),
        key(CTRL, Key::B, C::AddBookmark, true),
        key(CTRL_SHIFT, Key::S, C::SavePicture, true),
        key(CTRL_SHIFT, Key::V, C::SaveDrawing, true),
        key(CTRL, Key::L, C::ToggleLanguage, true),
        key(CTRL, Key::T, C::ToggleTone, true),
        key(CTRL, Key::Plus, C::Scale(1.1), true),
        key(CTRL, Key::Equals, C::Scale(1.1), true),
        key(CTRL, Key::Minus, C::Scale(1.0 / 1.1), true),
        key(CTRL, Key::Num0, C::Scale(0.0), true),
        key(CTRL, Key::Q, C::Quit, true),
        key(PLAIN, Key::Space, C::TogglePlay, false),
        key(PLAIN, Key::ArrowRight, C::StepFrames(1), false),
        key(PLAIN, Key::ArrowLeft, C::StepFrames(-1), false),
        key(PLAIN, Key::PageDown, C::Skip(10.0), false),
        key(PLAIN, Key::PageUp, C::Skip(-10.0), false),
        key(PLAIN, Key::Home, C::ToStart, false),
        key(PLAIN, Key::End, C::ToEnd, false),
        key(PLAIN, Key::ArrowUp, C::Faster, false),
        key(PLAIN, Key::ArrowDown, C::Slower, false),
        key(PLAIN, Key::N, C::NextEvent, false),
        key(PLAIN, Key::P, C::PreviousEvent, false),
        key(PLAIN, Key::OpenBracket, C::LoopFromHere, false),
        key(PLAIN, Key::CloseBracket, C::LoopToHere, false),
        key(PLAIN, Key::Backslash, C::Loop(None), false),
        key(PLAIN, Key::F, C::FrameAll, false),
        key(PLAIN, Key::Plus, C::ZoomIn, false),
        key(PLAIN, Key::Equals, C::ZoomIn, false),
        key(PLAIN, Key::Minus, C::ZoomOut, false),
        key(PLAIN, Key::G, C::ToggleFollow, false),
        key(PLAIN, Key::T, C::ToggleLabels, false),
        key(PLAIN, Key::Escape, C::Select(None), false),
    ]
}

/// The commands of the keys pressed since the last picture.
pub(crate) fn pressed(ui: &Ui) -> Vec<AppCommand> {
    let writes = ui.ctx().egui_wants_keyboard_input();
    bindings()
        .into_iter()
        .filter(|binding| binding.typing || !writes)
        .filter(|binding| ui.input_mut(|input| input.consume_shortcut(&binding.shortcut)))
        .map(|binding| binding.command)
        .collect()
}

/// The key of a command as it is written; empty if it has none.
pub(crate) fn written(ui: &Ui, command: &AppCommand) -> String {
    let all = bindings();
    let binding = all.iter().find(|binding| binding.command == *command);
    binding.map_or_else(String::new, |binding| {
        let text = ui.ctx().format_shortcut(&binding.shortcut);
        let (held, key) = match text.rsplit_once('+') {
            Some((held, key)) if !key.is_empty() => (format!("{held}+"), key),
            _ => (String::new(), text.as_str()),
        };
        held + sign(key)
    })
}

/// A key as it stands on keyboards.
fn sign(key: &str) -> &str {
    match key {
        "OpenBracket" => "[",
        "CloseBracket" => "]",
        "Backslash" => "\\",
        "Plus" => "+",
        "Minus" => "−",
        "Left" => "←",
        "Right" => "→",
        "Up" => "↑",
        "Down" => "↓",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_every_key_is_in_the_palette() {
        let listed: Vec<AppCommand> = AppCommand::listed().into_iter().map(|(_, c)| c).collect();
        let all = bindings();
        for (at, binding) in all.iter().enumerate() {
            let same = all[..at]
                .iter()
                .any(|other| other.shortcut == binding.shortcut);
            assert!(!same, "{:?} twice", binding.shortcut);
            let unlisted = AppCommand::Select(None);
            assert!(
                listed.contains(&binding.command) || binding.command == unlisted,
                "{:?} is not in the palette",
                binding.command
            );
        }
    }
}
