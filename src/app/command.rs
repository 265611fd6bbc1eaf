//! Every action of the application. What a button, a key, the palette or a
//! test does is one of these, performed by [`super::session::Session`] or, if
//! it is about panels only, by the shell.

use std::path::PathBuf;

use crate::base::text::Language;
use crate::model::{DeskOrder, IncidentKind, Locomotion, Time};

/// One of two runs that are looked at side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The run, or the only one.
    #[default]
    A,
    /// The run it is compared with.
    B,
}

impl Slot {
    /// As a subscript.
    pub(crate) fn at(self) -> usize {
        self as usize
    }
}

/// By what people are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum ColourBy {
    /// What they are about.
    #[default]
    State,
    /// Visitors grey, staff by role.
    Role,
    /// Visitors by profile.
    Profile,
    /// Speed over ground.
    Speed,
    /// Density round them.
    Density,
}

impl ColourBy {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::State,
        Self::Role,
        Self::Profile,
        Self::Speed,
        Self::Density,
    ];

    /// Key of its name in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::State => "app-colour-state",
            Self::Role => "app-colour-role",
            Self::Profile => "app-colour-profile",
            Self::Speed => "app-colour-speed",
            Self::Density => "app-colour-density",
        }
    }
}

/// What lies over the ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// Density in the six steps of the report.
    Density,
    /// Fruin's levels of service for walkways.
    Fruin,
    /// The greatest density until the moment shown.
    MaxDensity,
    /// Crowd pressure.
    Pressure,
    /// Mean velocity and specific flow.
    Flow,
    /// Density of the run less that of the other.
    Difference,
}

impl Overlay {
    /// All of them.
    pub(crate) const ALL: [Self; 7] = [
        Self::None,
        Self::Density,
        Self::Fruin,
        Self::MaxDensity,
        Self::Pressure,
        Self::Flow,
        Self::Difference,
    ];

    /// Key of its name in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::None => "app-overlay-none",
            Self::Density => "app-overlay-density",
            Self::Fruin => "app-overlay-fruin",
            Self::MaxDensity => "app-overlay-max",
            Self::Pressure => "app-overlay-pressure",
            Self::Flow => "app-overlay-flow",
            Self::Difference => "app-overlay-difference",
        }
    }
}

/// An order that waits for a point on the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Aim {
    /// A unit is to go there.
    Send(String),
    /// Something is to happen there.
    Incident(IncidentKind),
}

/// Something that was clicked, with its index in the world or roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selected {
    /// A visitor or a member of staff.
    Person(u32),
    /// A gate.
    Gate(usize),
    /// A place or path.
    Cell(usize),
    /// An exit.
    Exit(usize),
    /// A unit of staff.
    Unit(usize),
}

/// What the window is used for; each use has its panels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Looking at what a scenario consists of, and what is wrong with it.
    #[default]
    Plan,
    /// Starting a run and watching it.
    Run,
    /// Looking at a recording, or at two side by side.
    Review,
}

impl Mode {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Plan, Self::Run, Self::Review];

    /// As a subscript.
    pub(crate) fn at(self) -> usize {
        self as usize
    }

    /// Key of its name in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Plan => "app-mode-plan",
            Self::Run => "app-mode-run",
            Self::Review => "app-mode-review",
        }
    }

    /// Key of what it is for.
    pub(crate) fn tells(self) -> &'static str {
        match self {
            Self::Plan => "app-mode-plan-tells",
            Self::Run => "app-mode-run-tells",
            Self::Review => "app-mode-review-tells",
        }
    }
}

/// A panel of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum Panel {
    /// The map; always there.
    Map,
    /// What the venue consists of.
    Outline,
    /// The card of what is selected.
    Inspector,
    /// What happened.
    Events,
    /// Bookmarks and notes.
    Notes,
    /// What is wrong with the scenario.
    Problems,
    /// Choosing and starting a run.
    Run,
}

