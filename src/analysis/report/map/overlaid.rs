//! What a drawing shows over its ground: coloured squares, arrows, and in a
//! band below the map what they mean.
//!
//! Which colours and what words is the caller's business, who shows the same on
//! a screen; here they only become lines of a drawing, as few as possible:
//! neighbours of one colour in a row are one rectangle, and all rectangles of a
//! colour one path in whole steps of the lattice.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use svg::node::element::{Group, Line, Path, Rectangle, Text};

use super::super::palette::{self, Paint};
use super::super::words::width_em;
use super::edges::INSET;
use super::view::{Spot, View, unit};
use crate::base::Vec2;

/// Size of the legend's words [units].
const WORDS: f64 = 9.6;
/// Height of a line of the legend, and free space above and below all [units].
const LINE: f64 = 16.0;
const AIR: f64 = 5.0;
/// Free space after an entry or the title [units].
const GAP: f64 = 14.0;
/// Side of a square of the legend, and space between it and its words [units].
const SWATCH: f64 = 10.0;
const NEAR: f64 = 4.5;

/// What lies over the ground, and what it means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlaid {
    /// Side of the squares \[m\].
    pub side_m: f64,
    /// Squares of one lattice: their middle \[m\] and what they are filled with.
    pub squares: Vec<(Vec2, Paint)>,
    /// Whether there is a square wherever people are, so that people who could
    /// only be drawn larger than life would hide what the squares tell.
    pub covers: bool,
    /// Arrows \[m\], and how broad their shafts and the rims round them are
    /// \[m\].
    pub arrows: Vec<ArrowShape>,
    /// Breadth of shafts \[m\].
    pub shaft_m: f64,
    /// Breadth of rims, both sides together \[m\].
    pub rim_m: f64,
    /// What it is, with its unit.
    pub title: String,
    /// What the colours and lengths mean, in order.
    pub keys: Vec<Key>,
}

/// An arrow: a line, and before it a triangle with its tip first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArrowShape {
    /// From the tail to the head's back.
    pub shaft: [Vec2; 2],
    /// Tip, left, right.
    pub head: [Vec2; 3],
}

/// An entry of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What stands before the words.
    pub sign: Sign,
    /// The words.
    pub text: String,
}

/// What stands before words of the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// A square as on the ground.
    Square(Paint),
    /// An arrow of this length \[m\] to the east, round the origin.
    Arrow(ArrowShape),
}

/// The squares, of those that the page shows; none without any. `clip` names
/// what they may cover.
pub(super) fn squares(view: &View, over: &Overlaid, clip: &str) -> Option<Group> {
    let (first, _) = over.squares.first()?;
    // Numbers of the lattice instead of places on the page: they are short,
    // and neighbours meet exactly.
    let corner = view.at(*first - Vec2::new(0.5, 0.5) * over.side_m);
    let step = over.side_m * view.scale;
    let matrix = format!(
        "matrix({step:.6} 0 0 -{step:.6} {:.3} {:.3})",
        corner.x, corner.y
    );
    // Half-covered pixels at the edges of two colours would show the ground
    // between them as a thin line.
    let mut group = Group::new()
        .set("transform", matrix)
        .set("shape-rendering", "crispEdges");
    for (paint, data) in runs(&lattice(view, over, *first)) {
        group = group.add(
            Path::new()
                .set("d", data)
                .set("fill", paint.colour.hex())
                .set("fill-opacity", paint.opacity()),
        );
    }
    let clipped = Group::new()
        .set("class", "overlay")
        .set("clip-path", format!("url(#{clip})"));
    Some(clipped.add(group))
}

/// The squares on the page by row and column from the first one.
fn lattice(view: &View, over: &Overlaid, first: Vec2) -> BTreeMap<(i64, i64), Paint> {
    let window = view.window().grown(over.side_m);
    let on_page = over.squares.iter().filter(|(at, _)| window.contains(*at));
    let number = |length: f64| (length / over.side_m).round() as i64;
    on_page
        .map(|(at, paint)| ((number(at.y - first.y), number(at.x - first.x)), *paint))
        .collect()
}

/// Path data of each paint.
fn runs(lattice: &BTreeMap<(i64, i64), Paint>) -> BTreeMap<Paint, String> {
    let mut out: BTreeMap<Paint, String> = BTreeMap::new();
    let mut squares = lattice.iter().peekable();
    while let Some((&(row, column), paint)) = squares.next() {
        let mut last = column;
        while squares
            .next_if(|(at, other)| **at == (row, last + 1) && *other == paint)
            .is_some()
        {
            last += 1;
        }
        let width = last + 1 - column;
        let data = out.entry(*paint).or_default();
        // Writing to a string cannot fail.
        let _ = write!(data, "M{column} {row}h{width}v1h-{width}z");
    }
    out
}

