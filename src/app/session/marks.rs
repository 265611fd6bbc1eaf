//! Bookmarks and notes on the run that is looked at.

use super::Session;
use crate::base::Vec2;
use crate::record::{Bookmark, Review};

impl Session {
    pub(super) fn add_bookmark(&mut self) {
        let t_ms = self.playback.t_ms().round() as i64;
        let centre = self.camera.centre();
        let picture = self
            .run()
            .and_then(|run| run.review.picture_file(t_ms, "png"));
        let (file, name) = picture.unzip();
        self.picture = file;
        let bookmark = Bookmark {
            t_ms,
            at: (centre.x, centre.y),
            across_m: self.camera.across_m(),
            note: String::new(),
            picture: name,
        };
        self.review(|review| review.add(bookmark).map(|_| ()));
    }

    pub(super) fn go_to_bookmark(&mut self, at: usize) {
        let bookmark = self
            .run()
            .and_then(|run| run.review.bookmarks.get(at))
            .cloned();
        if let Some(bookmark) = bookmark {
            self.playback.seek(bookmark.t_ms as f64);
            self.follows = false;
            self.camera
                .look_at(Vec2::from(bookmark.at), Some(bookmark.across_m));
        }
    }

    pub(super) fn review(&mut self, change: impl FnOnce(&mut Review) -> std::io::Result<()>) {
        let Some(run) = &mut self.runs[0] else {
            return;
        };
        if let Err(error) = change(&mut run.review) {
            self.fail("app-review-unwritten", &[("reason", error.to_string())], "");
        }
    }
}