impl Panel {
    /// All of them.
    pub(crate) const ALL: [Self; 7] = [
        Self::Map,
        Self::Outline,
        Self::Inspector,
        Self::Events,
        Self::Notes,
        Self::Problems,
        Self::Run,
    ];

    /// Key of its title in the catalogue.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Map => "app-panel-map",
            Self::Outline => "app-panel-outline",
            Self::Inspector => "app-panel-inspector",
            Self::Events => "app-panel-events",
            Self::Notes => "app-panel-notes",
            Self::Problems => "app-panel-problems",
            Self::Run => "app-panel-run",
        }
    }
}

/// An action.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AppCommand {
    /// Ask for a scenario to open.
    ChooseScenario,
    /// Ask for the folder of a run to open.
    ChooseRun,
    /// Ask for the folder of a second run, to be seen beside the first.
    ChooseSecond,
    /// Open a scenario or the folder of a run.
    Open(Slot, PathBuf),
    /// Ask where a new scenario shall be, begun as a copy of an example.
    NewFromExample,
    /// Write a copy of an example and open it.
    CopyExample(PathBuf),
    /// Close a run; of the first, everything.
    Close(Slot),
    /// Give up what is being opened.
    CancelOpening,
    /// Read the scenario again, as it is on the disk now.
    OpenAgain,
    /// Use the window for something.
    SetMode(Mode),

    /// Choose the plan of the next run; none: the scenario's own.
    SetPlan(Option<String>),
    /// Choose the seed of the next run.
    SetSeed(u64),
    /// Choose the walking model of the next run.
    SetModel(Locomotion),
    /// Choose when the next run starts; none: as the scenario says.
    SetFrom(Option<Time>),
    /// Choose after how many simulated seconds it ends; none: as the scenario says.
    SetUntil(Option<f64>),
    /// Ask for a file of orders that the next run takes.
    ChooseOrders,
    /// Choose that file; none: no orders.
    SetOrders(Option<PathBuf>),
    /// Start a run.
    StartRun,
    /// Let the run wait, or go on.
    PauseRun(bool),
    /// Go on by one second of simulated time and wait again.
    StepRun,
    /// End the run and keep what there is.
    StopRun,

    /// Give the run an order.
    GiveOrder(DeskOrder),
    /// Let an order wait for a point on the map; none: no longer.
    AimOrder(Option<Aim>),
    /// Give the order that waits, for a point of the map \[m\].
    OrderAt(f64, f64),

    /// Play or stand still.
    TogglePlay,
    /// Go by so many frames.
    StepFrames(i32),
    /// Look at a moment \[ms\].
    Seek(f64),
    /// Go by so many seconds of the run.
    Skip(f64),
    /// Go to the first moment.
    ToStart,
    /// Go to the last moment.
    ToEnd,
    /// Play at this speed.
    SetSpeed(f64),
    /// Play faster.
    Faster,
    /// Play slower.
    Slower,
    /// Go to the next event of the list.
    NextEvent,
    /// Go to the event before.
    PreviousEvent,
    /// Let the stretch that is repeated begin here.
    LoopFromHere,
    /// Let it end here.
    LoopToHere,
    /// Repeat a stretch \[ms\]; none: no longer.
    Loop(Option<(f64, f64)>),

    /// Select something; none: nothing.
    Select(Option<Selected>),
    /// Keep the selected person in the middle, or no longer.
    ToggleFollow,
    /// Show the whole venue.
    FrameAll,
    /// Come nearer.
    ZoomIn,
    /// Go farther away.
    ZoomOut,
    /// Go to a place on the map \[m\].
    LookAt(f64, f64),
    /// Colour people.
    Colour(ColourBy),
    /// Lay something over the ground.
    Lay(Overlay),
    /// Show or hide the names on the map.
    ToggleLabels,
    /// Show a sheet; none: all.
    ShowSheet(Option<i8>),

    /// Mark this moment and place.
    AddBookmark,
    /// Go to a bookmark.
    GoToBookmark(usize),
    /// Say something about a bookmark.
    NoteBookmark(usize, String),
    /// Take a bookmark away.
    RemoveBookmark(usize),

    /// Speak a language.
    Speak(Language),
    /// Speak the other language.
    ToggleLanguage,
    /// The other tone.
    ToggleTone,
    /// Make everything larger or smaller by a factor; 0: as the screen has it.
    Scale(f32),
    /// Open or close the list of commands.
    TogglePalette,
    /// Open or close the page of shortcuts.
    ToggleShortcuts,
    /// Bring a panel to the front, or back if it was closed.
    ShowPanel(Panel),
    /// Put all panels back to their places.
    ResetLayout,
    /// Save a picture of the map.
    SavePicture,
    /// Save a drawing of the map and of everyone on it.
    SaveDrawing,
    /// Save the plots of what is selected as drawings.
    SavePlots,
    /// Write the report of the run again, with its bookmarks.
    WriteReport,
    /// Put a message away.
    Dismiss,
    /// End the program.
    Quit,
}