/// The arrows that the page shows; none without any.
pub(super) fn arrows(view: &View, over: &Overlaid) -> Option<Group> {
    let window = view.window();
    let on_page = |arrow: &&ArrowShape| window.contains(arrow.head[0]);
    let shapes: Vec<ArrowShape> = over.arrows.iter().filter(on_page).copied().collect();
    (!shapes.is_empty()).then(|| draw_arrows(&shapes, over, view.scale, |p| view.at(p)))
}

/// Arrows with a rim, so that they are seen on a crowd of any colour.
fn draw_arrows(
    arrows: &[ArrowShape],
    over: &Overlaid,
    scale: f64,
    at: impl Fn(Vec2) -> Spot,
) -> Group {
    let mut group = Group::new().set("class", "arrows");
    let data = |points: &dyn Fn(&ArrowShape) -> Vec<Vec2>, end: &str| {
        let mut data = String::new();
        for arrow in arrows {
            for (n, p) in points(arrow).into_iter().enumerate() {
                let (spot, letter) = (at(p), if n == 0 { 'M' } else { 'L' });
                // Writing to a string cannot fail.
                let _ = write!(data, "{letter}{:.2} {:.2}", spot.x, spot.y);
            }
            data.push_str(end);
        }
        data
    };
    let shafts = data(&|arrow| arrow.shaft.to_vec(), "");
    let heads = data(&|arrow| arrow.head.to_vec(), "z");
    for (rim_m, colour) in [(over.rim_m, palette::PAPER), (0.0, palette::INK)] {
        let width = |metres: f64| format!("{:.2}", metres * scale);
        let shaft = Path::new()
            .set("d", shafts.as_str())
            .set("fill", "none")
            .set("stroke-width", width(over.shaft_m + rim_m));
        let head = Path::new()
            .set("d", heads.as_str())
            .set("fill", colour.hex())
            .set("stroke-width", width(rim_m));
        group = group.add(
            Group::new()
                .set("stroke", colour.hex())
                .set("stroke-linejoin", "round")
                .add(shaft)
                .add(head),
        );
    }
    group
}

/// The legend in a band below the map, and how high the band is [units].
pub(super) fn legend(view: &View, over: &Overlaid) -> (Group, f64) {
    let title_width = width_em(&over.title) * WORDS + GAP;
    let widths: Vec<f64> = over.keys.iter().map(|key| key.width(view)).collect();
    let (places, rows) = rows(title_width, &widths, view.width - 2.0 * INSET);
    let height = rows as f64 * LINE + 2.0 * AIR;
    let middle = |row: usize| view.height + AIR + LINE * (row as f64 + 0.5);
    let ground = Rectangle::new()
        .set("y", unit(view.height))
        .set("width", unit(view.width))
        .set("height", unit(height))
        .set("fill", palette::PAPER.hex());
    let line = Line::new()
        .set("x2", unit(view.width))
        .set("y1", unit(view.height))
        .set("y2", unit(view.height))
        .set("stroke", palette::LINE.hex())
        .set("stroke-width", 1);
    let title = words(&over.title, (INSET, middle(0)), palette::MUTED.hex());
    let mut group = Group::new()
        .set("class", "legend")
        .add(ground)
        .add(line)
        .add(title);
    for (key, (x, row)) in over.keys.iter().zip(places) {
        let (x, y) = (INSET + x, middle(row));
        group = group.add(key.sign.drawn(view, over, (x, y)));
        let at = (x + key.sign.width(view) + NEAR, y);
        group = group.add(words(&key.text, at, palette::INK.hex()));
    }
    (group, height)
}

/// Where entries of these widths go, from the left and by row, and how many
/// rows there are: beside the title if all have room there, else below it.
fn rows(title: f64, widths: &[f64], most: f64) -> (Vec<(f64, usize)>, usize) {
    let all: f64 = widths.iter().sum();
    let (mut x, mut row) = if title + all <= most + GAP {
        (title, 0)
    } else {
        (0.0, 1)
    };
    let mut places = Vec::with_capacity(widths.len());
    for width in widths {
        if x > 0.0 && x + width > most + GAP {
            (x, row) = (0.0, row + 1);
        }
        places.push((x, row));
        x += width;
    }
    (places, row + 1)
}

fn words(text: &str, (x, middle): (f64, f64), fill: String) -> Text {
    Text::new(text)
        .set("x", unit(x))
        .set("y", unit(middle + 0.36 * WORDS))
        .set("font-size", WORDS)
        .set("fill", fill)
}

impl Key {
    /// Room it takes, with that after it [units].
    fn width(&self, view: &View) -> f64 {
        self.sign.width(view) + NEAR + width_em(&self.text) * WORDS + GAP
    }
}

impl Sign {
    fn width(self, view: &View) -> f64 {
        match self {
            Self::Square(_) => SWATCH,
            Self::Arrow(arrow) => arrow.shaft[0].distance(arrow.head[0]) * view.scale,
        }
    }

    /// With its left edge, and its middle from the top, at a place.
    fn drawn(self, view: &View, over: &Overlaid, (x, y): (f64, f64)) -> Group {
        match self {
            Self::Square(paint) => {
                let square = || {
                    Rectangle::new()
                        .set("x", unit(x))
                        .set("y", unit(y - 0.5 * SWATCH))
                        .set("width", SWATCH)
                        .set("height", SWATCH)
                };
                // On the ground, so that it looks as it does there.
                Group::new()
                    .add(square().set("fill", palette::GROUND_HIGH.hex()))
                    .add(
                        square()
                            .set("fill", paint.colour.hex())
                            .set("fill-opacity", paint.opacity()),
                    )
            }
            Self::Arrow(arrow) => {
                let middle = x + 0.5 * self.width(view);
                let at = |p: Vec2| Spot::new(middle + p.x * view.scale, y - p.y * view.scale);
                draw_arrows(&[arrow], over, view.scale, at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::palette::Rgb;
    use super::*;
    use crate::base::geometry::Bounds;

    const BLUE: Paint = Paint {
        colour: Rgb(0, 0, 255),
        alpha: 200,
    };
    const RED: Paint = Paint {
        colour: Rgb(255, 0, 0),
        alpha: 200,
    };

    fn view() -> View {
        let ground = Bounds::of([Vec2::ZERO, Vec2::new(68.0, 34.0)]);
        View::fit(ground, 680.0, (100.0, 480.0), 0.0)
    }

    fn over(squares: &[(f64, f64, Paint)]) -> Overlaid {
        Overlaid {
            side_m: 0.5,
            squares: (squares.iter())
                .map(|(x, y, paint)| (Vec2::new(*x, *y), *paint))
                .collect(),
            ..Overlaid::default()
        }
    }

    #[test]
    fn neighbours_of_one_colour_in_a_row_are_one_rectangle() {
        let over = over(&[
            (10.0, 10.0, BLUE),
            (10.5, 10.0, BLUE),
            (11.0, 10.0, BLUE),
            // Another colour, a gap, another row.
            (11.5, 10.0, RED),
            (12.5, 10.0, RED),
            (12.5, 9.5, RED),
            // Not on the page.
            (200.0, 10.0, RED),
        ]);
        let view = view();
        let runs = runs(&lattice(&view, &over, over.squares[0].0));
        let data: Vec<(Paint, &str)> = runs.iter().map(|(p, d)| (*p, d.as_str())).collect();
        let red = "M5 -1h1v1h-1zM3 0h1v1h-1zM5 0h1v1h-1z";
        assert_eq!(data, [(BLUE, "M0 0h3v1h-3z"), (RED, red)]);
        let svg = squares(&view, &over, "here").unwrap().to_string();
        // South-western corner at (9.75, 9.75) m, ten units a metre.
        assert!(
            svg.contains("matrix(5.000000 0 0 -5.000000 97.500 242.500)"),
            "{svg}"
        );
        assert!(svg.contains("url(#here)") && svg.contains("fill-opacity=\"0.78\""));
    }

    #[test]
    fn entries_stand_beside_a_short_title_and_below_a_long_one_within_the_page() {
        let widths = [80.0, 80.0, 80.0];
        let beside = rows(100.0, &widths, 656.0);
        assert_eq!(beside, (vec![(100.0, 0), (180.0, 0), (260.0, 0)], 1));
        let below = rows(500.0, &widths, 656.0);
        assert_eq!(below, (vec![(0.0, 1), (80.0, 1), (160.0, 1)], 2));
        let (places, count) = rows(500.0, &[80.0; 20], 656.0);
        assert_eq!(count, 4);
        assert!(places.iter().all(|(x, _)| x + 80.0 - GAP <= 656.0));
        assert_eq!(rows(100.0, &[], 656.0), (Vec::new(), 1));
    }

    #[test]
    fn an_arrow_points_north_on_the_page_and_one_elsewhere_is_left_out() {
        let arrow = |x: f64| ArrowShape {
            shaft: [Vec2::new(x, 10.0), Vec2::new(x, 12.0)],
            head: [
                Vec2::new(x, 13.0),
                Vec2::new(x - 0.5, 12.0),
                Vec2::new(x + 0.5, 12.0),
            ],
        };
        let over = Overlaid {
            arrows: vec![arrow(20.0), arrow(500.0)],
            shaft_m: 0.2,
            rim_m: 0.3,
            ..Overlaid::default()
        };
        let svg = arrows(&view(), &over).unwrap().to_string();
        assert!(svg.contains("M200.00 240.00L200.00 220.00\""), "{svg}");
        assert!(svg.contains("M200.00 210.00L195.00 220.00L205.00 220.00z"));
        assert!(svg.contains("stroke-width=\"5.00\"") && svg.contains("stroke-width=\"2.00\""));
    }
}