impl AppCommand {
    /// The commands that need nothing chosen, for the palette, each with the
    /// key of its name in the catalogue.
    pub(crate) fn listed() -> Vec<(&'static str, Self)> {
        use AppCommand as C;
        let mut listed = vec![
            ("app-do-choose-run", C::ChooseRun),
            ("app-do-choose-scenario", C::ChooseScenario),
            ("app-do-choose-second", C::ChooseSecond),
            ("app-do-close-second", C::Close(Slot::B)),
            ("app-do-new", C::NewFromExample),
            ("app-do-open-again", C::OpenAgain),
            ("app-do-close", C::Close(Slot::A)),
            ("app-do-start-run", C::StartRun),
            ("app-do-stop-run", C::StopRun),
            ("app-do-play", C::TogglePlay),
            ("app-do-step-on", C::StepFrames(1)),
            ("app-do-step-back", C::StepFrames(-1)),
            ("app-do-skip-on", C::Skip(10.0)),
            ("app-do-skip-back", C::Skip(-10.0)),
            ("app-do-start", C::ToStart),
            ("app-do-end", C::ToEnd),
            ("app-do-faster", C::Faster),
            ("app-do-slower", C::Slower),
            ("app-do-next-event", C::NextEvent),
            ("app-do-previous-event", C::PreviousEvent),
            ("app-do-loop-from", C::LoopFromHere),
            ("app-do-loop-to", C::LoopToHere),
            ("app-do-loop-none", C::Loop(None)),
            ("app-do-bookmark", C::AddBookmark),
            ("app-do-frame-all", C::FrameAll),
            ("app-do-zoom-in", C::ZoomIn),
            ("app-do-zoom-out", C::ZoomOut),
            ("app-do-follow", C::ToggleFollow),
            ("app-do-labels", C::ToggleLabels),
            ("app-do-picture", C::SavePicture),
            ("app-do-drawing", C::SaveDrawing),
            ("app-do-plots", C::SavePlots),
            ("app-do-report", C::WriteReport),
            ("app-do-language", C::ToggleLanguage),
            ("app-do-tone", C::ToggleTone),
            ("app-do-larger", C::Scale(1.1)),
            ("app-do-smaller", C::Scale(1.0 / 1.1)),
            ("app-do-size", C::Scale(0.0)),
            ("app-do-palette", C::TogglePalette),
            ("app-do-shortcuts", C::ToggleShortcuts),
            ("app-do-layout", C::ResetLayout),
            ("app-do-quit", C::Quit),
        ];
        listed.extend(Mode::ALL.map(|mode| (mode.tells(), C::SetMode(mode))));
        listed.extend(ColourBy::ALL.map(|by| (by.key(), C::Colour(by))));
        listed.extend(Overlay::ALL.map(|overlay| (overlay.key(), C::Lay(overlay))));
        listed.extend(Panel::ALL.map(|panel| (panel.key(), C::ShowPanel(panel))));
        listed
    }
}
